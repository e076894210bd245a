import { kernelNames, type KernelName } from '../names.ts';

/** Kernels that only this set has: weights rearranged for the products (`assembly/packing.ts`). */
export const packNames = ['pack-rows', 'pack-columns', 'transpose'] as const;

export type PackName = (typeof packNames)[number];
export type SimdName = KernelName | PackName;

/** A kernel's place here is its code in a program of this set; the first are those of every set. */
export const simdNames: readonly SimdName[] = [...kernelNames, ...packNames];

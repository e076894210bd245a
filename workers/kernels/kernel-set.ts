import type { Update } from '../../src/nn/optimizers.ts';
import type { KernelSet as KernelSetName } from '../../src/train/protocol.ts';
import type { Memory } from '../arena/memory.ts';
import type { KernelName } from './names.ts';

/** Places in a kernel's call: addresses of operands a, b, c (read) and d (written), their row strides, and sizes. */
export const A = 0;
export const B = 1;
export const C = 2;
export const D = 3;
export const A_ROW = 4;
export const B_ROW = 5;
export const C_ROW = 6;
export const D_ROW = 7;
export const ROWS = 8;
export const INNER = 9;
export const OUTER = 10;
export const MODE = 11;
export const CALL_WORDS = 12;

/** Runs one call. It must not allocate, keep the call, or read what the call does not name. */
export type Kernel = (memory: Memory, call: Int32Array) => void;

/**
 * One implementation of everything a plan needs. The table is total: a set without one of the kernels does not compile.
 * The TypeScript set is the truth; a faster one must agree with it within float32 rounding.
 */
export interface KernelSet {
  readonly name: KernelSetName;
  readonly kernels: Readonly<Record<KernelName, Kernel>>;
  /** √Σg² of all gradients. */
  norm(gradients: Float32Array): number;
  /** Multiplies all gradients, for clipping. */
  scale(gradients: Float32Array, factor: number): void;
  /** One optimizer update, in place. */
  update(work: Update): void;
}

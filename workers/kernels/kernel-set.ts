import type { OptimizerSpec } from '../../src/nn/optimizers.ts';
import type { KernelSet as KernelSetName } from '../../src/train/protocol.ts';
import type { Memory } from '../arena/memory.ts';
import type { Plan } from '../plan/plan.ts';
import type { Program } from '../plan/program.ts';

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
 * One implementation of everything a plan needs. The TypeScript set is the truth; a faster one must agree with it within
 * float32 rounding.
 */
export interface KernelSet {
  readonly name: KernelSetName;
  /** Bytes that `open` allocates for a plan: its arena and what the set needs beside it. */
  bytes(plan: Plan): number;
  /** Allocates a plan's memory. Throws MemoryLimitError, where the plan did fit but not with what the set needs. */
  open(plan: Plan): Executor;
}

/** Runs one plan's programs in memory of its own. Nothing is allocated after it is made. */
export interface Executor {
  readonly memory: Memory;
  /** Rearranges weights as this set's products want them; to be called whenever parameters have changed. */
  prepare(): void;
  /** Runs a program of the plan, or a part of one. */
  run(program: Program): void;
  /** √Σg² of all gradients. */
  norm(): number;
  /** Multiplies all gradients, for clipping. */
  scale(factor: number): void;
  /** One optimizer update, in place; `step` counts updates from 1. */
  update(spec: OptimizerSpec, step: number): void;
}

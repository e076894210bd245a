import type { KernelName } from '../kernels/names.ts';

/** A place in `graph.tensors`. */
export type TensorId = number;

/**
 * What a tensor is for, which decides who may overwrite it:
 * `feed` is written by the host before a step; `parameters` and `gradients` hold all parameters one behind the other;
 * `state` has one slot more than its scan has steps (step t reads slot t and writes slot t + 1); `value` is written by
 * one instruction; `gradient` gathers contributions; `result` is what the host reads (a loss).
 */
export type TensorKind = 'feed' | 'parameters' | 'gradients' | 'state' | 'value' | 'gradient' | 'result';

/** `[slots, rows, width]`, float32 (feeds of whole numbers: int32), time-major. */
export interface Tensor {
  readonly id: TensorId;
  /** For messages: `cell.h`. */
  readonly label: string;
  readonly kind: TensorKind;
  readonly width: number;
  /** The batch; 1 for what is the same for every sample (parameters, statistics of the batch). */
  readonly rows: number;
  readonly slots: number;
}

/** Which slot a view means: at step t of its scan slot t + offset, or always the same one. */
export type Slot = { readonly kind: 'each'; readonly offset: 0 | 1 } | { readonly kind: 'at'; readonly index: number };

/** Columns of a tensor at a slot. */
export interface View {
  readonly tensor: TensorId;
  readonly column: number;
  readonly width: number;
  readonly slot: Slot;
}

/** `update`: what a training step changes beside what the optimizer does. */
export type Phase = 'forward' | 'backward' | 'update';

/** The domain of what is computed once, outside every scan. */
export const ONCE = -1;

/** One kernel call of one step of a scan; scheduling decides how many steps one call covers. */
export interface Instruction {
  readonly kernel: KernelName;
  readonly phase: Phase;
  /** The scan whose steps it runs over, or ONCE. */
  readonly domain: number;
  /** Up to three operands, in the kernel's order; null where it takes none. */
  readonly reads: readonly (View | null)[];
  readonly write: View;
  /** Inner and outer size, as the kernel understands them. */
  readonly inner: number;
  readonly outer: number;
  /** Kernel-specific bits (`names.ts`), without ACCUMULATE, which scheduling decides. */
  readonly mode: number;
  /** Whether it adds to what stands at `write`: contributions to a gradient, a penalty, a product onto its other summand. */
  readonly adds: 'never' | 'contribution' | 'always';
}

/** Collects tensors and instructions while equations are read. */
export class Graph {
  readonly tensors: Tensor[] = [];
  readonly instructions: Instruction[] = [];

  add(tensor: Omit<Tensor, 'id'>): TensorId {
    const id = this.tensors.length;
    this.tensors.push({ ...tensor, id });
    return id;
  }

  /** The whole of a tensor, at its only slot. */
  whole(tensor: TensorId): View {
    return { tensor, column: 0, width: this.tensors[tensor].width, slot: at(0) };
  }
}

export const each = (offset: 0 | 1): Slot => ({ kind: 'each', offset });
export const at = (index: number): Slot => ({ kind: 'at', index });

/** Whether two views share columns of one tensor; slots are not compared. */
export function overlap(a: View, b: View): boolean {
  return a.tensor === b.tensor && a.column < b.column + b.width && b.column < a.column + a.width;
}

/** Follows a view into the tensor whose memory it is in; `placed`: where tensors stand inside others. */
export function rootOf(view: View, placed: ReadonlyMap<TensorId, View>): View {
  const target = placed.get(view.tensor);
  if (target === undefined) return view;
  return rootOf({ ...view, tensor: target.tensor, column: target.column + view.column }, placed);
}

export function sameSlot(a: Slot, b: Slot): boolean {
  if (a.kind === 'each') return b.kind === 'each' && a.offset === b.offset;
  return b.kind === 'at' && a.index === b.index;
}

export function sameView(a: View, b: View): boolean {
  return a.tensor === b.tensor && a.column === b.column && a.width === b.width && sameSlot(a.slot, b.slot);
}

/** Part of a view: `width` columns from column `from` of it. */
export function columnsOf(view: View, from: number, width: number): View {
  return { ...view, column: view.column + from, width };
}

import type { EquationId, Trace } from '../../src/nn/equation.ts';
import type { Regularization } from '../../src/nn/penalties.ts';
import { Planner } from './planner.ts';
import type { Program } from './program.ts';
import type { Constant, Feed, PlanSize } from './values.ts';

export interface PlanOptions extends PlanSize {
  /** `values`: forward only. `training`: the loss and its gradients too. */
  readonly kind: 'values' | 'training';
  /** Values that the host reads after a step; others may be overwritten. */
  readonly keep?: readonly EquationId[];
  /** Whether ∂L/∂(inputs) and ∂L/∂(initial states) are kept, beside ∂L/∂(parameters). */
  readonly inputGradients?: boolean;
  readonly regularization?: Regularization;
  /** Rows of a piece of time (`pieces.ts`), if not as many as are quickest. Infinity: one call covers all steps. */
  readonly pieceRows?: number;
  /** How many arrays the optimizer remembers between steps (`slotsOf`). */
  readonly slots?: number;
}

/** Columns in memory, `[slots, rows, width]` with strides. Addresses count floats from the arena's start. */
export interface Place {
  readonly address: number;
  readonly width: number;
  readonly rows: number;
  readonly slots: number;
  /** Floats from row to row, and from slot to slot. */
  readonly rowStride: number;
  readonly slotStride: number;
}

export type FeedPlace = Feed & Place;

/** A state's values, one slot more than its scan has steps; step 0 starts from slot 0. */
export interface StatePlace extends Place {
  readonly layer: string;
  readonly name: string;
  /** Whether slot 0 is computed (from another scan) and not given by the host. */
  readonly computed: boolean;
  /** ∂L/∂(initial value), where it was asked for. */
  readonly gradient?: Place;
}

/** What the worker runs: programs over one arena, and where the host finds things in it. */
export interface Plan {
  readonly trace: Trace;
  readonly size: PlanSize;
  /** Floats of the arena. */
  readonly floats: number;
  readonly forward: Program;
  readonly backward: Program;
  /** Moves running statistics by the batch of the last forward. */
  readonly update: Program;
  readonly parameters: Place;
  /** Of a training plan. */
  readonly gradients?: Place;
  /** The optimizer's arrays. */
  readonly slots: readonly Place[];
  readonly feeds: readonly FeedPlace[];
  readonly states: readonly StatePlace[];
  /** Address of the total loss without penalties, and of the penalties, where there are any. */
  readonly loss?: number;
  readonly penalty?: number;
  /** Numbers to be written once, when the memory is made. */
  readonly constants: readonly (Pick<Constant, 'numbers' | 'values'> & { readonly address: number })[];
  /** Kept values, and with `inputGradients` the inputs' gradients, by equation. */
  readonly values: ReadonlyMap<EquationId, Place>;
  readonly inputGradients: ReadonlyMap<EquationId, Place>;
}

/**
 * Turns equations into kernel calls for a batch and lengths. Throws PlanError for what the tensor core cannot run, and
 * MemoryLimitError when the plan would not fit; nothing is allocated here.
 */
export function planOf(trace: Trace, options: PlanOptions): Plan {
  return new Planner(trace, options).plan();
}

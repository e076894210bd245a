import type { Trace } from '../../src/nn/equation.ts';
import type { ModelSpec } from '../../src/nn/model.ts';
import type { OptimizerSpec } from '../../src/nn/optimizers.ts';
import type { Expected } from './raw-case.ts';

/** Numbers row-major, batch first: `[batch, time, feature]`. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

export type Tensors = Readonly<Record<string, Tensor>>;

/** A reference case, read and checked: a network, its numbers, and what is asked of it. */
export interface GoldenCase {
  readonly spec: ModelSpec;
  /** Masked when the case has a mask. */
  readonly trace: Trace;
  readonly batch: number;
  /** Steps of the input (1 without a time axis) and of the output. */
  readonly inputSteps: number;
  readonly outputSteps: number;
  readonly trainingMode: boolean;
  readonly parameters: Tensors;
  readonly input: Tensor;
  readonly target: Tensor;
  readonly mask?: Tensor;
  readonly dropoutMasks: Tensors;
  /** `LAYER.h0`, `LAYER.c0`: `[batch, units]` */
  readonly initialStates: Tensors;
  /** Weights whose BPTT terms are asked for: `contribution_norms` and what goes with them. */
  readonly terms: readonly string[];
  /** Whether `jacobian_norms` are asked for. */
  readonly hasJacobians: boolean;
  /** Whether a layer is recurrent: gradients of inputs are then compared step by step. */
  readonly hasRecurrence: boolean;
  readonly expected: Expected;
}

/** The parts of BPTT's sum by weight, as `goldens/README.md` defines them. */
export interface Parts {
  /** `[T, T]` */
  readonly contribution_norms: Readonly<Record<string, ArrayLike<number>>>;
  /** `[T, …]` */
  readonly last_loss_contributions: Readonly<Record<string, ArrayLike<number>>>;
}

/** What an engine computed. Absent: it cannot say; only asked-for keys are compared. */
export interface EngineResult extends Partial<Parts> {
  readonly output: ArrayLike<number>;
  /** Named values: `cell.h`, `logits.preactivation`, `logits`. */
  readonly values: Readonly<Record<string, ArrayLike<number>>>;
  /** Without penalties. */
  readonly loss: number;
  readonly total_loss: number;
  /** Of the total loss, by parameter. */
  readonly gradients: Readonly<Record<string, ArrayLike<number>>>;
  readonly input_gradient?: ArrayLike<number>;
  readonly state_gradients?: Readonly<Record<string, ArrayLike<number>>>;
  readonly updated?: Readonly<Record<string, ArrayLike<number>>>;
  /** The same parts once more, of an engine whose backward kernels can make each by itself. */
  readonly byKernels?: Parts;
  readonly jacobian_norms?: Readonly<Record<string, ArrayLike<number>>>;
}

export interface TrainingResult {
  /** The total loss before each update. */
  readonly losses: readonly number[];
  readonly parameters: Readonly<Record<string, ArrayLike<number>>>;
}

/** An engine cannot run this case; the reason is printed. */
export class Skip extends Error {
  override readonly name = 'Skip';
}

export interface Engine {
  readonly name: 'simd' | 'reference' | 'streams';
  /** Largest accepted error: 1e-4 for float32, 1e-8 for float64. */
  readonly tolerance: number;
  /** Forward and backward once. Throws Skip. */
  run(golden: GoldenCase): EngineResult;
  /** `steps` updates on the case's batch. Throws Skip. */
  train(golden: GoldenCase, work: { optimizer: OptimizerSpec; steps: number }): TrainingResult;
}

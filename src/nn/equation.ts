import type { Initializer } from './initializers.ts';
import type { AttributesOf, OpName } from './ops/table.ts';
import type { Shape } from './shape.ts';

/** An equation's place in `trace.equations`. */
export type EquationId = number;

/** The scan of values that never change during a pass: parameters and slices of them. */
export const STATIC = -1;

interface EquationOf<N extends OpName> {
  readonly id: EquationId;
  readonly op: N;
  /** The equations whose values go in; all stand before this one, except through a state's `next`. */
  readonly inputs: readonly EquationId[];
  readonly attributes: AttributesOf<N>;
  /** Of one sample at one step. */
  readonly shape: Shape;
  /** The layer that wrote it: a layer's name, or `loss`. */
  readonly layer: string;
  /** What the field calls the value (`i`, `h`, `preactivation`); unnamed values are steps of a longer formula. */
  readonly name?: string;
  /** Which time loop computes it (index into `trace.scans`), or STATIC. */
  readonly scan: number;
}

/** `result = op(inputs)`: one line of a network, for one sample at one time step. */
export type Equation = { [N in OpName]: EquationOf<N> }[OpName];

/** A time loop. Its length: one step, the input's number of steps, or the output's. */
export interface Scan {
  readonly length: 'once' | 'input' | 'output';
}

/** A value carried from one step to the next. */
export interface State {
  readonly layer: string;
  /** `h`, `c`, or `feedback`. */
  readonly name: string;
  readonly shape: Shape;
  readonly scan: number;
  /** The `previous` equation: the value before the step. */
  readonly previous: EquationId;
  /** The equation whose value is carried on. */
  readonly next: EquationId;
  /** Where the first step's value is computed (a scan of one step); absent: given from outside, zeros by default. */
  readonly initial?: EquationId;
}

/** Weights are penalized by L1 and L2, biases are not; a statistic is measured, not trained. */
export type ParameterKind = 'weight' | 'bias' | 'statistic';

/** After a training pass: statistic = (1 − momentum) statistic + momentum × correction × measured. */
export interface RunningStatistic {
  /** `LAYER.running_mean` */
  readonly parameter: string;
  /** The equation that measures it. */
  readonly measured: EquationId;
  readonly momentum: number;
  /** Units of a sample in one mean: the unbiased variance has n/(n − 1), n = batch × inner. */
  readonly inner: number;
  readonly unbiased: boolean;
}

export interface ParameterSpec {
  /** `LAYER.weight_x` */
  readonly name: string;
  readonly layer: string;
  readonly shape: Shape;
  readonly kind: ParameterKind;
  /** Names of equal blocks of rows, for stacked gates: `['i', 'f', 'g', 'o']`. */
  readonly blocks?: readonly string[];
  readonly initializer: Initializer;
}

export interface TracedLayer {
  readonly name: string;
  readonly type: string;
  readonly output: EquationId;
}

/** A whole network as equations: what the streams, the tensor core, the formulas and the export read. */
export interface Trace {
  /** In an order in which they can be computed. */
  readonly equations: readonly Equation[];
  readonly scans: readonly Scan[];
  readonly states: readonly State[];
  readonly parameters: readonly ParameterSpec[];
  readonly layers: readonly TracedLayer[];
  /** What a training pass leaves behind beside gradients. */
  readonly statistics: readonly RunningStatistic[];
  /** Named values: `cell.h`, `logits.preactivation`, and each layer's output under its own name. */
  readonly values: Readonly<Record<string, EquationId>>;
  readonly output: EquationId;
  /** The loss of one sample at one step, shape []. */
  readonly loss: EquationId;
}

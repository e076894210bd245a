import type { EquationId } from '../nn/equation.ts';

/** The phases of a pass, in order. */
export const phases = ['forward', 'loss', 'backward', 'update'] as const;
export type Phase = (typeof phases)[number];

/** Says what a piece of work is: what waits at a tap, and what an event was. Steps count from 0. */
export interface Tag {
  readonly phase: Phase;
  /** The time loop (index into `trace.scans`); STATIC in the update phase. */
  readonly scan: number;
  /** The step within its time loop; a loop of one step has t = 0. */
  readonly t: number;
  readonly layer: string;
  /** The equation whose value or gradient it is; a parameter's equation for a share of ∂L/∂W and for its update. */
  readonly equation: EquationId;
  /** The value's name (`f`, `h`, `preactivation`), or the parameter's (`cell.weight_h`); absent for a step inside a longer formula. */
  readonly name?: string;
  /** Absent where the whole layer is computed at once (softmax, a loss, a share of ∂L/∂W, a wide layer). */
  readonly unit?: number;
  /**
   * Whether this makes a value that means something by itself: a gate, a state, an output, a loss, a gradient handed to
   * the step before, a share of ∂L/∂W. False for a step inside a longer formula, a preactivation among them.
   */
  readonly completes: boolean;
}

/** Where in a pass something happened. */
export interface StepKey {
  /** Counts the passes of a network, from 1. */
  readonly pass: number;
  readonly sample: number;
  readonly t: number;
}

interface Key extends StepKey {
  readonly layer: string;
}

interface UnitKey extends Key {
  readonly equation: EquationId;
  /** The value's name in its layer: `f`. */
  readonly name?: string;
  readonly unit: number;
}

/** A unit's value was computed. */
export interface Activation extends UnitKey {
  /** What went into the activation function; the value itself where there is none. */
  readonly preactivation: number;
  readonly value: number;
}

/** Where a gradient comes from. */
export type SourceKind =
  /** The loss of this very step, through layers without memory or directly. */
  | 'loss'
  /** The same layer's next step. */
  | 'next-step'
  /** A recurrent layer above, at this step: its own loss and its future together. */
  | 'layer-above'
  /** Another value of the same layer at the same step. */
  | 'same-step'
  /** The output fed back as the next input. */
  | 'feedback'
  /** Another scan: the decoder, or the layers behind the last step. */
  | 'scan';

export interface GradientSource {
  readonly kind: SourceKind;
  /** The equation through which it arrives, and its step: what reads the value there. */
  readonly equation: EquationId;
  readonly t: number;
  /** Which of that equation's inputs the value is; 0 where it is carried over unchanged. */
  readonly input: number;
  readonly value: number;
}

/** A unit's gradient was computed; the sources' values sum to `value`. */
export interface Gradient extends UnitKey {
  /** The state whose gradient it is, after the step or (from the step's own side) before it. */
  readonly state?: 'h' | 'c';
  readonly value: number;
  readonly from: readonly GradientSource[];
}

/** One equation at one pass, sample and step: all its units. */
export interface Frame extends Key {
  readonly direction: 'activation' | 'gradient';
  readonly equation: EquationId;
  readonly name?: string;
  readonly values: Float64Array;
}

/** The error of one step: the pass's total is Σ weight × value. */
export interface Loss extends Key {
  /** E_t, in nats for a cross-entropy. */
  readonly value: number;
  /** How much E_t counts in the total. */
  readonly weight: number;
  /** Σ weight × E_t so far. */
  readonly total: number;
}

/** What step t adds to ∂L/∂(parameter), and the sum gathered so far (backward runs from the last step to the first). */
export interface Share extends Key {
  readonly parameter: string;
  readonly values: Float64Array;
  readonly total: Float64Array;
}

/** One parameter after the optimizer's step. All arrays are laid out like the parameter. */
export interface ParameterUpdate extends Key {
  readonly parameter: string;
  /** ∂L/∂(parameter) as the optimizer took it: all shares, penalties added, clipped. */
  readonly gradient: Float64Array;
  /** √Σg² over all parameters before clipping, and the factor that clipping multiplied with. */
  readonly norm: number;
  readonly clip: number;
  readonly before: Float64Array;
  readonly after: Float64Array;
}

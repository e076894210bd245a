import type { EquationId } from '../nn/equation.ts';

/** The phases of a pass, in order. */
export const phases = ['forward', 'loss', 'backward', 'update'] as const;
export type Phase = (typeof phases)[number];

/** Says what a piece of work is: what waits at a tap, and what an event was. Steps count from 0. */
export interface Tag {
  readonly phase: Phase;
  readonly t: number;
  readonly layer: string;
  /** The equation whose value or gradient it is; in the update phase the parameter's equation. */
  readonly equation: EquationId;
  /** The value's name (`f`, `h`, `preactivation`); absent for a step inside a longer formula. */
  readonly name?: string;
  /** Absent where the whole layer is computed at once (softmax, a loss, a share of ∂L/∂W, a wide layer). */
  readonly unit?: number;
}

interface Key {
  /** Counts the passes of a network, from 1. */
  readonly pass: number;
  readonly sample: number;
  readonly t: number;
  readonly layer: string;
}

/** A unit's value was computed. */
export interface Activation extends Key {
  readonly unit: number;
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
  /** The equation through which it arrives, and its step. */
  readonly equation: EquationId;
  readonly t: number;
  readonly value: number;
}

/** A unit's gradient was computed; the sources' values sum to `value`. */
export interface Gradient extends Key {
  readonly unit: number;
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

/** What step t adds to ∂L/∂(parameter), and the sum gathered so far (backward runs from the last step to the first). */
export interface Share extends Key {
  readonly parameter: string;
  readonly values: Float64Array;
  readonly total: Float64Array;
}

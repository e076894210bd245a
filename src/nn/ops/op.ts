import type { Shape } from '../shape.ts';

/** A value of one sample at one time step, flattened row-major: one number a unit. */
export type Frame = ArrayLike<number>;

/** What the backward rule may read: the frames of the inputs, of the output, and ∂L/∂output. */
export interface BackwardFrames {
  readonly inputs: readonly Frame[];
  readonly output: Frame;
  readonly gradient: Frame;
}

/** A number in a spelled-out value: unit `unit` of input `input`, of the arriving gradient, or a local slope. */
export type Factor =
  | { readonly kind: 'input'; readonly input: number; readonly unit: number }
  | { readonly kind: 'gradient'; readonly unit: number }
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'slope'; readonly input: number; readonly unit: number };

/** A value as the student would write it: Σ of terms, each a Π of factors; `apply` is the function around it, if any. */
export interface Spelling {
  readonly apply?: string;
  readonly terms: readonly (readonly Factor[])[];
}

/**
 * One row of the op table: everything the project knows about one op. Streams, tensor core and formulas read it; batches
 * and time are their business.
 */
interface OpRow<A> {
  /** The result's shape. Throws ShapeError at `place` when the inputs do not fit. */
  shape(inputs: readonly Shape[], attributes: A, place: string): Shape;
  /** Inputs that are ids, whole numbers that name rows; none where absent. */
  readonly ids?: readonly number[];
  /** TeX of the result from the TeX of its inputs. */
  tex(inputs: readonly string[], attributes: A): string;
  /** The ONNX operator that computes the same. */
  readonly onnx: string;
}

/** An op in which one unit of the result can be computed by itself. */
export interface UnitOp<A = unknown> extends OpRow<A> {
  readonly scope: 'unit';
  /** Value of unit k. */
  forward(k: number, inputs: readonly Frame[], attributes: A): number;
  /** What this equation contributes to ∂L/∂(unit k of input n). */
  backward(n: number, k: number, frames: BackwardFrames, attributes: A): number;
  /** The arithmetic of `forward`, spelled out. */
  spell(k: number, sizes: readonly number[], attributes: A): Spelling;
  /**
   * The arithmetic of `backward`, spelled out; of an op that chooses by its inputs' values (lookup, hold, max-pool) every
   * term that it may choose.
   */
  spellBackward(n: number, k: number, sizes: SpellSizes, attributes: A): Spelling;
  /** The scalar rule of an op that works element by element. */
  readonly elementwise?: Elementwise;
}

export interface SpellSizes {
  readonly inputs: readonly number[];
  readonly output: number;
}

/** The scalar functions of an element-by-element op: kernels are generated from them. */
export interface Elementwise {
  value(a: number, b: number): number;
  /** ∂value/∂(input n) at (a, b) where the value is y. */
  slope(n: number, a: number, b: number, y: number): number;
  readonly arity: 1 | 2;
}

/** An op whose result needs the whole layer at once (softmax, a loss). */
export interface LayerOp<A = unknown> extends OpRow<A> {
  readonly scope: 'layer';
  /** Writes every unit of the result. */
  forward(inputs: readonly Frame[], out: Float64Array, attributes: A): void;
  /** Adds to `out` what this equation contributes to ∂L/∂(input n). Integer inputs (targets) get nothing. */
  backward(n: number, frames: BackwardFrames, out: Float64Array, attributes: A): void;
}

/** What a batch op's backward rule may read: a frame a sample for each input, and ∂L/∂output summed over the samples. */
export interface BatchFrames {
  readonly inputs: readonly (readonly Frame[])[];
  readonly output: Frame;
  readonly gradient: Frame;
}

/** An op whose result needs every sample of the batch and is the same for all (a mean over the batch). */
export interface BatchOp<A = unknown> extends OpRow<A> {
  readonly scope: 'batch';
  /** `inputs[n][sample]`; a value that is the same for all samples may come once. */
  forward(inputs: readonly (readonly Frame[])[], out: Float64Array, attributes: A): void;
  /** Adds to `outs[sample]` what this equation contributes to ∂L/∂(input n of that sample). */
  backward(n: number, frames: BatchFrames, outs: readonly Float64Array[], attributes: A): void;
}

/** A value that comes from outside the step: an input, a parameter, the previous state. */
export interface LeafOp<A = unknown> extends OpRow<A> {
  readonly scope: 'leaf';
  /** Whether the loss has a gradient in it: ids, masks and targets are given. */
  readonly hasGradient: boolean;
}

/** An op that carries a value from one scan (time loop) to another. The readers know what it means. */
export interface TimeOp<A = unknown> extends OpRow<A> {
  readonly scope: 'time';
}

export type Op<A = unknown> = UnitOp<A> | LayerOp<A> | BatchOp<A> | LeafOp<A> | TimeOp<A>;

import type { StepBuilder, Value } from '../builder.ts';
import type { ParameterKind } from '../equation.ts';
import type { Initializer, WeightInitializer } from '../initializers.ts';
import type { Shape } from '../shape.ts';
import type { Fields } from './fields.ts';

/** What a value means to a reader: sentences and legends are written by role, so that they need not know the cell. */
export type ValueRole =
  | 'input'
  | 'activation'
  | 'preactivation'
  | 'input-gate'
  | 'forget-gate'
  | 'output-gate'
  | 'update-gate'
  | 'reset-gate'
  | 'candidate'
  | 'cell-state'
  | 'hidden-state';

/** How a named value is shown, wherever it is shown. */
export interface ValueStyle {
  /** Its letter: `f`. */
  readonly symbol: string;
  readonly role: ValueRole;
  /** A colour token of the design language: `var(--hue-…)`. */
  readonly hue: string;
}

/** A parameter as a cell declares it; the layer's name is put before it. */
export interface CellParameter {
  readonly name: string;
  readonly shape: Shape;
  readonly kind: ParameterKind;
  readonly blocks?: readonly string[];
  readonly initializer: Initializer;
}

/** How the cell is written down elsewhere, which cannot be guessed back from equations. */
export interface ExportRecord {
  readonly onnx: string;
  readonly pytorch: string;
  /** The order of the gates there, and which of them are 1 − ours. */
  readonly onnxGates?: readonly string[];
  readonly pytorchGates?: readonly string[];
  readonly complemented?: readonly string[];
}

/** What every layer's spec has. */
export interface LayerBase {
  /** Unique in the network: the prefix of its parameters and values. */
  readonly name: string;
  readonly type: string;
}

/**
 * One kind of layer, written once: its fields, its parameters and its equations. Everything else in the project reads
 * these; nothing else names a cell. A new cell is one file like this, one line in `registry.ts`, one reference case.
 */
export interface Cell<S extends LayerBase> {
  readonly type: S['type'];
  /** What the spec may say, and what is taken where it is silent. */
  readonly fields: Fields<S>;
  /** Parameters for an input of this shape. Throws ShapeError at `place`. */
  parameters(spec: S, input: Shape, place: string): readonly CellParameter[];
  /** The equations of one step; returns the layer's output. */
  equations(spec: S, build: StepBuilder): Value;
  /** Named values in the order in which they are shown; a plain layer shows only its output. */
  readonly values: Readonly<Record<string, ValueStyle>>;
  /** The states it carries; empty for a layer without memory. */
  readonly states: readonly string[];
  readonly export: ExportRecord;
}

/** The starting point of weights: as the spec says, else the cell's own habit. */
export function weightStart(
  given: WeightInitializer | undefined,
  { otherwise, fanIn }: { otherwise: WeightInitializer; fanIn: number },
): Initializer {
  const type = given ?? otherwise;
  return type === 'uniform' ? { type, limit: 1 / Math.sqrt(fanIn) } : { type };
}

import type { StepBuilder, Value } from '../builder.ts';
import { weightInitializers, type Initializer, type WeightInitializer } from '../initializers.ts';
import { ShapeError, showShape, sizeOf, type Shape } from '../shape.ts';
import { weightStart, type CellParameter, type LayerBase } from './cell.ts';
import { choice, size } from './fields.ts';

/** What every recurrent layer's spec has. */
export interface RecurrentSpec extends LayerBase {
  readonly units: number;
  /** Every step's h, or only the last one. */
  readonly returns: 'all' | 'last';
  readonly weights?: WeightInitializer;
}

export const recurrentFields = {
  units: size(4096),
  returns: choice(['all', 'last'] as const, 'all'),
  weights: choice(weightInitializers, undefined),
};

interface Stacked {
  readonly units: number;
  readonly input: Shape;
  /** The layer, for an error. */
  readonly place: string;
  /** The gates, in the order in which their rows are stacked. */
  readonly gates: readonly string[];
  readonly weights: WeightInitializer | undefined;
  /** The bias each gate starts with; 0 where absent. */
  readonly biases?: Readonly<Record<string, number>>;
}

/** `weight_x [gates*units, in]`, `weight_h [gates*units, units]`, `bias [gates*units]`. */
export function stackedParameters({ units, input, place, gates, weights, biases }: Stacked): CellParameter[] {
  if (input.length > 1) throw new ShapeError(place, 'one axis a step (flatten first)', showShape(input));
  const width = sizeOf(input);
  const start = (otherwise: WeightInitializer): Initializer => weightStart(weights, { otherwise, fanIn: units });
  const rows = gates.length * units;
  const values = gates.map((gate) => biases?.[gate] ?? 0);
  return [
    { name: 'weight_x', shape: [rows, width], kind: 'weight', blocks: gates, initializer: start('xavier') },
    { name: 'weight_h', shape: [rows, units], kind: 'weight', blocks: gates, initializer: start('orthogonal') },
    { name: 'bias', shape: [rows], kind: 'bias', blocks: gates, initializer: { type: 'constant', values } },
  ];
}

/** W_x x + b for all gates at once. It does not need the state, so that it can be computed for all steps together. */
export function inputShare(build: StepBuilder): Value {
  return build.addBias(build.linear(build.parameter('weight_x'), build.x), build.parameter('bias'));
}

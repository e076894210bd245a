import type { Cell, LayerBase } from './cell.ts';
import { fraction } from './fields.ts';

export interface FlattenSpec extends LayerBase {
  readonly type: 'flatten';
}

export interface DropoutSpec extends LayerBase {
  readonly type: 'dropout';
  /** The share of units that are dropped while training. */
  readonly rate: number;
}

const values = { y: { symbol: 'y', role: 'activation', hue: 'var(--hue-output)' } } as const;

/** `[C, H, W]` becomes `[C·H·W]`. */
export const flatten: Cell<FlattenSpec> = {
  type: 'flatten',
  fields: {},
  parameters: () => [],
  equations: (_spec, build) => build.name('y', build.flatten()),
  states: [],
  values,
  export: { onnx: 'Flatten', pytorch: 'Flatten' },
};

/** While training each unit is dropped with probability `rate` and the kept ones are divided by 1 − rate. */
export const dropout: Cell<DropoutSpec> = {
  type: 'dropout',
  fields: { rate: fraction() },
  parameters: () => [],
  equations: ({ rate }, build) => build.dropout(rate),
  states: [],
  values,
  export: { onnx: 'Dropout', pytorch: 'Dropout' },
};

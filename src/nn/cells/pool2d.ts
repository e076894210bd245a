import type { Cell, LayerBase } from './cell.ts';
import { size } from './fields.ts';

interface PoolSpec extends LayerBase {
  readonly size: number;
  readonly stride: number;
}

export interface MaxPool2dSpec extends PoolSpec {
  readonly type: 'max-pool2d';
}

export interface AvgPool2dSpec extends PoolSpec {
  readonly type: 'avg-pool2d';
}

const common = {
  fields: { size: size(64), stride: size(64) },
  parameters: () => [],
  states: [],
  values: { y: { symbol: 'y', role: 'activation', hue: 'var(--hue-output)' } },
} as const;

/** The largest value of each window. No parameters. */
export const maxPool2d: Cell<MaxPool2dSpec> = {
  ...common,
  type: 'max-pool2d',
  equations: ({ size: window, stride }, build) => build.name('y', build.pool('max-pool', { size: window, stride })),
  export: { onnx: 'MaxPool', pytorch: 'MaxPool2d' },
};

/** The mean of each window. No parameters. */
export const avgPool2d: Cell<AvgPool2dSpec> = {
  ...common,
  type: 'avg-pool2d',
  equations: ({ size: window, stride }, build) => build.name('y', build.pool('average-pool', { size: window, stride })),
  export: { onnx: 'AveragePool', pytorch: 'AvgPool2d' },
};

import { ShapeError, showShape } from '../shape.ts';
import type { Cell, LayerBase } from './cell.ts';
import { number } from './fields.ts';

export interface BatchNormSpec extends LayerBase {
  readonly type: 'batch-norm';
  /** The share of the new batch in the running statistics. */
  readonly momentum: number;
  readonly epsilon: number;
}

export interface LayerNormSpec extends LayerBase {
  readonly type: 'layer-norm';
  readonly epsilon: number;
}

const values = { y: { symbol: 'y', role: 'activation', hue: 'var(--hue-output)' } } as const;
const share = { least: 0, most: 1 };
const constant = (value: number) => ({ type: 'constant', values: [value] }) as const;

/**
 * y = w (x − μ)/√(σ² + ε) + b over the first axis behind the batch (Ioffe and Szegedy 2015): μ and σ² of the batch while
 * training, the running statistics otherwise. `weight`, `bias`, `running_mean`, `running_var`, each `[channels]`.
 */
export const batchNorm: Cell<BatchNormSpec> = {
  type: 'batch-norm',
  fields: { momentum: number(0.1, share), epsilon: number(1e-5, share) },
  parameters(_spec, input, place) {
    if (input.length === 0) throw new ShapeError(place, '[channels, …]', showShape(input));
    const shape = [input[0]];
    return [
      { name: 'weight', shape, kind: 'weight', initializer: constant(1) },
      { name: 'bias', shape, kind: 'bias', initializer: constant(0) },
      { name: 'running_mean', shape, kind: 'statistic', initializer: constant(0) },
      { name: 'running_var', shape, kind: 'statistic', initializer: constant(1) },
    ];
  },
  equations: (spec, build) => build.name('y', build.batchNorm(spec)),
  states: [],
  values,
  export: { onnx: 'BatchNormalization', pytorch: 'BatchNorm' },
};

/** y = w ⊙ (x − μ)/√(σ² + ε) + b over the last axis (Ba et al. 2016). `weight`, `bias`, each `[last axis]`. */
export const layerNorm: Cell<LayerNormSpec> = {
  type: 'layer-norm',
  fields: { epsilon: number(1e-5, share) },
  parameters(_spec, input, place) {
    if (input.length === 0) throw new ShapeError(place, '[…, units]', showShape(input));
    const shape = [input[input.length - 1]];
    return [
      { name: 'weight', shape, kind: 'weight', initializer: constant(1) },
      { name: 'bias', shape, kind: 'bias', initializer: constant(0) },
    ];
  },
  equations({ epsilon }, build) {
    const scaled = build.scale(build.standardize(epsilon), build.parameter('weight'));
    return build.name('y', build.shift(scaled, build.parameter('bias')));
  },
  states: [],
  values,
  export: { onnx: 'LayerNormalization', pytorch: 'LayerNorm' },
};

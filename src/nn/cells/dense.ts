import { weightInitializers, type WeightInitializer } from '../initializers.ts';
import { activations, type ActivationName } from '../ops/activations.ts';
import { ShapeError, showShape, sizeOf } from '../shape.ts';
import { weightStart, type Cell, type LayerBase } from './cell.ts';
import { choice, flag, size } from './fields.ts';

export interface DenseSpec extends LayerBase {
  readonly type: 'dense';
  readonly units: number;
  readonly activation: ActivationName | 'linear' | 'softmax';
  readonly bias: boolean;
  readonly weights?: WeightInitializer;
}

const names = ['linear', 'softmax', ...(Object.keys(activations) as ActivationName[])] as const;

/**
 * y = φ(W x + b): `weight [units, in]`, `bias [units]`. Of a sample with several axes every row along the last one goes
 * through the same weights, as in `torch.nn.Linear`: `[…, in]` becomes `[…, units]`.
 */
export const dense: Cell<DenseSpec> = {
  type: 'dense',
  fields: {
    units: size(),
    activation: choice(names, 'linear'),
    bias: flag(true),
    weights: choice(weightInitializers, undefined),
  },
  parameters({ units, activation, bias, weights }, input, place) {
    if (activation === 'softmax' && input.length > 1) {
      throw new ShapeError(place, 'one axis for softmax (flatten first)', showShape(input));
    }
    const width = sizeOf(input.slice(-1));
    const initializer = weightStart(weights, { otherwise: 'xavier', fanIn: width });
    return [
      { name: 'weight', shape: [units, width], kind: 'weight', initializer },
      ...(bias
        ? [{ name: 'bias', shape: [units], kind: 'bias', initializer: { type: 'constant', values: [0] } } as const]
        : []),
    ];
  },
  equations({ activation, bias }, build) {
    const product = build.linear(build.parameter('weight'), build.x);
    const preactivation = build.name('preactivation', bias ? build.addBias(product, build.parameter('bias')) : product);
    if (activation === 'linear') return preactivation;
    if (activation === 'softmax') return build.name('y', build.softmax(preactivation));
    return build.name('y', build.activation(activation, preactivation));
  },
  states: [],
  values: {
    preactivation: { symbol: 'a', role: 'preactivation', hue: 'var(--hue-candidate)' },
    y: { symbol: 'y', role: 'activation', hue: 'var(--hue-output)' },
  },
  export: { onnx: 'Gemm', pytorch: 'Linear' },
};

import { weightInitializers, type WeightInitializer } from '../initializers.ts';
import { activations, type ActivationName } from '../ops/activations.ts';
import { imageSize } from '../ops/image.ts';
import { weightStart, type Cell, type LayerBase } from './cell.ts';
import { choice, count, flag, size } from './fields.ts';

export interface Conv2dSpec extends LayerBase {
  readonly type: 'conv2d';
  readonly channels: number;
  readonly size: number;
  readonly stride: number;
  readonly padding: number;
  readonly activation: ActivationName | 'linear';
  readonly bias: boolean;
  readonly weights?: WeightInitializer;
}

const names = ['linear', ...(Object.keys(activations) as ActivationName[])] as const;

/** y = φ(W ∗ x + b), cross-correlation: `weight [channels, in, size, size]`, `bias [channels]` (LeCun et al. 1998). */
export const conv2d: Cell<Conv2dSpec> = {
  type: 'conv2d',
  fields: {
    channels: size(4096),
    size: size(64),
    stride: size(64, 1),
    padding: count(64),
    activation: choice(names, 'linear'),
    bias: flag(true),
    weights: choice(weightInitializers, undefined),
  },
  parameters({ channels, size: window, bias, weights }, input, place) {
    const image = imageSize(input, place);
    const initializer = weightStart(weights, { otherwise: 'xavier', fanIn: image.channels * window * window });
    return [
      { name: 'weight', shape: [channels, image.channels, window, window], kind: 'weight', initializer },
      ...(bias
        ? [{ name: 'bias', shape: [channels], kind: 'bias', initializer: { type: 'constant', values: [0] } } as const]
        : []),
    ];
  },
  equations({ channels, size: window, stride, padding, activation, bias }, build) {
    const product = build.convolution(build.parameter('weight'), {
      channels,
      window: { size: window, stride, padding },
    });
    const preactivation = build.name(
      'preactivation',
      bias ? build.channelBias(product, build.parameter('bias')) : product,
    );
    return activation === 'linear' ? preactivation : build.name('y', build.activation(activation, preactivation));
  },
  states: [],
  values: {
    preactivation: { symbol: 'a', role: 'preactivation', hue: 'var(--hue-candidate)' },
    y: { symbol: 'y', role: 'activation', hue: 'var(--hue-output)' },
  },
  export: { onnx: 'Conv', pytorch: 'Conv2d' },
};

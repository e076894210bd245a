import fc from 'fast-check';
import { parseModel } from '../../src/nn/model.ts';
import { activations } from '../../src/nn/ops/activations.ts';
import type { RandomNetwork } from './random-networks.ts';

/** Stacks of every layer that is not recurrent, and of recurrent ones with norms and dropout between them. */

const activation = fc.constantFrom('linear', ...Object.keys(activations));
const small = fc.integer({ min: 1, max: 4 });
const units = fc.integer({ min: 1, max: 17 });
const epsilon = fc.constantFrom(1e-5, 1e-3);
const dense = fc.record({ type: fc.constant('dense' as const), units, activation, bias: fc.boolean() });
const dropout = fc.record({ type: fc.constant('dropout' as const), rate: fc.constantFrom(0, 0.2, 0.5) });
const layerNorm = fc.record({ type: fc.constant('layer-norm' as const), epsilon });
const batchNorm = fc.record({ type: fc.constant('batch-norm' as const), epsilon, momentum: fc.constantFrom(0.1, 0.3) });
const convolution = fc.record({
  type: fc.constant('conv2d' as const),
  channels: fc.integer({ min: 1, max: 5 }),
  size: fc.integer({ min: 1, max: 5 }),
  stride: fc.integer({ min: 1, max: 3 }),
  padding: fc.integer({ min: 0, max: 2 }),
  activation,
  bias: fc.boolean(),
});
const pool = fc.record({
  type: fc.constantFrom('max-pool2d' as const, 'avg-pool2d' as const),
  size: small,
  stride: small,
});
const onImages = fc.oneof({ weight: 3, arbitrary: convolution }, dense, pool, dropout, layerNorm, batchNorm);
const onVectors = fc.oneof(dense, dropout, layerNorm, batchNorm);

interface ImageLayer {
  readonly type: string;
  readonly size?: number;
  readonly stride?: number;
  readonly padding?: number;
  readonly units?: number;
}

/** Windows no larger than what is left of the image. */
function fitted(layers: readonly ImageLayer[], { height, width }: { height: number; width: number }): ImageLayer[] {
  return layers.map((layer) => {
    const { stride = 1, padding = 0 } = layer;
    // along the last axis
    if (layer.units !== undefined) width = layer.units;
    if (layer.size === undefined) return layer;
    const size = Math.min(layer.size, height + 2 * padding, width + 2 * padding);
    height = Math.floor((height - size + 2 * padding) / stride) + 1;
    width = Math.floor((width - size + 2 * padding) / stride) + 1;
    return { ...layer, size };
  });
}

const named = (layers: readonly object[]) => layers.map((layer, n) => ({ name: `layer${n}`, ...layer }));
const common = {
  head: dense,
  loss: fc.constantFrom('cross-entropy', 'mse', 'half-sum-squares', 'binary-cross-entropy'),
  regularization: fc.option(fc.record({ l1: fc.constant(0.01), l2: fc.constant(0.03) }), { nil: undefined }),
  training: fc.boolean(),
  // fewer samples than three leave batch norm next to no gradient
  batch: fc.integer({ min: 3, max: 9 }),
  seed: fc.integer({ min: 0, max: 1e6 }),
};

const images: fc.Arbitrary<RandomNetwork> = fc
  .record({
    ...common,
    channels: small,
    height: fc.integer({ min: 1, max: 11 }),
    width: fc.integer({ min: 1, max: 11 }),
    first: fc.array(onImages, { minLength: 1, maxLength: 4 }),
    hidden: fc.array(onVectors, { maxLength: 2 }),
  })
  .map(({ channels, height, width, first, hidden, head, loss, regularization, training, batch, seed }) => ({
    spec: parseModel({
      input: { kind: 'values', shape: [channels, height, width], sequence: false },
      layers: named([...fitted(first, { height, width }), { type: 'flatten' }, ...hidden, head]),
      loss,
      regularization,
    }),
    masked: false,
    training,
    batch,
    seed,
    inputSteps: 1,
    outputSteps: 1,
  }));

/** A row of words, looked up and read as one vector. */
const contexts: fc.Arbitrary<RandomNetwork> = fc
  .record({ ...common, words: small, vocabulary: units, wide: small, hidden: fc.array(onVectors, { maxLength: 3 }) })
  .map(({ words, vocabulary, wide, hidden, head, loss, regularization, training, batch, seed }) => ({
    spec: parseModel({
      input: { kind: 'ids', shape: [words], sequence: false },
      layers: named([{ type: 'embedding', vocabulary, units: wide }, { type: 'flatten' }, ...hidden, head]),
      loss,
      regularization,
    }),
    masked: false,
    training,
    batch,
    seed,
    inputSteps: 1,
    outputSteps: 1,
  }));

/** Recurrent layers with layer norm and dropout between them; behind the last state also batch norm. */
const sequences: fc.Arbitrary<RandomNetwork> = fc
  .record({
    ...common,
    width: units,
    cell: fc.constantFrom('rnn', 'lstm', 'gru'),
    size: units,
    before: fc.array(fc.oneof(dense, dropout, layerNorm), { maxLength: 2 }),
    after: fc.array(fc.oneof(dense, dropout, layerNorm), { maxLength: 2 }),
    last: fc.boolean(),
    behind: fc.array(onVectors, { maxLength: 2 }),
    steps: fc.integer({ min: 1, max: 7 }),
  })
  .map(
    ({ width, cell, size, before, after, last, behind, steps, head, loss, regularization, training, batch, seed }) => {
      const first = { type: cell, units: size };
      const second = { type: cell, units: 3, returns: 'last' };
      return {
        spec: parseModel({
          input: { kind: 'values', shape: [width], sequence: true },
          layers: named([...before, first, ...after, ...(last ? [second, ...behind] : []), head]),
          loss,
          regularization,
        }),
        masked: false,
        training,
        batch,
        seed,
        inputSteps: steps,
        outputSteps: last ? 1 : steps,
      };
    },
  );

export const randomLayers: fc.Arbitrary<RandomNetwork> = fc.oneof(
  { weight: 4, arbitrary: images },
  { weight: 1, arbitrary: contexts },
  { weight: 2, arbitrary: sequences },
);

import { parseModel } from '../../src/nn/model.ts';
import { Random } from '../../src/nn/random.ts';
import type { LabelledData, TrainSettings } from '../../src/train/protocol.ts';
import { adam } from './training.ts';

/** Noisy points around a centre for each class: easy, but not at once. */
export function clusters(examples: number, { classes = 3, width = 4, seed = 1 } = {}): LabelledData {
  const random = Random.seeded(seed, 'clusters');
  const centres = Array.from({ length: classes * width }, () => 2 * random.normal());
  const labels = Uint16Array.from({ length: examples }, (_, n) => n % classes);
  const values = Float32Array.from(
    { length: examples * width },
    (_, n) => centres[labels[Math.floor(n / width)] * width + (n % width)] + random.normal(),
  );
  return { classes: Array.from({ length: classes }, (_, n) => `${n}`), shape: [width], values, labels };
}

/** Seeded pictures of 8×8: a bright bar, across, down or slanting, in noise. */
export function bars(examples: number, seed = 1): LabelledData {
  const random = Random.seeded(seed, 'bars');
  const labels = Uint16Array.from({ length: examples }, (_, n) => n % 3);
  const values = new Uint8Array(examples * 64);
  labels.forEach((label, n) => {
    const at = random.below(8);
    for (let y = 0; y < 8; y++) {
      for (let x = 0; x < 8; x++) {
        const isLit = [y === at, x === at, (x + y) % 8 === at][label];
        values[n * 64 + y * 8 + x] = (isLit ? 150 : 0) + random.below(100);
      }
    }
  });
  return { classes: ['across', 'down', 'slanting'], shape: [1, 8, 8], values, labels };
}

/** Layers on pictures or vectors, then one output a class. */
export function labelledSettings(
  data: LabelledData,
  { layers = [], ...rest }: Partial<Omit<TrainSettings, 'model'>> & { readonly layers?: readonly object[] } = {},
): TrainSettings {
  const model = parseModel({
    input: { kind: 'values', shape: data.shape, sequence: false },
    layers: [...layers, { name: 'logits', type: 'dense', units: data.classes.length }],
    loss: { type: 'cross-entropy' },
  });
  return { model, optimizer: adam, batch: 8, length: 1, carry: false, seed: 1, steps: 20, ...rest };
}

/** 28×28 pictures as one vector, a hidden layer. */
export const perceptron = (units: number) => [
  { name: 'vector', type: 'flatten' },
  { name: 'hidden', type: 'dense', units, activation: 'relu' },
];

/** Two small convolutions with pooling, norms and dropout between: every part that has a state of its own. */
export const convolutions = [
  { name: 'edges', type: 'conv2d', channels: 4, size: 5, padding: 2, activation: 'relu' },
  { name: 'pooled', type: 'max-pool2d', size: 2, stride: 2 },
  { name: 'normed', type: 'batch-norm' },
  { name: 'shapes', type: 'conv2d', channels: 8, size: 5, padding: 2, activation: 'relu' },
  { name: 'again', type: 'max-pool2d', size: 2, stride: 2 },
  { name: 'vector', type: 'flatten' },
  { name: 'dropped', type: 'dropout', rate: 0.2 },
];

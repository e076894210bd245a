import type { ParameterSpec } from '../../src/nn/equation.ts';
import { parseModel, type ModelSpec } from '../../src/nn/model.ts';
import { opOf } from '../../src/nn/ops/table.ts';
import { traceModel } from '../../src/nn/trace-model.ts';
import { everyCell } from '../support/every-cell.ts';

const characters = { kind: 'ids', shape: [], sequence: true };
const vectors = { kind: 'values', shape: [3], sequence: true };
const oneHot = { name: 'x', type: 'one-hot', vocabulary: 5 };
const logits = { name: 'logits', type: 'dense', units: 5, activation: 'linear' };

const character = (layer: object, before: object = oneHot): ModelSpec =>
  parseModel({
    shape: 'stack',
    input: characters,
    layers: [before, { name: 'cell', units: 3, ...layer }, logits],
    loss: 'cross-entropy',
  });

const dense = (activation: string, loss: string): ModelSpec =>
  parseModel({
    shape: 'stack',
    input: { kind: 'values', shape: [3], sequence: false },
    layers: [
      { name: 'hidden', type: 'dense', units: 4, activation },
      { name: 'out', type: 'dense', units: 2, activation: loss === 'cross-entropy' ? 'linear' : 'softmax' },
    ],
    loss,
  });

/** Every form of the cells, every way through time, every loss. */
const specs: Record<string, ModelSpec> = {
  'rnn tanh': character({ type: 'rnn' }),
  'rnn sigmoid': character({ type: 'rnn', activation: 'sigmoid' }),
  'rnn relu': character({ type: 'rnn', activation: 'relu' }),
  lstm: character({ type: 'lstm' }),
  'gru reset before': character({ type: 'gru' }),
  'gru reset after': character({ type: 'gru', reset: 'after' }),
  'lstm on an embedding': character({ type: 'lstm' }, { name: 'x', type: 'embedding', vocabulary: 5, units: 2 }),
  'two lstm layers': parseModel({
    shape: 'stack',
    input: vectors,
    layers: [
      { name: 'first', type: 'lstm', units: 2 },
      { name: 'second', type: 'lstm', units: 3 },
      { name: 'out', type: 'dense', units: 2 },
    ],
    loss: 'mse',
  }),
  'gru, last step only': parseModel({
    shape: 'stack',
    input: vectors,
    layers: [{ name: 'cell', type: 'gru', units: 3, returns: 'last' }, logits],
    loss: 'cross-entropy',
  }),
  'one to many': parseModel({
    shape: 'one-to-many',
    steps: 3,
    input: { kind: 'values', shape: [2], sequence: false },
    layers: [
      { name: 'cell', type: 'rnn', units: 3 },
      { name: 'out', type: 'dense', units: 2, activation: 'tanh' },
    ],
    loss: 'half-sum-squares',
  }),
  'encoder–decoder': parseModel({
    shape: 'encoder-decoder',
    input: characters,
    encoder: [oneHot, { name: 'encoder', type: 'lstm', units: 3 }],
    decoder: [{ ...oneHot, name: 'y' }, { name: 'decoder', type: 'lstm', units: 3 }, logits],
    loss: 'cross-entropy',
  }),
  'convolution, overlapping max-pool and average-pool': parseModel({
    shape: 'stack',
    input: { kind: 'values', shape: [2, 7, 6], sequence: false },
    layers: [
      { name: 'conv', type: 'conv2d', channels: 2, size: 3, stride: 1, padding: 1, activation: 'tanh' },
      { name: 'largest', type: 'max-pool2d', size: 3, stride: 2 },
      { name: 'mean', type: 'avg-pool2d', size: 2, stride: 1 },
      { name: 'flat', type: 'flatten' },
      logits,
    ],
    loss: 'cross-entropy',
  }),
  'three words read as one row': parseModel({
    shape: 'stack',
    input: { kind: 'ids', shape: [3], sequence: false },
    layers: [
      { name: 'words', type: 'embedding', vocabulary: 5, units: 2 },
      { name: 'flat', type: 'flatten' },
      { name: 'hidden', type: 'dense', units: 4, activation: 'tanh' },
      logits,
    ],
    loss: 'cross-entropy',
  }),
  'batch norm on channels, layer norm on a layer': parseModel({
    shape: 'stack',
    input: { kind: 'values', shape: [2, 3, 4], sequence: false },
    layers: [
      { name: 'conv', type: 'conv2d', channels: 2, size: 2, activation: 'tanh' },
      { name: 'batch', type: 'batch-norm' },
      { name: 'rows', type: 'layer-norm' },
      { name: 'flat', type: 'flatten' },
      { name: 'hidden', type: 'dense', units: 4 },
      { name: 'layer', type: 'layer-norm' },
      logits,
    ],
    loss: 'cross-entropy',
  }),
  'dense along the last axis': parseModel({
    shape: 'stack',
    input: { kind: 'values', shape: [2, 3], sequence: false },
    layers: [
      { name: 'each', type: 'dense', units: 4, activation: 'tanh' },
      { name: 'out', type: 'dense', units: 2 },
    ],
    loss: 'mse',
  }),
  'dense sigmoid, mean squared error': dense('sigmoid', 'mse'),
  'dense gelu, binary cross-entropy': dense('gelu', 'binary-cross-entropy'),
  'dense softplus': dense('softplus', 'mse'),
  'dense elu': dense('elu', 'mse'),
  'dense leaky-relu': dense('leaky-relu', 'half-sum-squares'),
};

const parametersOf = (spec: ModelSpec): readonly ParameterSpec[] => traceModel(spec).parameters;

/** A mean over a layer or a batch is no sum of products: such formulas are shown in symbols only. */
function isSpelled(spec: ModelSpec): boolean {
  const { equations } = traceModel(spec);
  return equations.every(({ op, layer }) => layer === 'loss' || ['unit', 'leaf', 'time'].includes(opOf(op).scope));
}

/** Every cell of the registry by itself: a new one is looked at without asking. */
const alone = everyCell.map(({ type, spec }) => [`a ${type} layer`, spec] as const);

const symbolic: Record<string, ModelSpec> = {
  'norms and dropout': parseModel({
    shape: 'stack',
    input: { kind: 'values', shape: [2, 4, 4], sequence: false },
    layers: [
      { name: 'conv', type: 'conv2d', channels: 3, size: 3, activation: 'relu' },
      { name: 'batch', type: 'batch-norm' },
      { name: 'flat', type: 'flatten' },
      { name: 'hidden', type: 'dense', units: 4 },
      { name: 'layer', type: 'layer-norm' },
      { name: 'drop', type: 'dropout', rate: 0.5 },
      logits,
    ],
    loss: 'cross-entropy',
  }),
};

export const formulaCases = {
  specs: { ...specs, ...Object.fromEntries(alone.filter(([, spec]) => isSpelled(spec))) },
  symbols: { ...specs, ...Object.fromEntries(alone), ...symbolic },
  parametersOf,
};

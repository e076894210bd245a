import type { CnnWork, MlpWork, RecurrentSizes, Work } from './works.ts';

/** A work's network as we write it: to be read by `parseModel`, which knows which layers exist. */
export function modelOf(work: Work): unknown {
  switch (work.kind) {
    case 'mlp':
      return mlp(work);
    case 'cnn':
      return cnn(work);
    case 'sequence':
    case 'sampling':
      return recurrent(work);
    default:
      return work satisfies never;
  }
}

const stack = { shape: 'stack', loss: { type: 'cross-entropy' } };

function mlp({ inputs, hidden, classes }: MlpWork) {
  return {
    ...stack,
    input: { kind: 'values', shape: [inputs], sequence: false },
    layers: [
      { name: 'hidden', type: 'dense', units: hidden, activation: 'relu' },
      { name: 'output', type: 'dense', units: classes },
    ],
  };
}

function cnn({ side, filter, channels: [first, second], classes }: CnnWork) {
  const same = { type: 'conv2d', size: filter, stride: 1, padding: (filter - 1) / 2, activation: 'relu' };
  const pool = { type: 'max-pool2d', size: 2, stride: 2 };
  return {
    ...stack,
    input: { kind: 'values', shape: [1, side, side], sequence: false },
    layers: [
      { name: 'conv1', ...same, channels: first },
      { name: 'pool1', ...pool },
      { name: 'conv2', ...same, channels: second },
      { name: 'pool2', ...pool },
      { name: 'flat', type: 'flatten' },
      { name: 'output', type: 'dense', units: classes },
    ],
  };
}

function recurrent({ cell, vocabulary, hidden }: RecurrentSizes) {
  return {
    ...stack,
    input: { kind: 'ids', shape: [], sequence: true },
    layers: [
      { name: 'one-hot', type: 'one-hot', vocabulary },
      { name: 'cell', type: cell, units: hidden, ...(cell === 'gru' && { reset: 'after' }) },
      { name: 'output', type: 'dense', units: vocabulary },
    ],
  };
}

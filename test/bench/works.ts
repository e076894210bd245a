/** The works of the bench, in the order of the table. W2 needs convolution, which is not built yet. */
import { parseModel } from '../../src/nn/model.ts';
import type { Work } from './measure.ts';
import { characterStep, samplingStep, trainingStep } from './networks.ts';

const large = { vocabulary: 64, units: 128, batch: 32, steps: 64 };
const small = { vocabulary: 32, units: 32, batch: 8, steps: 24 };
const lstm = { layer: { type: 'lstm' }, gates: 4 };

export const works: readonly Work[] = [
  trainingStep({
    name: 'W1',
    model: parseModel({
      input: { kind: 'values', shape: [784], sequence: false },
      layers: [
        { name: 'hidden', type: 'dense', units: 128, activation: 'relu' },
        { name: 'logits', type: 'dense', units: 10 },
      ],
      loss: { type: 'cross-entropy' },
    }),
    batch: 64,
    steps: 1,
    classes: 10,
    // the first layer hands no gradient on to the image
    products: 2 * 784 * 128 + 3 * 128 * 10,
  }),
  characterStep({ name: 'W3', ...lstm, ...large }),
  characterStep({ name: 'W4', layer: { type: 'gru', reset: 'after' }, gates: 3, ...large }),
  characterStep({ name: 'W5', layer: { type: 'rnn' }, gates: 1, ...large }),
  characterStep({ name: 'W6', ...lstm, ...small }),
  samplingStep({ name: 'W7', ...lstm, ...large }),
  // what one tap on Start trains: the app's default on either text
  characterStep({ name: 'Austen', ...lstm, vocabulary: 66, units: 64, batch: 16, steps: 32 }),
  characterStep({ name: 'Tang', ...lstm, vocabulary: 1000, units: 64, batch: 16, steps: 32 }),
];

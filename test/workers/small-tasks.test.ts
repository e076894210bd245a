import { expect } from 'chai';
import { initialParameters } from '../../src/nn/layout.ts';
import { lossWeights } from '../../src/nn/losses.ts';
import { parseModel } from '../../src/nn/model.ts';
import { slotsOf } from '../../src/nn/optimizers.ts';
import { traceModel } from '../../src/nn/trace-model.ts';
import { Network } from '../../workers/arena/network.ts';
import { writeBatch } from '../../workers/arena/transfer.ts';
import { referenceKernels } from '../../workers/kernels/reference/kernel-set.ts';
import { planOf } from '../../workers/plan/plan.ts';
import { adam } from '../support/training.ts';

interface Task {
  readonly model: object;
  readonly steps: number;
  /** `[samples, steps, width]` and `[samples, 1]` */
  readonly input: readonly number[][];
  readonly target: readonly number[];
  readonly seed: number;
}

/** Trains on all samples at once and returns the last loss, in nats. */
function lossAfter(updates: number, { model, steps, input, target, seed }: Task): number {
  const trace = traceModel(parseModel(model));
  const batch = input.length;
  const slots = slotsOf(adam.type).length;
  const plan = planOf(trace, { kind: 'training', batch, inputSteps: steps, outputSteps: 1, slots });
  const network = new Network(plan, referenceKernels());
  network.parameters.set(initialParameters(trace, seed));
  const data = { input: input.flat(), target, weights: lossWeights('binary-cross-entropy', { batch, steps: 1 }) };
  for (const feed of plan.feeds) {
    if (feed.role === 'teacher' || feed.role === 'mask' || feed.role === 'kept')
      throw new Error(`unexpected feed ${feed.role}`);
    writeBatch(network.memory, feed, data[feed.role]);
  }
  for (let step = 1; step <= updates; step++) {
    network.forward();
    network.backward();
    network.update({ ...adam, learning_rate: 0.03 }, { step, norm: network.norm() });
  }
  network.forward();
  return network.loss;
}

const loss = 'binary-cross-entropy';
const bits = (n: number, length: number) => Array.from({ length }, (_, bit) => (n >> bit) & 1);
const isOdd = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) % 2;

describe('small tasks', () => {
  const xor = [0, 1, 2, 3].map((n) => bits(n, 2));
  const target = xor.map(isOdd);
  const output = { name: 'output', type: 'dense', units: 1 };

  it('XOR: a hidden layer brings the loss below 0.05 in 300 steps, one layer alone stays at ln 2', () => {
    const input = { kind: 'values', shape: [2], sequence: false };
    const hidden = { name: 'hidden', type: 'dense', units: 4, activation: 'tanh' };
    const task = { steps: 1, input: xor, target, seed: 1 };
    expect(lossAfter(300, { ...task, model: { input, layers: [hidden, output], loss } })).to.be.below(0.05);
    expect(lossAfter(300, { ...task, model: { input, layers: [output], loss } })).to.be.closeTo(Math.LN2, 0.01);
  });

  for (const type of ['rnn', 'lstm', 'gru']) {
    it(`parity of 5 bits: a ${type} of 8 units brings the loss below 0.1 in 500 steps`, () => {
      const all = Array.from({ length: 32 }, (_, n) => bits(n, 5));
      const model = {
        input: { kind: 'values', shape: [1], sequence: true },
        layers: [{ name: 'cell', type, units: 8, returns: 'last' }, output],
        loss,
      };
      expect(lossAfter(500, { model, steps: 5, input: all, target: all.map(isOdd), seed: 1 })).to.be.below(0.1);
    });
  }
});

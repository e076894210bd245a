import { expect } from 'chai';
import fc from 'fast-check';
import type { OptimizerSpec } from '../../src/nn/optimizers.ts';
import type { TrainingState, TrainSettings } from '../../src/train/protocol.ts';
import type { KernelSet } from '../../workers/kernels/kernel-set.ts';
import { referenceKernels } from '../../workers/kernels/reference/kernel-set.ts';
import { simdKernels } from '../../workers/kernels/simd/kernel-set.ts';
import { loadModule } from '../../workers/kernels/simd/module.ts';
import { PlanError } from '../../workers/plan/errors.ts';
import { StateError } from '../../workers/state.ts';
import { Training } from '../../workers/training.ts';
import { seededHashes, seededPictureHashes, seededPictureRun, seededRun } from '../support/seeded-run.ts';
import { adam, hashOf, rhyme, settingsOf } from '../support/training.ts';

const optimizers: readonly OptimizerSpec[] = [
  { type: 'sgd', learning_rate: 0.1 },
  { type: 'momentum', learning_rate: 0.05, momentum: 0.9 },
  { type: 'nesterov', learning_rate: 0.05, momentum: 0.9 },
  { type: 'rmsprop', learning_rate: 0.01, decay: 0.99, epsilon: 1e-8 },
  { type: 'adagrad', learning_rate: 0.05, epsilon: 1e-10 },
  adam,
  { type: 'adamw', learning_rate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weight_decay: 0.01 },
];
const cells: readonly object[][] = [
  [{ name: 'cell', type: 'rnn', units: 6 }],
  [{ name: 'cell', type: 'lstm', units: 5 }],
  [{ name: 'cell', type: 'gru', units: 7, reset: 'before' }],
  [{ name: 'cell', type: 'gru', units: 4, reset: 'after' }],
  [
    { name: 'low', type: 'lstm', units: 4 },
    { name: 'high', type: 'gru', units: 3 },
  ],
];
const STEPS = 24;
const vocabulary = rhyme.vocabulary.length;

const runs = fc.record({
  layers: fc.constantFrom(...cells),
  optimizer: fc.constantFrom(...optimizers),
  carry: fc.boolean(),
  batch: fc.integer({ min: 1, max: 9 }),
  length: fc.integer({ min: 1, max: 40 }),
  seed: fc.integer({ min: 0, max: 1e6 }),
  /** After how many updates it is stopped. */
  at: fc.integer({ min: 0, max: STEPS }),
});

interface Start {
  readonly state?: TrainingState;
  readonly kernels?: KernelSet;
}

function training(settings: TrainSettings, { state, kernels = referenceKernels() }: Start = {}): Training {
  return new Training({ settings, data: rhyme, ...(state ? { state } : {}) }, kernels);
}

function advance(run: Training, steps: number): void {
  for (let n = 0; n < steps; n++) if (!run.advance()) throw new Error(`diverged at ${run.step}`);
}

describe('Training', () => {
  const sets: KernelSet[] = [referenceKernels()];
  before(async () => {
    sets.push(simdKernels(await loadModule()));
  });

  it('goes on from its exported state with the same bits as if it had never stopped, on either set', async function () {
    this.timeout(120_000);
    for (const kernels of sets) {
      await fc.assert(
        fc.asyncProperty(runs, async ({ at, ...rest }) => {
          const settings = settingsOf({ vocabulary, steps: STEPS, ...rest });
          const straight = training(settings, { kernels });
          advance(straight, STEPS);
          const first = training(settings, { kernels });
          advance(first, at);
          const resumed = training(settings, { kernels, state: structuredClone(first.state) });
          expect(await hashOf(resumed.state)).to.equal(await hashOf(first.state));
          advance(resumed, STEPS - at);
          expect(resumed.isFinished).to.equal(true);
          expect(await hashOf(resumed.state)).to.equal(await hashOf(straight.state));
        }),
        { numRuns: 40 },
      );
    }
  });

  it('gives the bits in this browser that it gives in Node, on either set', async () => {
    for (const kernels of sets) expect(await seededRun(kernels)).to.equal(seededHashes[kernels.name]);
    for (const kernels of sets) expect(await seededPictureRun(kernels)).to.equal(seededPictureHashes[kernels.name]);
  });

  it('another seed gives another run', async () => {
    const layers = cells[0];
    const states = [1, 2].map((seed) => {
      const run = training(settingsOf({ vocabulary, layers, seed }));
      advance(run, 2);
      return run.state;
    });
    expect(await hashOf(states[0])).to.not.equal(await hashOf(states[1]));
  });

  it('stops at the last good step when a rate of 1e9 makes the loss NaN, and that state goes on', () => {
    const optimizer: OptimizerSpec = { type: 'sgd', learning_rate: 1e9 };
    const run = training(settingsOf({ vocabulary, layers: cells[1], optimizer, steps: 100 }));
    let good = 0;
    while (run.advance()) good++;
    expect(good).to.be.below(100);
    const { state } = run;
    expect(state.step).to.be.within(0, good);
    expect(state.losses).to.have.length(state.step);
    expect(state.parameters.every(Number.isFinite)).to.equal(true);
    const calm = training(
      settingsOf({ vocabulary, layers: cells[1], steps: 100, optimizer: { ...optimizer, learning_rate: 1e-3 } }),
      { state },
    );
    expect(calm.advance()).to.equal(true);
    expect(calm.state.losses.every(Number.isFinite)).to.equal(true);
  });

  it('the state it falls back to is the one it had before the update that failed, bit by bit', async () => {
    const settings = settingsOf({
      vocabulary,
      layers: cells[1],
      steps: 100,
      optimizer: { type: 'sgd', learning_rate: 1e9 },
    });
    const failing = training(settings);
    while (failing.advance());
    const again = training(settings);
    advance(again, failing.step);
    expect(await hashOf(failing.state)).to.equal(await hashOf(again.state));
  });

  it('refuses a state of another network or another optimizer, naming what differs', () => {
    const { state } = training(settingsOf({ vocabulary, layers: cells[1] }));
    const refused = (settings: TrainSettings) => () => training(settings, { state });
    expect(refused(settingsOf({ vocabulary, layers: cells[0] }))).to.throw(
      StateError,
      /^parameters: expected \d+ numbers/,
    );
    const sgd: OptimizerSpec = { type: 'sgd', learning_rate: 0.1 };
    expect(refused(settingsOf({ vocabulary, layers: cells[1], optimizer: sgd }))).to.throw(
      StateError,
      /optimizer arrays/,
    );
    expect(refused(settingsOf({ vocabulary, layers: cells[1], batch: 5 }))).to.throw(
      StateError,
      /^cell\.h: expected 25/,
    );
  });

  it('refuses a network whose vocabulary is smaller than the text’s', () => {
    expect(() => training(settingsOf({ vocabulary: 5, layers: cells[0] }))).to.throw(
      PlanError,
      /vocabulary|characters/,
    );
  });

  it('writes the same sample for the same seed, another one for another, without disturbing the run', async () => {
    const settings = settingsOf({ vocabulary, layers: cells[1], steps: STEPS });
    const [sampled, silent] = [training(settings), training(settings)];
    const request = { prompt: [0, 1], length: 60, temperature: 1, seed: 3 };
    advance(sampled, 10);
    const text = sampled.sample(request);
    expect(text).to.have.length(60);
    expect(sampled.sample(request)).to.deep.equal(text);
    expect(sampled.sample({ ...request, seed: 4 })).to.not.deep.equal(text);
    expect(sampled.sample({ ...request, prompt: [1, 1] })).to.not.deep.equal(text);
    advance(sampled, STEPS - 10);
    advance(silent, STEPS);
    expect(await hashOf(sampled.state)).to.equal(await hashOf(silent.state));
  });

  it('takes the likeliest character at temperature 0, and begins with one of its own without a prompt', () => {
    const run = training(settingsOf({ vocabulary, layers: cells[1], steps: 300, batch: 8, length: 16 }));
    advance(run, 300);
    const request = { prompt: [...rhyme.ids.subarray(0, 8)], length: 12, temperature: 0, seed: 1 };
    const likeliest = run.sample(request);
    expect(run.sample({ ...request, seed: 2 })).to.deep.equal(likeliest);
    expect(run.sample({ ...request, prompt: [] })).to.have.length(12);
    expect(() => run.sample({ ...request, prompt: [vocabulary] })).to.throw(RangeError, /prompt/);
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { loadDigits } from '../../src/datasets/digits.ts';
import { Random } from '../../src/nn/random.ts';
import type { LabelledData, TrainingState, TrainSettings } from '../../src/train/protocol.ts';
import { TrainerError, Trainer } from '../../src/train/trainer.ts';
import { evaluating } from '../../workers/evaluating.ts';
import { bestKernels } from '../../workers/kernels/choose.ts';
import type { KernelSet } from '../../workers/kernels/kernel-set.ts';
import { referenceKernels } from '../../workers/kernels/reference/kernel-set.ts';
import { splitExamples } from '../../workers/labelled.ts';
import { LabelledBatches } from '../../workers/labelled-batches.ts';
import { PlanError } from '../../workers/plan/errors.ts';
import { predictionOf } from '../../workers/predicting.ts';
import { Training } from '../../workers/training.ts';
import { clusters, convolutions, labelledSettings, perceptron } from '../support/labelled.ts';
import { rejection } from '../support/rejection.ts';
import { hashOf } from '../support/training.ts';

/** As the worker's loop does. */
function advance(run: Training, until = Infinity): Training {
  while (!run.isFinished && run.step < until) {
    if (!run.advance()) throw new Error(`diverged at ${run.step}`);
    run.evaluate();
  }
  return run;
}

describe('splitExamples', () => {
  it('holds back a share that the seed draws, and trains on all the rest, for any number, share and seed', () => {
    const cases = fc.record({
      examples: fc.integer({ min: 2, max: 300 }),
      share: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
      seed: fc.nat(),
    });
    fc.assert(
      fc.property(cases, ({ examples, share, seed }) => {
        const { training, heldBack } = splitExamples(examples, { validation: { share, every: 1 }, seed });
        expect(heldBack.length).to.equal(Math.max(1, Math.round(share * examples)));
        const all = [...training, ...heldBack].toSorted((a, b) => a - b);
        expect(all).to.deep.equal(Array.from({ length: examples }, (_, n) => n));
      }),
    );
    const drawn = (seed: number) => [...splitExamples(100, { validation: { share: 0.2, every: 1 }, seed }).heldBack];
    expect(drawn(1)).to.deep.equal(drawn(1));
    expect(drawn(1)).not.to.deep.equal(drawn(2));
    expect(splitExamples(3, { seed: 1 }).heldBack).to.have.length(0);
  });

  it('refuses data of which nothing to learn would be left', () => {
    const split = () => splitExamples(1, { validation: { share: 0.1, every: 1 }, seed: 1 });
    expect(split).to.throw(PlanError, 'data: expected more than 1 examples, got 1');
  });
});

describe('LabelledBatches', () => {
  it('visits each example once an epoch, in another order each time, and leaves out what fills no batch', () => {
    const data = clusters(23);
    const training = Uint32Array.from({ length: 23 }, (_, n) => n);
    const batches = new LabelledBatches({ data, training, batch: 5 }, { seed: 3 });
    expect(batches.batches).to.equal(4);
    const orders = [0, 1].map((epoch) => {
      for (let n = 0; n < 4; n++) {
        expect(batches.prepare()).to.equal(true);
        expect(batches.cursor).to.include({ epoch, position: n });
        const memory = { floats: new Float32Array(20), whole: new Int32Array(20) };
        const place = { address: 0, width: 4, rows: 5, slots: 1, rowStride: 4, slotStride: 20, tensor: 0, steps: 1 };
        const input = { ...place, role: 'input', numbers: 'float' } as const;
        const read = batches.cursor.order.slice(5 * n, 5 * n + 5);
        const target = { ...place, width: 1, rowStride: 1, role: 'target', numbers: 'whole' } as const;
        batches.write(memory, { input, target });
        expect([...memory.floats]).to.deep.equal(
          [...read].flatMap((at) => Array.from(data.values.subarray(4 * at, 4 * at + 4))),
        );
        expect([...memory.whole.subarray(0, 5)]).to.deep.equal([...read].map((at) => data.labels[at]));
      }
      const { order } = batches.cursor;
      expect([...order].toSorted((a, b) => a - b)).to.deep.equal([...training]);
      return [...order];
    });
    expect(orders[0]).not.to.deep.equal(orders[1]);
  });
});

describe('a run on labelled examples', () => {
  let digits: LabelledData;
  let simd: KernelSet;
  before(async () => {
    [digits, simd] = await Promise.all([loadDigits(), bestKernels()]);
  });

  const first = (data: LabelledData, examples: number): LabelledData => ({
    ...data,
    labels: data.labels.slice(0, examples),
    values: data.values.slice(0, examples * 784),
  });

  it('learns the real digits: 600 steps of a perceptron tell nine of ten held-back ones', function () {
    this.timeout(120_000);
    const settings = labelledSettings(digits, {
      layers: perceptron(48),
      batch: 32,
      steps: 600,
      validation: { share: 0.2, every: 200 },
      optimizer: { type: 'adam', learning_rate: 0.003, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    });
    const run = advance(new Training({ settings, data: digits }, simd));
    const { evaluations } = run.state;
    expect(evaluations.map(({ step }) => step)).to.deep.equal([200, 400, 600]);
    expect(evaluations[2].accuracy).to.be.above(0.9);
    expect(evaluations[2].loss).to.be.below(0.35);
  });

  it('learns the real digits: 400 steps of a small convolutional network tell 23 of 25 held-back ones', function () {
    this.timeout(240_000);
    const settings = labelledSettings(digits, {
      layers: convolutions,
      batch: 32,
      steps: 400,
      validation: { share: 0.2, every: 400 },
      optimizer: { type: 'adam', learning_rate: 0.003, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    });
    const run = advance(new Training({ settings, data: digits }, simd));
    expect(run.state.evaluations[0].accuracy).to.be.above(0.92);
  });

  for (const { name, layers } of [
    { name: 'perceptron', layers: perceptron(20) },
    { name: 'convolutional network', layers: convolutions },
  ]) {
    it(`of a ${name} that is split anywhere gives the bits of one never stopped`, async function () {
      this.timeout(240_000);
      const data = first(digits, 150);
      const changes = { batch: 7, steps: 60, seed: 11, validation: { share: 0.2, every: 9, patience: 100 } };
      const settings = labelledSettings(data, { layers, ...changes });
      for (const kernels of [simd, referenceKernels()]) {
        if (kernels.name === 'reference' && layers === convolutions) continue;
        const begin = (state?: TrainingState) => new Training({ settings, data, ...(state && { state }) }, kernels);
        const whole = await hashOf(advance(begin()).state);
        const random = Random.seeded(5, 'splits');
        for (const split of [17, 1 + random.below(58), 1 + random.below(58)]) {
          const half = advance(begin(), split).state;
          const resumed = begin(structuredClone(half));
          expect(await hashOf(resumed.state), `${kernels.name}, at ${split}`).to.equal(await hashOf(half));
          expect(await hashOf(advance(resumed).state), `${kernels.name}, from ${split}`).to.equal(whole);
        }
      }
    });
  }

  it('never reads what is held back', () => {
    const data = clusters(40);
    const settings = labelledSettings(data, { steps: 60, validation: { share: 0.25, every: 1000 } });
    const { heldBack } = splitExamples(40, settings);
    const values = data.values.slice() as Float32Array;
    for (const example of heldBack) values.fill(NaN, 4 * example, 4 * example + 4);
    const run = new Training({ settings, data: { ...data, values } }, referenceKernels());
    // one read would make the loss no number
    while (run.step < 50) expect(run.advance(), `step ${run.step}`).to.equal(true);
  });

  it('is measured as a prediction of each example shows, whatever is left over behind the last batch', () => {
    const data = clusters(50, { classes: 5 });
    const settings = labelledSettings(data, { steps: 30, batch: 8 });
    const { parameters } = advance(new Training({ settings, data }, simd));
    const work = evaluating({ settings, data, parameters, part: 'whole', classes: 5 }, simd);
    let step = work.next();
    while (step.done !== true) step = work.next();
    const report = step.value;
    const { model } = settings;
    const { chosen = [] } = predictionOf({ model, parameters, input: data.values, batch: 50 }, simd);
    expect(report.count).to.equal(50);
    const hits = chosen.filter(([id], n) => id === data.labels[n]).length;
    expect(report.accuracy).to.equal(hits / 50);
    const place = (id: number) => report.classes.findIndex((each) => each.id === id);
    const size = report.classes.length + 1;
    const wanted = new Uint32Array(size * size);
    chosen.forEach(([id], n) => wanted[place(data.labels[n]) * size + place(id)]++);
    expect([...report.confusion]).to.deep.equal([...wanted]);
  });

  it('reads bytes as shares of 255: the bits of a run on those shares', async () => {
    const bytes = first(digits, 60);
    const floats = { ...bytes, values: Float32Array.from(bytes.values, (grey) => grey / 255) };
    const settings = labelledSettings(bytes, { layers: perceptron(8), steps: 12 });
    const [a, b] = [bytes, floats].map((data) => advance(new Training({ settings, data }, simd)).state);
    expect(await hashOf(a)).to.equal(await hashOf(b));
  });

  it('trains in the worker, and is evaluated there', async function () {
    this.timeout(60_000);
    const trainer = new Trainer();
    try {
      const data = clusters(90);
      const settings = labelledSettings(data, { steps: 200, validation: { share: 0.2, every: 100 } });
      const ended = new Promise<TrainingState>((resolve, reject) => {
        trainer.events$.subscribe((event) => {
          if (event.type === 'failed') reject(new Error(event.message));
          if (event.type === 'finished') resolve(event.state);
        });
      });
      trainer.start({ run: 'clusters', settings, data });
      const { parameters, evaluations } = await ended;
      const report = await trainer.evaluate({ settings, data, parameters, part: 'held-back', classes: 3 });
      expect(report.accuracy).to.equal(evaluations.at(-1)?.accuracy);
      expect(report.accuracy).to.be.above(0.6);
      const sample = await rejection(trainer.sample({ prompt: [], length: 3, temperature: 1, seed: 1 }));
      expect(sample).to.be.instanceOf(TrainerError).with.property('message', 'the network does not read characters');
    } finally {
      trainer.dispose();
    }
  });

  it('refuses settings and data that do not fit, naming the place', () => {
    const data = clusters(20);
    const open = (changes: Partial<TrainSettings>, other: LabelledData = data) => {
      const settings = { ...labelledSettings(data), ...changes };
      return () => new Training({ settings, data: other }, referenceKernels());
    };
    expect(open({ carry: true })).to.throw(PlanError, 'labelled examples: expected length 1 and no carried state');
    expect(open({ length: 2 })).to.throw(PlanError, /expected length 1/);
    expect(open({}, { ...data, shape: [2] })).to.throw(PlanError, 'data: expected 40 values, got 80');
    const wide = clusters(20, { width: 5 });
    expect(open({}, wide)).to.throw(PlanError, 'model: expected an input of 5 numbers, got 4');
    expect(open({}, clusters(20, { classes: 7 }))).to.throw(PlanError, 'model: expected an output of 7 classes, got 3');
    const labels = data.labels.map(() => 3);
    expect(open({}, { ...data, labels })).to.throw(PlanError, 'data: expected labels below 3, got 3');
  });
});

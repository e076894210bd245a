import { expect } from 'chai';
import fc from 'fast-check';
import { bestOf } from '../../src/nn/early-stopping.ts';
import type { TrainingState, TrainSettings } from '../../src/train/protocol.ts';
import { TextTooShortError } from '../../workers/batches.ts';
import { heldBackSize, splitText } from '../../workers/held-back.ts';
import { referenceKernels } from '../../workers/kernels/reference/kernel-set.ts';
import { Training } from '../../workers/training.ts';
import { measure, TextValidation } from '../../workers/validation.ts';
import { hashOf, rhyme, settingsOf } from '../support/training.ts';

const vocabulary = rhyme.vocabulary.length;
const layers = [{ name: 'cell', type: 'lstm', units: 12 }];

function training(changes: Partial<TrainSettings>, state?: TrainingState): Training {
  const settings = settingsOf({ vocabulary, layers, ...changes });
  return new Training({ settings, data: rhyme, ...(state ? { state } : {}) }, referenceKernels());
}

/** As the worker's loop does. */
function advance(run: Training, steps = Infinity): void {
  for (let n = 0; n < steps && !run.isFinished; n++) {
    if (!run.advance()) throw new Error(`diverged at ${run.step}`);
    run.evaluate();
  }
}

describe('splitText', () => {
  it('holds back one contiguous piece and trains on all the rest, in order, for any text, share and seed', () => {
    const cases = fc.record({
      length: fc.integer({ min: 1, max: 20 }),
      characters: fc.integer({ min: 60, max: 400 }),
      share: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
      seed: fc.nat(),
    });
    fc.assert(
      fc.property(cases, ({ length, characters, share, seed }) => {
        const ids = Uint16Array.from({ length: characters }, (_, n) => n);
        const validation = { share, every: 1 };
        const { training, heldBack } = splitText(ids, { validation, length, seed });
        expect(heldBack).to.have.length(heldBackSize(characters, { validation, length }));
        expect(heldBack.length).to.be.at.least(length + 1);
        const [start] = heldBack;
        expect([...heldBack]).to.deep.equal(Array.from(heldBack, (_, n) => start + n));
        const end = start + heldBack.length;
        expect([...training]).to.deep.equal([...ids].filter((id) => id < start || id >= end));
      }),
    );
  });

  it('the seed decides the place', () => {
    const ids = Uint16Array.from({ length: 1000 }, (_, n) => n);
    const place = (seed: number) =>
      splitText(ids, { validation: { share: 0.05, every: 1 }, length: 8, seed }).heldBack[0];
    expect(place(1)).to.equal(place(1));
    expect(new Set([1, 2, 3, 4, 5].map(place)).size).to.be.above(3);
  });

  it('refuses a text of which nothing to learn would be left, saying how long it must be', () => {
    const ids = new Uint16Array(17);
    const split = () => splitText(ids, { validation: { share: 0.05, every: 1 }, length: 8, seed: 1 });
    expect(split).to.throw(TextTooShortError, /17 characters, a window needs 18/);
  });
});

describe('TextValidation', () => {
  it('measures the loss that training measures on the same characters from zeros', () => {
    const settings = settingsOf({ vocabulary, layers, batch: 1, length: 24, carry: false });
    const window = rhyme.ids.slice(0, 25);
    // a text of one window: the run's first step reads just that
    const run = new Training({ settings, data: { ...rhyme, ids: window } }, referenceKernels());
    const validation = new TextValidation(settings, { ids: window }, referenceKernels());
    const { loss } = measure(validation, { parameters: run.parameters, step: 0 });
    run.advance();
    expect(loss).to.be.closeTo(run.measure(0).loss, 1e-6);
  });

  it('goes on with the state from window to window: cutting finer changes nothing', () => {
    const losses = [48, 12, 4].map((length) => {
      const settings = settingsOf({ vocabulary, layers, batch: 1, length });
      const { parameters } = new Training({ settings, data: rhyme }, referenceKernels());
      const validation = new TextValidation(settings, { ids: rhyme.ids.slice(0, 49) }, referenceKernels());
      return measure(validation, { parameters, step: 0 }).loss;
    });
    expect(losses[1]).to.be.closeTo(losses[0], 1e-6);
    expect(losses[2]).to.be.closeTo(losses[0], 1e-6);
  });

  it('accuracy is the share of characters thought likeliest: near one for a rhyme that was learned', () => {
    const run = training({ steps: 400, batch: 8, length: 16, validation: { share: 0.1, every: 200 } });
    advance(run);
    const last = run.state.evaluations.at(-1);
    expect(last?.accuracy).to.be.above(0.9);
    expect(last?.loss).to.be.below(0.5);
    const direct = new TextValidation(settingsOf({ vocabulary, layers }), { ids: rhyme.ids }, referenceKernels());
    const guessed = measure(direct, { parameters: new Float32Array(run.parameters.length), step: 3 });
    expect(guessed).to.include({ step: 3 });
    expect(guessed.loss).to.be.closeTo(Math.log(vocabulary), 1e-6);
  });
});

describe('Training with held-back text', () => {
  it('evaluates at every so many steps and at the last, without disturbing the run', async () => {
    const validation = { share: 0.1, every: 7 };
    const measured = training({ steps: 24, validation });
    advance(measured);
    expect(measured.state.evaluations.map(({ step }) => step)).to.deep.equal([7, 14, 21, 24]);
    const silent = training({ steps: 24, validation: { ...validation, every: 1000 } });
    advance(silent);
    const { evaluations: _e, best: _b, ...numbers } = measured.state;
    const { evaluations: _f, best: _c, ...same } = silent.state;
    expect(await hashOf({ ...numbers, evaluations: [] })).to.equal(await hashOf({ ...same, evaluations: [] }));
  });

  it('never trains on what is held back', () => {
    // the held-back piece gets characters of its own: had they been read, their embedding would have moved
    const share = { share: 0.1, every: 1000 };
    const settings = settingsOf({ vocabulary: vocabulary + 1, layers, steps: 200, validation: share, length: 8 });
    const { start, size } = place(settings);
    const ids = rhyme.ids.slice();
    ids.fill(vocabulary, start, start + size);
    const data = { vocabulary: [...rhyme.vocabulary, '?'], ids };
    const run = new Training({ settings, data }, referenceKernels());
    const before = run.parameters;
    advance(run);
    const units = 4 * 12;
    const columns = vocabulary + 1;
    const after = run.parameters;
    for (let row = 0; row < units; row++) {
      expect(after[row * columns + vocabulary], `row ${row}`).to.equal(before[row * columns + vocabulary]);
    }
  });

  it('keeps the network of the lowest loss, and ends when patience is over', () => {
    const optimizer = { type: 'sgd', learning_rate: 3 } as const;
    const run = training({ steps: 2000, optimizer, validation: { share: 0.1, every: 5, patience: 3 } });
    advance(run);
    const { state } = run;
    expect(run.isOutOfPatience).to.equal(true);
    expect(state.step).to.be.below(2000);
    expect(state.best?.step).to.equal(bestOf(state.evaluations)?.step);
    expect(state.step).to.equal((state.best?.step ?? 0) + 15);
    const again = training({ steps: 2000, optimizer, validation: { share: 0.1, every: 5, patience: 3 } });
    advance(again, state.best?.step);
    expect(again.parameters).to.deep.equal(state.best?.parameters);
  });

  it('goes on after an early end when the student wants it', () => {
    const optimizer = { type: 'sgd', learning_rate: 3 } as const;
    const validation = { share: 0.1, every: 5, patience: 2 };
    const run = training({ steps: 2000, optimizer, validation });
    advance(run);
    const patienceFrom = run.step;
    const further = training({ steps: 2000, optimizer, validation: { ...validation, patienceFrom } }, run.state);
    expect(further.isFinished).to.equal(false);
    advance(further, 5);
    expect(further.step).to.equal(patienceFrom + 5);
  });

  it('the learning rate follows its schedule: at rate 0 nothing moves', () => {
    const optimizer = { type: 'sgd', learning_rate: 0.1 } as const;
    const run = training({ steps: 30, optimizer, schedule: { type: 'cosine', steps: 10, least: 0 } });
    advance(run, 10);
    const still = run.parameters;
    advance(run, 5);
    expect(run.parameters).to.deep.equal(still);
  });

  it('clipping by value bounds what an update can change', () => {
    const optimizer = { type: 'sgd', learning_rate: 1, clip_value: 1e-4 } as const;
    const run = training({ optimizer });
    const before = run.parameters;
    advance(run, 1);
    const moved = run.parameters.map((value, n) => Math.abs(value - before[n]));
    expect(Math.max(...moved)).to.be.closeTo(1e-4, 1e-6);
  });
});

/** Where the run's held-back piece is. */
function place({ validation, length, seed }: TrainSettings): { start: number; size: number } {
  const ids = Uint16Array.from(rhyme.ids, (_, n) => n);
  const { heldBack } = splitText(ids, { ...(validation && { validation }), length, seed });
  return { start: heldBack[0], size: heldBack.length };
}

import { expect } from 'chai';
import { heldBackSize } from '../../workers/held-back.ts';
import fc from 'fast-check';
import { characterModel } from '../../src/app/character-model.ts';
import { recurrentCells } from '../../src/lessons/recurrent-cells.ts';
import { nextSampleStep } from '../../src/app/sample-schedule.ts';
import { charactersNeeded, defaultSetup, lowerRate, settingsOf, setupFaults } from '../../src/app/train-setup.ts';
import { parseModel } from '../../src/nn/model.ts';
import { traceModel } from '../../src/nn/trace-model.ts';

describe('characterModel', () => {
  for (const cell of recurrentCells) {
    it(`${cell}: reads ids, gives a logit a character, and survives JSON`, () => {
      for (const vocabulary of [3, 66, 256, 257, 1001]) {
        const model = characterModel({ cell, units: 8, vocabulary });
        expect(parseModel(JSON.parse(JSON.stringify(model)))).to.deep.equal(model);
        const trace = traceModel(model);
        expect(trace.equations[trace.output].shape).to.deep.equal([vocabulary]);
      }
    });
  }

  it('reads one-hot columns up to 256 characters, an embedding above', () => {
    const first = (vocabulary: number) => {
      const model = characterModel({ cell: 'lstm', units: 8, vocabulary });
      return model.shape === 'stack' ? model.layers[0].type : undefined;
    };
    expect([first(256), first(257)]).to.deep.equal(['one-hot', 'embedding']);
  });
});

describe('train setup', () => {
  it('the default has no fault, for every cell', () => {
    for (const cell of recurrentCells) expect(setupFaults({ ...defaultSetup, cell })).to.deep.equal([]);
  });

  it('setupFaults names each number that cannot be used', () => {
    const faulty = { ...defaultSetup, learningRate: 0, batch: 1.5, length: 1, steps: NaN, units: 257, seed: -1 };
    expect(setupFaults(faulty).toSorted()).to.deep.equal(['batch', 'learningRate', 'length', 'seed', 'steps', 'units']);
    expect(setupFaults({ ...defaultSetup, learningRate: Infinity })).to.deep.equal(['learningRate']);
  });

  it('a learning rate of 1e9 is allowed: to see it fail is part of the chapter', () => {
    expect(setupFaults({ ...defaultSetup, learningRate: 1e9 })).to.deep.equal([]);
    expect(lowerRate(1e9)).to.equal(defaultSetup.learningRate);
    expect(lowerRate(0.005)).to.equal(0.0005);
  });

  it('settingsOf survives JSON and keeps what was chosen', () => {
    const settings = settingsOf({ ...defaultSetup, cell: 'gru', learningRate: 0.01 }, 66);
    expect(JSON.parse(JSON.stringify(settings))).to.deep.equal(settings);
    expect(settings).to.include({ batch: 16, length: 32, carry: true, seed: 1 });
    expect(settings.optimizer.learning_rate).to.equal(0.01);
  });

  it('charactersNeeded is one window and its target a lane', () => {
    expect(charactersNeeded({ batch: 16, length: 32, heldBack: 0 })).to.equal(528);
  });

  it('charactersNeeded leaves a whole batch beside what is held back', () => {
    expect(charactersNeeded({ batch: 16, length: 32, heldBack: 0.05 })).to.equal(561);
    for (const heldBack of [0.01, 0.05, 0.3, 0.5]) {
      const characters = charactersNeeded({ batch: 16, length: 32, heldBack });
      const size = heldBackSize(characters, { length: 32, validation: { share: heldBack, every: 1 } });
      expect(characters - size).to.be.within(528, 529);
    }
  });
});

describe('nextSampleStep', () => {
  it('doubles from 10 on, ends with the last step, and then asks no more', () => {
    const seen: number[] = [];
    for (let last: number | undefined, n = 0; n < 20; n++) {
      const next = nextSampleStep(last, 1000);
      if (next === Infinity) break;
      seen.push(next);
      last = next;
    }
    expect(seen).to.deep.equal([0, 10, 20, 40, 80, 160, 320, 640, 1000]);
  });

  it('always moves on', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.integer({ min: 1, max: 10_000 }), (last, steps) => {
        const next = nextSampleStep(last, steps);
        expect(next).to.be.greaterThan(last < steps ? last : steps);
      }),
    );
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import type { MomentRecord } from '../../src/store/schema.ts';
import { momentsKept, thinned } from '../../src/store/thinned.ts';
import { openStore, runRecord, trainingState } from '../support/store.ts';

const moment = (step: number, size = 100): MomentRecord => ({
  run: 'run-1',
  step,
  parameters: new Float32Array(size).fill(step),
});

describe('thinned', () => {
  it('keeps the first and the last, never more than it may, and only steps it was given', () => {
    const steps = fc.uniqueArray(fc.nat(1e6), { minLength: 1 }).map((all) => all.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(steps, fc.integer({ min: 2, max: 20 }), (all, most) => {
        const kept = thinned(all, most);
        expect(kept).to.have.length(Math.min(all.length, most));
        expect([kept[0], kept.at(-1)]).to.deep.equal([all[0], all.at(-1)]);
        expect(kept.every((step) => all.includes(step))).to.equal(true);
      }),
    );
  });

  it('leaves them evenly spread as a network learns: dense at first', () => {
    const steps = [0, 10, 25, 50, 100, 150, 200, 300, 400, 600, 800, 1200, 1600, 2400, 3200];
    const kept = thinned(steps, 6);
    const gaps = kept.slice(2).map((step, n) => step / kept[n + 1]);
    for (const gap of gaps) expect(gap).to.be.within(2, 8);
  });

  it('large networks are kept less often, two at least', () => {
    expect([1e4, 1e6, 4e6, 1e9].map(momentsKept)).to.deep.equal([12, 8, 2, 2]);
  });
});

describe('Moments', () => {
  it('are saved with a checkpoint, and each opens with its own numbers', async () => {
    const store = openStore();
    const kept = await store.checkpoints.save({
      run: runRecord(),
      state: trainingState(30),
      moments: [0, 10, 25].map((step) => moment(step)),
    });
    expect(kept).to.deep.equal([0, 10, 25]);
    expect(await store.moments.steps('run-1')).to.deep.equal([0, 10, 25]);
    expect((await store.moments.get('run-1', 10))?.parameters).to.deep.equal(moment(10).parameters);
    expect(await store.moments.get('run-1', 11)).to.equal(undefined);
    expect(await store.moments.steps('run-2')).to.deep.equal([]);
  });

  it('are thinned out to twelve as a run goes on', async () => {
    const store = openStore();
    let step = 1;
    for (let save = 0; save < 10; save++) {
      const moments = [step, (step *= 2), (step *= 2)].map((each) => moment(each));
      await store.checkpoints.save({ run: runRecord(), state: trainingState(save), moments });
    }
    const steps = await store.moments.steps('run-1');
    expect(steps).to.have.length(12);
    expect([steps[0], steps.at(-1)]).to.deep.equal([1, step]);
  });

  it('later ones go when a run goes back, all of them when it is deleted for good', async () => {
    const store = openStore();
    const run = runRecord();
    await store.checkpoints.save({ run, state: trainingState(30), moments: [0, 10, 25].map((step) => moment(step)) });
    await store.checkpoints.goBack({ run, state: trainingState(10) });
    expect(await store.moments.steps('run-1')).to.deep.equal([0, 10]);
    await store.runs.remove('run-1');
    expect(await store.moments.steps('run-1')).to.deep.equal([0, 10]);
    await store.runs.purge();
    expect(await store.moments.steps('run-1')).to.deep.equal([]);
  });
});

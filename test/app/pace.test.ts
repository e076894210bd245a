import { expect } from 'chai';
import { firstValueFrom } from 'rxjs';
import { Pace } from '../../src/app/pace.ts';
import { defaultSetup, settingsOf } from '../../src/app/train-setup.ts';
import type { DeviceSpeed } from '../../src/train/protocol.ts';
import { TrainerError, WorkerDiedError } from '../../src/train/trainer.ts';
import { RecordedWorkers } from '../support/recorded-workers.ts';

const KEY = 'unroll.speed';
const speed: DeviceSpeed = {
  kernels: 'simd',
  flop: 2.5e-11,
  element: 1e-10,
  curve: 1.5e-9,
  call: 1e-7,
  parameter: 3e-9,
  exponential: 1e-8,
};
const size = { vocabulary: 65, characters: 500_000 };

/** A device that was measured on an earlier visit. */
function measuredPace(correction = 1): Pace {
  localStorage.setItem(KEY, JSON.stringify({ speed, correction, at: 1 }));
  return new Pace();
}

const runOf = async (pace: Pace, changes: Partial<typeof defaultSetup> = {}) => {
  const prediction = await pace.estimate(settingsOf({ ...defaultSetup, ...changes }, size.vocabulary), size.characters);
  if (prediction === undefined) throw new Error('expected a prediction');
  return prediction;
};

describe('Pace', () => {
  beforeEach(() => localStorage.removeItem(KEY));
  after(() => localStorage.removeItem(KEY));

  it('predicts nothing before this device was measured, nor from what is no measurement', async () => {
    expect(await new Pace().estimate(settingsOf(defaultSetup, 65), 1000)).to.equal(undefined);
    localStorage.setItem(KEY, '{"speed":{"flop":"fast"},"correction":1,"at":1}');
    expect(await firstValueFrom(new Pace().pace$)).to.equal(undefined);
  });

  it('measures with a real worker, keeps it for the next visit, and then predicts', async function () {
    this.timeout(180_000);
    const pace = new Pace();
    const measured = await pace.measure();
    expect(measured.flop).to.be.within(1e-13, 1e-7);
    expect(Object.values(measured).every((value) => typeof value === 'string' || value >= 0)).to.equal(true);
    const again = await firstValueFrom(new Pace().pace$);
    expect(again?.speed).to.deep.equal(measured);
    expect((await runOf(pace)).run).to.be.within(0.01, 10_000);
  });

  it('a run is its steps and its evaluations; more steps and larger networks take longer', async () => {
    const pace = measuredPace();
    const { step, evaluation, run } = await runOf(pace);
    expect(run).to.be.closeTo(1000 * step + 20 * evaluation, 1e-9);
    expect((await runOf(pace, { heldBack: 0 })).run).to.be.closeTo(1000 * step, 1e-9);
    expect((await runOf(pace, { steps: 2000 })).run).to.be.closeTo(2 * run, 1e-9);
    const sizes = await Promise.all([16, 32, 64, 128, 256].map((units) => runOf(pace, { units })));
    const seconds = sizes.map((each) => each.step);
    expect(seconds).to.deep.equal(seconds.toSorted((a, b) => a - b));
    expect(new Set(seconds).size).to.equal(5);
  });

  it('suggests the largest network that fits the time, else fewer steps of the smallest', async () => {
    const pace = measuredPace();
    const setup = { ...defaultSetup, units: 256 };
    const whole = await runOf(pace, setup);
    const half = await pace.suggest(setup, { size, seconds: whole.run / 2 });
    expect(half?.setup.units).to.be.below(256).and.above(16);
    expect(half?.seconds).to.be.at.most(whole.run / 2);
    expect(half?.setup.steps).to.equal(setup.steps);
    const short = await pace.suggest(setup, { size, seconds: 0.05 });
    expect(short?.setup.units).to.equal(16);
    expect(short?.setup.steps).to.be.below(setup.steps);
    expect(short?.seconds).to.be.at.most(0.06);
  });

  it('leans on what runs really took', async () => {
    const pace = measuredPace();
    const settings = settingsOf(defaultSetup, size.vocabulary);
    const { step } = await runOf(pace);
    await pace.learn(settings, 2 * step);
    expect((await runOf(pace)).step).to.be.closeTo(1.5 * step, 1e-9);
    for (let n = 0; n < 20; n++) await pace.learn(settings, 2 * step);
    expect((await runOf(pace)).step).to.be.closeTo(2 * step, 1e-6);
    expect((await runOf(new Pace())).step).to.be.closeTo(2 * step, 1e-6);
  });

  it('says of what cannot be planned why, and answers the next question', async () => {
    const pace = measuredPace();
    const huge = { ...settingsOf(defaultSetup, size.vocabulary), batch: 1_000_000 };
    const problem = await pace.estimate(huge, 1000).catch((error: unknown) => error);
    expect(problem).to.be.an.instanceOf(TrainerError);
    expect(String(problem)).to.match(/needs \d+ MB/);
    expect((await runOf(pace)).run).to.be.above(0);
  });

  it('asks another worker when the one that was asked has died', async () => {
    const workers = new RecordedWorkers();
    try {
      const pace = measuredPace();
      const { step } = await runOf(pace);
      expect((await runOf(pace)).step).to.equal(step);
      expect(workers.made.length).to.equal(1);
      const unanswered = runOf(pace).catch((error: unknown) => error);
      workers.crash();
      expect(await unanswered).to.be.an.instanceOf(WorkerDiedError);
      expect((await runOf(pace)).step).to.equal(step);
      expect(workers.made.length).to.equal(2);
    } finally {
      workers.end();
    }
  });

  it('looks for no suggestion any more when something else is asked', async () => {
    const newer = new AbortController();
    const looking = measuredPace().suggest({ ...defaultSetup, units: 256 }, { size, seconds: 0, newer: newer.signal });
    newer.abort();
    expect(await looking).to.equal(undefined);
  });
});

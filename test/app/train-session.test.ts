import { expect } from 'chai';
import { filter, firstValueFrom, map, Subject, timeout } from 'rxjs';
import { restingState } from '../../src/app/run-phase.ts';
import { RunProgress } from '../../src/app/run-progress.ts';
import { openStore } from '../support/store.ts';
import { endless, finished, isAt, sessionOn, shown, small, startRun } from '../support/train-sessions.ts';

describe('TrainSession', () => {
  it('start trains to the end, saves record, state and samples, and the loss falls', async () => {
    const store = openStore();
    const session = sessionOn(store);
    const id = await startRun(session, { ...small, steps: 200, learningRate: 0.02 });
    const done = await finished(session, 200);
    expect(done.run.losses.length).to.equal(200);
    expect(done.run.losses[199]).to.be.lessThan(done.run.losses[0] - 0.5);
    expect(done.run.samples.map(({ step }) => step)).to.include.members([0, 200]);

    const record = await store.runs.get(id);
    expect(record).to.include({ name: 'RNN · fox', step: 200, status: 'finished' });
    expect(record?.loss).to.be.closeTo(done.run.loss ?? NaN, 1e-6);
    expect(record?.curve.length).to.equal(64);
    const loaded = await store.checkpoints.latest(id);
    expect(loaded?.state.losses).to.deep.equal(done.run.losses);
    expect((await store.runs.samples(id)).at(-1)?.text.length).to.equal(140);
  });

  it('the first thing on the disk is step 0, with what an untrained network writes', async () => {
    const store = openStore();
    const session = sessionOn(store);
    const steps: (number | undefined)[] = [];
    const watching = session.state$.subscribe((state) => 'run' in state && steps.push(state.run.saved?.step));
    const id = await startRun(session, endless);
    watching.unsubscribe();
    expect(steps.find((step) => step !== undefined)).to.equal(0);
    // a reload at once finds it: whoever was told the id finds the run on the disk
    expect(await store.checkpoints.latest(id)).not.to.equal(undefined);
    const { run } = await shown(session, ({ run: { samples } }) => samples.length > 0);
    expect(run.samples[0].step).to.equal(0);
    expect(await store.runs.get(id)).to.include({ status: 'unfinished' });
  });

  it('saves after one second and two more of training, that a reload early loses little', async () => {
    const session = sessionOn(openStore());
    const began = performance.now();
    await startRun(session, endless);
    const first = await shown(session, ({ run }) => (run.saved?.step ?? 0) > 0);
    await shown(session, ({ run }) => (run.saved?.step ?? 0) > (first.run.saved?.step ?? 0));
    // the timer alone would be at six; a loaded machine may be late, not twice as late
    expect(performance.now() - began).to.be.lessThan(6000);
  });

  it('pause saves the very step at which it stands, and resume goes on from there', async () => {
    const store = openStore();
    const session = sessionOn(store);
    const id = await startRun(session, endless);
    await shown(session, isAt(5));
    await session.pause();
    const { run } = await shown(session, ({ status }) => status === 'paused');
    expect(run.saved?.step).to.equal(run.step);
    expect((await store.runs.get(id))?.training).to.equal(undefined);
    expect((await store.checkpoints.latest(id))?.state.losses).to.deep.equal(run.losses);
    await session.resume();
    const later = await shown(session, ({ status, run: { step } }) => status === 'running' && step > run.step);
    expect(later.run.losses.slice(0, run.step)).to.deep.equal(run.losses);
    // What a page that goes now would leave behind: a run that was interrupted.
    await session.save();
    const left = await store.runs.get(id);
    if (left === undefined) throw new Error('the run is gone');
    expect(restingState(left, new RunProgress(left))).to.include({ status: 'paused', interrupted: true });
  });

  it('training goes on while another run is looked at; starting a new one pauses and saves it', async () => {
    const store = openStore();
    const session = sessionOn(store);
    const first = await startRun(session, small);
    await finished(session, 40);
    const second = await startRun(session, endless);
    await shown(session, isAt(2));
    await session.open(first);
    expect((await shown(session, () => true)).status).to.equal('finished');
    const step = await firstValueFrom(
      session.training$.pipe(
        filter((training) => training !== undefined),
        map((training) => training.step),
      ),
    );
    await firstValueFrom(
      session.training$.pipe(
        filter((training) => (training?.step ?? 0) > step),
        timeout(60_000),
      ),
    );

    await startRun(session, small);
    const parked = await store.runs.get(second);
    expect(parked?.status).to.equal('unfinished');
    expect((await store.checkpoints.latest(second))?.step).to.equal(parked?.step);
    expect(parked?.step).to.be.greaterThan(step);
  });

  it('trainFurther goes on from the end', async () => {
    const store = openStore();
    const session = sessionOn(store);
    const id = await startRun(session, small);
    await finished(session, 40);
    await session.trainFurther(20);
    const done = await finished(session, 60);
    expect(done.run.settings.steps).to.equal(60);
    expect(await store.runs.get(id)).to.include({ step: 60, status: 'finished' });
  });

  it('a hidden page saves at once', async () => {
    const store = openStore();
    const session = sessionOn(store);
    const id = await startRun(session, endless);
    await shown(session, ({ run }) => run.step >= 20 && !run.saving && run.saved !== undefined);
    window.dispatchEvent(new Event('pagehide'));
    await shown(session, ({ run }) => (run.saved?.step ?? 0) >= 20);
    expect((await store.checkpoints.latest(id))?.step).to.be.at.least(20);
  });

  it('remove ends a run that trains and hides it; restore brings it back', async () => {
    const store = openStore();
    const session = sessionOn(store);
    const id = await startRun(session, endless);
    await shown(session, isAt(2));
    await session.remove(id);
    expect(await session.kept()).to.deep.include({ runs: [] });
    expect(await firstValueFrom(session.training$)).to.equal(undefined);
    await session.open(id);
    expect(await firstValueFrom(session.state$)).to.deep.include({ status: 'failed', problem: { kind: 'missing' } });
    await session.restore(id);
    await session.open(id);
    expect((await shown(session, ({ status }) => status === 'paused')).run.step).to.be.at.least(2);
  });

  it('rests when the battery becomes low and tells why; resume goes on', async () => {
    const battery = new Subject<number>();
    const session = sessionOn(openStore(), battery);
    await startRun(session, endless);
    await shown(session, isAt(5));
    battery.next(0.12);
    const paused = await shown(session, ({ status }) => status === 'paused');
    expect(paused.run.news).to.deep.equal({ kind: 'low-battery', level: 0.12 });
    await session.resume();
    const running = await shown(session, ({ status, run }) => status === 'running' && run.step > paused.run.step);
    expect(running.run.news).to.equal(undefined);
  });
});

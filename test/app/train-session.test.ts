import { expect } from 'chai';
import { deleteDB } from 'idb';
import { filter, firstValueFrom, map, Subject, timeout } from 'rxjs';
import { restingState } from '../../src/app/run-phase.ts';
import { RunProgress } from '../../src/app/run-progress.ts';
import { TrainSession, type StartRequest } from '../../src/app/train-session.ts';
import { defaultSetup, type TrainSetup } from '../../src/app/train-setup.ts';
import type { TrainState } from '../../src/app/train-state.ts';
import type { Store } from '../../src/store/store.ts';
import { checksum } from '../../src/store/checksum.ts';
import { databaseName, openStore } from '../support/store.ts';

const text = 'the quick brown fox jumps over the lazy dog. '.repeat(40);
const small: TrainSetup = { ...defaultSetup, cell: 'rnn', units: 8, batch: 4, length: 8, steps: 40 };
/** Longer than any test: of so few units, as many steps took two seconds. */
const endless = { ...small, units: 64, length: 32, steps: 100_000 };

const sessions: TrainSession[] = [];

function sessionOn(store: Store): TrainSession {
  const session = new TrainSession(store);
  sessions.push(session);
  return session;
}

function request(setup: TrainSetup): StartRequest {
  return { setup, name: 'RNN · fox', data: { kind: 'own', text, title: 'fox' } };
}

async function startRun(session: TrainSession, setup: TrainSetup): Promise<string> {
  const answer = await session.start(request(setup));
  if (!('id' in answer)) throw new Error(`expected a run, got ${JSON.stringify(answer)}`);
  return answer.id;
}

type Shown = Extract<TrainState, { run: unknown }>;

/** The first state that shows a run and fits; rejects after ten seconds. */
function shown(session: TrainSession, fits: (state: Shown) => boolean): Promise<Shown> {
  return firstValueFrom(
    session.state$.pipe(
      filter((state): state is Shown => 'run' in state && fits(state)),
      timeout(10_000),
    ),
  );
}

/** The state at the end, when all of it is on the disk: a timed save may have brought the last step there before it. */
async function finished(session: TrainSession, steps: number): Promise<Shown> {
  const isDone = ({ status, run }: Shown) => status === 'finished' && run.samples.at(-1)?.step === steps;
  await shown(session, isDone);
  await session.save();
  return shown(session, isDone);
}

const isAt = (step: number) => (state: Shown) => state.run.step >= step;

describe('TrainSession', () => {
  afterEach(async () => {
    await Promise.all(sessions.splice(0).map((session) => session.end()));
  });

  it('a run that diverges at once goes back to its first state, on a page that is never idle', async () => {
    const { requestIdleCallback } = window;
    window.requestIdleCallback = () => 0;
    try {
      const session = sessionOn(openStore());
      await startRun(session, { ...endless, learningRate: 1e9 });
      const { status, run } = await shown(session, (state) => state.status !== 'running');
      expect({ status, step: run.step }).to.deep.equal({ status: 'diverged', step: 0 });
    } finally {
      window.requestIdleCallback = requestIdleCallback;
    }
  });

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

  it('another page that opens the run goes on to the very bits of a run never stopped', async () => {
    const name = databaseName();
    // A run's last step is measured on held-back text too: 30 is one of the straight run's evaluations.
    const half = { ...small, cell: 'lstm', steps: 30, evaluateEvery: 10 } as const;
    const straightStore = openStore();
    const straight = sessionOn(straightStore);
    const straightId = await startRun(straight, { ...half, steps: 60 });
    await finished(straight, 60);

    const first = sessionOn(openStore({ name }));
    const id = await startRun(first, half);
    const stopped = await finished(first, 30);
    await first.end();
    const store = openStore({ name });
    const second = sessionOn(store);
    await second.open(id);
    const reopened = await shown(second, ({ status }) => status === 'finished');
    expect(reopened.run.losses).to.deep.equal(stopped.run.losses);
    expect(reopened.run.samples).to.deep.equal(stopped.run.samples);
    await second.trainFurther(30);
    await finished(second, 60);

    const wanted = await straightStore.checkpoints.latest(straightId);
    const came = await store.checkpoints.latest(id);
    expect(checksum(came?.state)).to.equal(checksum(wanted?.state));
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

  it('a learning rate of 1e9 stops at a good step, says so, and goes on at a lower rate', async () => {
    const store = openStore();
    const session = sessionOn(store);
    const id = await startRun(session, { ...small, cell: 'lstm', learningRate: 1e9 });
    const diverged = await shown(session, ({ status }) => status === 'diverged');
    if (diverged.status !== 'diverged') throw new Error('unreachable');
    expect(diverged.at).to.be.greaterThan(diverged.run.step);
    expect([...diverged.run.losses].every((loss) => loss < 10)).to.equal(true);
    await session.save();
    expect(await store.runs.get(id)).to.include({ status: 'diverged', divergedAt: diverged.at });

    // The same is shown after a reload.
    const later = sessionOn(store);
    await later.open(id);
    const again = await shown(later, ({ status }) => status === 'diverged');
    expect(again).to.include({ at: diverged.at, lowerRate: defaultSetup.learningRate });

    await session.lowerRate();
    const mended = await finished(session, small.steps);
    expect(mended.run.settings.optimizer.learning_rate).to.equal(defaultSetup.learningRate);
    expect(mended.run.losses[small.steps - 1]).to.be.lessThan(mended.run.losses[0]);
    expect(await store.runs.get(id))
      .to.include({ status: 'finished' })
      .and.not.to.have.property('divergedAt');
  });

  it('a plain gradient step that makes the loss NaN is diverged as well', async () => {
    const store = openStore();
    const session = sessionOn(store);
    const id = await startRun(session, endless);
    await shown(session, isAt(3));
    await session.pause();
    const record = await store.runs.get(id);
    const loaded = await store.checkpoints.latest(id);
    if (record === undefined || loaded === undefined) throw new Error('expected a saved run');
    const optimizer = { type: 'sgd', learning_rate: 1e38 } as const;
    await session.end();
    await store.checkpoints.goBack({
      run: { ...record, settings: { ...record.settings, optimizer } },
      state: { ...loaded.state, slots: [] },
    });
    const second = sessionOn(store);
    await second.open(id);
    await second.resume();
    const diverged = await shown(second, ({ status }) => status === 'diverged');
    expect(diverged.run.step).to.be.within(loaded.step, loaded.step + 1);
    expect(diverged.run.loss).to.be.lessThan(10);
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
        timeout(10_000),
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

  it('a run that another tab has in training is not deleted, and that tab still saves it', async () => {
    const name = databaseName();
    const one = sessionOn(openStore({ name }));
    const id = await startRun(one, endless);
    const { run } = await shown(one, (state) => state.run.saved !== undefined);
    const store = openStore({ name });
    const other = sessionOn(store);
    expect(await other.remove(id)).to.equal(false);
    await shown(one, (state) => state.run.step > run.step);
    await one.pause();
    expect((await shown(one, ({ status }) => status === 'paused')).run.saveProblem).to.equal(undefined);
    await one.end();
    expect(await other.remove(id)).to.equal(true);
    expect((await store.runs.list()).map((each) => each.id)).to.not.include(id);
    await other.restore(id);
    expect((await store.runs.list()).map((each) => each.id)).to.include(id);
  });

  it('a run is trained in one tab only', async () => {
    const name = databaseName();
    const one = sessionOn(openStore({ name }));
    const id = await startRun(one, endless);
    await shown(one, ({ run }) => run.saved !== undefined);
    const other = sessionOn(openStore({ name }));
    await other.open(id);
    const looking = await shown(other, () => true);
    expect(looking.status).to.equal('elsewhere');
    expect(looking.run.saved).not.to.equal(undefined);
    await other.resume();
    expect((await firstValueFrom(other.state$)).status).to.equal('elsewhere');
    await shown(one, ({ run }) => run.step > looking.run.step);
    await one.pause();
    await one.end();
    // by itself, with what the other tab had saved last
    const own = await shown(other, ({ status }) => status === 'paused');
    expect(own.run.step).to.be.greaterThan(looking.run.step);
    await other.resume();
    expect((await shown(other, ({ status }) => status === 'running')).run.id).to.equal(id);
  });

  it('what trains is written anew, its text and what it wrote too, after the database was deleted', async () => {
    const name = databaseName();
    const store = openStore({ name });
    const session = sessionOn(store);
    const id = await startRun(session, endless);
    await shown(session, ({ run }) => run.step >= 5 && run.samples.length > 1);
    await deleteDB(name);
    expect(await session.saveAnew()).to.be.at.least(5);
    const record = await store.runs.get(id);
    if (record?.data.kind !== 'own') throw new Error('expected the run');
    expect((await store.texts.get(record.data.text))?.text).to.equal(text);
    expect((await store.runs.samples(id)).map(({ step }) => step)).to.include(0);
    expect((await firstValueFrom(session.state$)).status).to.equal('running');
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

  it('a dead worker is replaced and goes on from the last checkpoint; a second death without progress is told', async () => {
    const workers: Worker[] = [];
    const original = globalThis.Worker;
    globalThis.Worker = class extends original {
      constructor(...parameters: ConstructorParameters<typeof Worker>) {
        super(...parameters);
        workers.push(this);
      }
    };
    const kill = () => {
      workers.at(-1)?.terminate();
      workers.at(-1)?.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
    };
    try {
      const store = openStore();
      const session = sessionOn(store);
      const id = await startRun(session, endless);
      await shown(session, isAt(50));
      await session.save();
      const saved = (await store.checkpoints.latest(id))?.step ?? NaN;
      kill();
      const restarted = await shown(session, ({ run }) => run.news?.kind === 'restarted' && run.step > saved);
      expect(restarted.run.news).to.deep.equal({ kind: 'restarted', step: saved });
      expect(restarted.status).to.equal('running');
      expect(workers.length).to.equal(2);
      kill();
      const state = await firstValueFrom(
        session.state$.pipe(
          filter(({ status }) => status === 'failed'),
          timeout(10_000),
        ),
      );
      expect(state).to.have.nested.property('problem.message', `the worker died twice after step ${saved}`);
      expect((await store.checkpoints.latest(id))?.step).to.equal(saved);
    } finally {
      globalThis.Worker = original;
    }
  });

  it('remove ends a run that trains and hides it; restore brings it back', async () => {
    const store = openStore();
    const session = sessionOn(store);
    const id = await startRun(session, endless);
    await shown(session, isAt(2));
    await session.remove(id);
    expect(await session.runs()).to.deep.equal([]);
    expect(await firstValueFrom(session.training$)).to.equal(undefined);
    await session.open(id);
    expect(await firstValueFrom(session.state$)).to.deep.include({ status: 'failed', problem: { kind: 'missing' } });
    await session.restore(id);
    await session.open(id);
    expect((await shown(session, ({ status }) => status === 'paused')).run.step).to.be.at.least(2);
  });

  it('a run whose text is gone says so, and one too large for memory as well', async () => {
    const store = openStore();
    const session = sessionOn(store);
    const answer = await session.start({ ...request(small), data: { kind: 'own', text: '', title: 'nothing' } });
    expect(answer).to.have.property('problem');
    const large: TrainSetup = { ...small, cell: 'lstm', units: 256, batch: 128, length: 256 };
    await session.start(request(large));
    const state = await firstValueFrom(
      session.state$.pipe(
        filter(({ status }) => status === 'failed'),
        timeout(10_000),
      ),
    );
    expect(state).to.have.nested.property('problem.reason', 'memory');
  });

  it('rests when the battery becomes low and tells why; resume goes on', async () => {
    const battery = new Subject<number>();
    const session = new TrainSession(openStore(), battery);
    sessions.push(session);
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

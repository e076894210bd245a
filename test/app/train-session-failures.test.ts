import { expect } from 'chai';
import { deleteDB } from 'idb';
import { filter, firstValueFrom, timeout } from 'rxjs';
import { defaultSetup, type TrainSetup } from '../../src/app/train-setup.ts';
import { RecordedWorkers } from '../support/recorded-workers.ts';
import { databaseName, openStore } from '../support/store.ts';
import {
  endless,
  finished,
  isAt,
  request,
  sessionOn,
  shown,
  small,
  startRun,
  text,
} from '../support/train-sessions.ts';

describe('TrainSession, when something fails', () => {
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

  it('a dead worker is replaced and goes on from the last checkpoint; a second death without progress is told', async () => {
    const workers = new RecordedWorkers();
    try {
      const store = openStore();
      const session = sessionOn(store);
      const id = await startRun(session, endless);
      await shown(session, isAt(50));
      await session.save();
      const saved = (await store.checkpoints.latest(id))?.step ?? NaN;
      workers.crash();
      const restarted = await shown(session, ({ run }) => run.news?.kind === 'restarted' && run.step > saved);
      expect(restarted.run.news).to.deep.equal({ kind: 'restarted', step: saved });
      expect(restarted.status).to.equal('running');
      expect(workers.made.length).to.equal(2);
      workers.crash();
      const state = await firstValueFrom(
        session.state$.pipe(
          filter(({ status }) => status === 'failed'),
          timeout(60_000),
        ),
      );
      expect(state).to.have.nested.property('problem.message', `the worker died twice after step ${saved}`);
      expect((await store.checkpoints.latest(id))?.step).to.equal(saved);
    } finally {
      workers.end();
    }
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
        timeout(60_000),
      ),
    );
    expect(state).to.have.nested.property('problem.reason', 'memory');
  });
});

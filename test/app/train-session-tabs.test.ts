import { expect } from 'chai';
import { firstValueFrom } from 'rxjs';
import { checksum } from '../../src/store/checksum.ts';
import { databaseName, openStore } from '../support/store.ts';
import { endless, finished, sessionOn, shown, small, startRun } from '../support/train-sessions.ts';

describe('TrainSession in two tabs', () => {
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
});

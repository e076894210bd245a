import { expect } from 'chai';
import { openDB } from 'idb';
import type { UnrollSchema } from '../../src/store/schema.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { rejection } from '../support/rejection.ts';
import { databaseName, openStore, runRecord, trainingState } from '../support/store.ts';

/** Flips one bit of the newest checkpoint's parameters, as a failing disk would. */
async function damageNewest(name: string): Promise<void> {
  const database = await openDB<UnrollSchema>(name);
  const cursor = await database.transaction('checkpoints', 'readwrite').store.openCursor(null, 'prev');
  if (!cursor) throw new Error('expected a checkpoint to damage');
  const parameters = cursor.value.state.parameters.slice();
  new Uint8Array(parameters.buffer)[3] ^= 1;
  await cursor.update({ ...cursor.value, state: { ...cursor.value.state, parameters } });
  database.close();
}

describe('Checkpoints', () => {
  it('save and latest give back every byte', async () => {
    const store = openStore();
    const state = trainingState(10, 1000);
    await store.checkpoints.save({ run: runRecord(), state });
    const loaded = await store.checkpoints.latest('run-1');
    expect(loaded?.state).to.deep.equal(state);
    expect(loaded).to.include({ step: 10, saved: 2000, damaged: 0 });
    expect(await store.checkpoints.latest('another')).to.equal(undefined);
  });

  it('survive the connection being closed and opened again', async () => {
    const store = openStore();
    await store.checkpoints.save({ run: runRecord(), state: trainingState(10) });
    await store.close();
    expect((await store.checkpoints.latest('run-1'))?.step).to.equal(10);
  });

  it('save keeps the two last of each run', async () => {
    const name = databaseName();
    const store = openStore({ name });
    const other = runRecord({ id: 'run-2' });
    await store.checkpoints.save({ run: other, state: trainingState(1) });
    for (const step of [10, 20, 30, 40]) {
      await store.checkpoints.save({ run: runRecord({ step }), state: trainingState(step) });
    }
    const database = await openDB<UnrollSchema>(name);
    const kept = await database.getAll('checkpoints');
    database.close();
    expect(kept.map(({ run, step }) => `${run} ${step}`)).to.deep.equal(['run-2 1', 'run-1 30', 'run-1 40']);
  });

  it('latest passes over a damaged one, says so, and fails when none is whole', async () => {
    const name = databaseName();
    const store = openStore({ name });
    await store.checkpoints.save({ run: runRecord({ step: 10 }), state: trainingState(10) });
    await store.checkpoints.save({ run: runRecord({ step: 20 }), state: trainingState(20) });
    await damageNewest(name);
    const loaded = await store.checkpoints.latest('run-1');
    expect(loaded).to.include({ step: 10, damaged: 1 });
    expect(loaded?.state).to.deep.equal(trainingState(10));

    await store.checkpoints.goBack({ run: runRecord({ step: 10 }), state: trainingState(10) });
    await damageNewest(name);
    const error = await rejection(store.checkpoints.latest('run-1'));
    expect(error).to.be.instanceOf(StoreError).with.property('kind', 'damaged');
  });

  it('a save that fails in the middle leaves neither record nor state', async () => {
    const store = openStore();
    await store.checkpoints.save({ run: runRecord({ step: 10 }), state: trainingState(10) });
    // Record and state are put first and are fine; the sample cannot be cloned, so the last request fails for real.
    const prompt = (() => 'a') as unknown as string;
    const samples = [{ run: 'run-1', step: 20, prompt, text: 'b', temperature: 0.8 }];
    const saving = { run: runRecord({ step: 20 }), state: trainingState(20), samples };
    const error = await rejection(store.checkpoints.save(saving));
    expect(error).to.be.instanceOf(StoreError);
    expect((await store.runs.get('run-1'))?.step).to.equal(10);
    expect((await store.checkpoints.latest('run-1'))?.step).to.equal(10);
  });

  it('goBack takes later checkpoints and samples away', async () => {
    const store = openStore();
    const sample = (step: number) => ({ run: 'run-1', step, prompt: 'a', text: `at ${step}`, temperature: 0.8 });
    await store.checkpoints.save({
      run: runRecord({ step: 10 }),
      state: trainingState(10),
      samples: [sample(0), sample(10)],
    });
    await store.checkpoints.save({ run: runRecord({ step: 20 }), state: trainingState(20), samples: [sample(20)] });
    await store.checkpoints.goBack({ run: runRecord({ step: 10 }), state: trainingState(10) });
    expect((await store.checkpoints.latest('run-1'))?.step).to.equal(10);
    expect((await store.runs.samples('run-1')).map(({ step }) => step)).to.deep.equal([0, 10]);
    expect((await store.runs.get('run-1'))?.step).to.equal(10);
  });

  it('save keeps the name given elsewhere, and does not bring a deleted run back', async () => {
    const store = openStore();
    await store.checkpoints.save({ run: runRecord(), state: trainingState(10) });
    await store.runs.rename('run-1', 'My first');
    await store.checkpoints.save({ run: runRecord({ step: 20 }), state: trainingState(20) });
    expect(await store.runs.get('run-1')).to.include({ name: 'My first', step: 20 });
    await store.runs.remove('run-1');
    const error = await rejection(store.checkpoints.save({ run: runRecord(), state: trainingState(30) }));
    expect(error).to.be.instanceOf(StoreError).with.property('kind', 'missing');
    expect(await store.runs.get('run-1')).to.equal(undefined);
  });
});

import { expect } from 'chai';
import { deleteDB, openDB } from 'idb';
import type { StoreEvent } from '../../src/store/connection.ts';
import { schemaVersion } from '../../src/store/schema.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { rejection } from '../support/rejection.ts';
import { databaseName, openStore, runRecord, trainingState } from '../support/store.ts';

describe('Connection', () => {
  it('makes way for a newer version in another tab, says so, and then refuses to write', async () => {
    const name = databaseName();
    const told: StoreEvent[] = [];
    const store = openStore({ name, tell: (event) => told.push(event) });
    await store.checkpoints.save({ run: runRecord(), state: trainingState(1) });
    const newer = await openDB(name, schemaVersion + 1);
    expect(told).to.deep.equal(['outdated']);
    const error = await rejection(store.checkpoints.save({ run: runRecord(), state: trainingState(2) }));
    expect(error).to.be.instanceOf(StoreError).with.property('kind', 'outdated');
    expect(await newer.count('checkpoints')).to.equal(1);
    newer.close();
  });

  it('makes way for its deletion, says that and not that it is outdated, and then writes into a new one', async () => {
    const name = databaseName();
    const told: StoreEvent[] = [];
    const store = openStore({ name, tell: (event) => told.push(event) });
    await store.checkpoints.save({ run: runRecord(), state: trainingState(1) });
    await deleteDB(name);
    expect(told).to.deep.equal(['deleted']);
    expect(await store.runs.list()).to.deep.equal([]);
    await store.checkpoints.save({ run: runRecord(), state: trainingState(2) });
    expect((await store.checkpoints.latest('run-1'))?.step).to.equal(2);
  });

  it('refuses a database of a newer version', async () => {
    const name = databaseName();
    (await openDB(name, schemaVersion + 1)).close();
    const error = await rejection(openStore({ name }).runs.list());
    expect(error).to.be.instanceOf(StoreError).with.property('kind', 'outdated');
  });

  it('opens again after its database was closed under it', async () => {
    const name = databaseName();
    const store = openStore({ name });
    await store.checkpoints.save({ run: runRecord(), state: trainingState(1) });
    await store.close();
    expect((await store.runs.list()).length).to.equal(1);
  });

  it('two tabs see what the other wrote', async () => {
    const name = databaseName();
    const [one, two] = [openStore({ name }), openStore({ name })];
    await one.checkpoints.save({ run: runRecord(), state: trainingState(1) });
    expect((await two.checkpoints.latest('run-1'))?.step).to.equal(1);
    await two.checkpoints.save({ run: runRecord({ step: 2 }), state: trainingState(2) });
    expect((await one.runs.get('run-1'))?.step).to.equal(2);
  });
});

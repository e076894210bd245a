import { expect } from 'chai';
import { openDB } from 'idb';
import { schemaVersion, upgrade, type UnrollSchema } from '../../src/store/schema.ts';
import { checksum } from '../../src/store/checksum.ts';
import type { StoredState } from '../../src/store/upgrade-state.ts';
import { databaseName, openStore, runRecord, trainingState } from '../support/store.ts';

/** A state as the app of that version wrote it: before version 2 nothing was held back. */
function stateOf(version: number): StoredState {
  const state = trainingState(10);
  if (version >= 2) return state;
  const { evaluations: _, ...first } = state;
  return { ...first, version: 1 };
}

/** Opens a database as the app of that version did. */
function openAt(name: string, version: number) {
  return openDB<UnrollSchema>(name, version, {
    upgrade: (database, from, _to, transaction) => upgrade({ database, transaction }, { from, to: version }),
  });
}

/** Stores, keys and indexes, to compare two databases. */
async function structureOf(name: string) {
  const database = await openDB<UnrollSchema>(name);
  const transaction = database.transaction([...database.objectStoreNames]);
  const stores = [...transaction.objectStoreNames].map((store) => {
    const { keyPath, autoIncrement, indexNames } = transaction.objectStore(store);
    return { store, keyPath, autoIncrement, indexes: [...indexNames] };
  });
  await transaction.done;
  database.close();
  return stores;
}

describe('schema', () => {
  it('a new database has every store', async () => {
    const name = databaseName();
    (await openAt(name, schemaVersion)).close();
    expect(await structureOf(name)).to.deep.equal([
      { store: 'checkpoints', keyPath: 'serial', autoIncrement: true, indexes: ['run'] },
      { store: 'moments', keyPath: ['run', 'step'], autoIncrement: false, indexes: [] },
      { store: 'runs', keyPath: 'id', autoIncrement: false, indexes: ['updated'] },
      { store: 'samples', keyPath: ['run', 'step'], autoIncrement: false, indexes: [] },
      { store: 'texts', keyPath: 'key', autoIncrement: false, indexes: [] },
    ]);
  });

  for (let version = 1; version <= schemaVersion; version++) {
    it(`a database of version ${version} opens with all its runs, and has the stores of a new one`, async () => {
      const name = databaseName();
      const run = runRecord();
      const content = { run: run.id, step: 10, state: stateOf(version) };
      const old = await openAt(name, version);
      await old.put('runs', run);
      await old.add('checkpoints', { ...content, saved: 2000, checksum: checksum(content) });
      await old.put('samples', { run: run.id, step: 10, prompt: 'a', text: 'bc', temperature: 0.8 });
      await old.put('texts', { key: 'k', title: 'mine', text: 'abc', created: 1 });
      old.close();

      const store = openStore({ name });
      expect(await store.runs.list()).to.deep.equal([run]);
      expect((await store.checkpoints.latest(run.id))?.state).to.deep.equal(trainingState(10));
      expect((await store.runs.samples(run.id)).map(({ text }) => text)).to.deep.equal(['bc']);
      expect((await store.texts.get('k'))?.text).to.equal('abc');
      await store.close();

      const fresh = databaseName();
      (await openAt(fresh, schemaVersion)).close();
      expect(await structureOf(name)).to.deep.equal(await structureOf(fresh));
    });
  }
});

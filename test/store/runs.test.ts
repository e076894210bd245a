import { expect } from 'chai';
import { StoreError } from '../../src/store/store-error.ts';
import { rejection } from '../support/rejection.ts';
import { openStore, runRecord, trainingState } from '../support/store.ts';

describe('Runs', () => {
  it('list gives the last touched first, without deleted ones', async () => {
    const store = openStore();
    for (const [id, updated] of [
      ['a', 1],
      ['b', 3],
      ['c', 2],
    ] as const) {
      await store.checkpoints.save({ run: runRecord({ id, updated }), state: trainingState(1) });
    }
    expect((await store.runs.list()).map(({ id }) => id)).to.deep.equal(['b', 'c', 'a']);
    await store.runs.remove('c');
    expect((await store.runs.list()).map(({ id }) => id)).to.deep.equal(['b', 'a']);
    expect(await store.runs.get('c')).to.equal(undefined);
  });

  it('restore undoes remove, with the same record and state', async () => {
    const store = openStore();
    await store.checkpoints.save({ run: runRecord(), state: trainingState(10) });
    await store.runs.remove('run-1');
    await store.runs.restore('run-1');
    expect(await store.runs.get('run-1')).to.deep.equal(runRecord());
    expect((await store.checkpoints.latest('run-1'))?.step).to.equal(10);
  });

  it('purge takes deleted runs away for good, and own texts that only they learned', async () => {
    const store = openStore();
    const mine = await store.texts.put('abc', 'mine');
    const shared = await store.texts.put('abcabc', 'shared');
    const pending = await store.texts.put('not yet learned by a saved run', 'pending');
    const own = (id: string, text: string) => runRecord({ id, data: { kind: 'own', text } });
    const sample = { run: 'x', step: 1, prompt: 'a', text: 'b', temperature: 0.8 };
    await store.checkpoints.save({ run: own('x', mine), state: trainingState(1), samples: [sample] });
    await store.checkpoints.save({ run: own('y', shared), state: trainingState(1) });
    await store.checkpoints.save({ run: own('z', shared), state: trainingState(1) });
    await store.runs.remove('x');
    await store.runs.remove('y');

    expect(await store.runs.purge()).to.equal(2);
    expect(await store.texts.get(mine)).to.equal(undefined);
    expect((await store.texts.get(shared))?.text).to.equal('abcabc');
    expect((await store.texts.get(pending))?.title).to.equal('pending');
    expect(await store.checkpoints.latest('x')).to.equal(undefined);
    expect(await store.runs.samples('x')).to.deep.equal([]);
    expect((await store.checkpoints.latest('z'))?.step).to.equal(1);
    expect(await rejection(store.runs.restore('x'))).to.include({ kind: 'missing' });
    expect(await store.runs.purge()).to.equal(0);
  });

  it('rename rejects where there is no such run', async () => {
    const error = await rejection(openStore().runs.rename('nobody', 'x'));
    expect(error).to.be.instanceOf(StoreError).with.property('kind', 'missing');
  });
});

describe('Texts', () => {
  it('put keeps a text once, and tells texts of one length apart', async () => {
    const store = openStore();
    const first = await store.texts.put('hello', 'one');
    expect(await store.texts.put('hello', 'again')).to.equal(first);
    expect((await store.texts.get(first))?.title).to.equal('one');
    expect(await store.texts.put('world', 'two')).not.to.equal(first);
  });

  it('names the runs that learn a text in the order in which they were begun, whatever their ids', async () => {
    const store = openStore();
    const key = await store.texts.put('hello', 'mine');
    const data = { kind: 'own', text: key } as const;
    for (const [created, id] of ['c', 'a', 'd', 'b'].entries()) {
      const run = runRecord({ id, name: `run ${created}`, created, data });
      await store.checkpoints.save({ run, state: trainingState(10) });
    }
    const [{ runs }] = await store.texts.list();
    expect(runs).to.deep.equal(['run 0', 'run 1', 'run 2', 'run 3']);
  });

  it('put gives two texts of one checksum a key each', async () => {
    const store = openStore();
    // A known pair of colliding words under CRC-32.
    const pair = ['plumless', 'buckeroo'];
    const keys = [await store.texts.put(pair[0], 'a'), await store.texts.put(pair[1], 'b')];
    expect(keys[1]).to.equal(`${keys[0]}-1`);
    expect((await store.texts.get(keys[0]))?.text).to.equal(pair[0]);
    expect((await store.texts.get(keys[1]))?.text).to.equal(pair[1]);
  });
});

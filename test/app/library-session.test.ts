import { expect } from 'chai';
import { filter, firstValueFrom } from 'rxjs';
import { LibrarySession, type LibraryState } from '../../src/app/library-session.ts';
import { freeName } from '../../src/app/run-names.ts';
import { TrainSession } from '../../src/app/train-session.ts';
import { defaultSetup } from '../../src/app/train-setup.ts';
import type { Store } from '../../src/store/store.ts';
import { hashOf } from '../support/training.ts';
import { openStore, runRecord, trainingState } from '../support/store.ts';
import { rejection } from '../support/rejection.ts';

const sessions: TrainSession[] = [];

interface Answers {
  readonly isPersistent?: boolean;
}

function libraryOn(store: Store, { isPersistent = false }: Answers = {}) {
  const training = new TrainSession(store);
  sessions.push(training);
  let persistent = false;
  const library = new LibrarySession({
    store,
    training,
    storageUse: () => Promise.resolve({ used: 1000, left: 9000, persistent }),
    askToPersist: () => Promise.resolve((persistent = isPersistent)),
  });
  return { library, training };
}

async function read(library: LibrarySession): Promise<Extract<LibraryState, { status: 'read' }>> {
  await library.refresh();
  const state = await firstValueFrom(library.state$);
  if (state.status !== 'read') throw new Error(`expected what is kept, got ${state.status}`);
  return state;
}

const names = async (library: LibrarySession) => (await read(library)).runs.map(({ name }) => name);

describe('LibrarySession', () => {
  afterEach(async () => {
    await Promise.all(sessions.splice(0).map((session) => session.end()));
  });

  it('lists runs, texts with the runs that learn them, and the storage', async () => {
    const store = openStore();
    const key = await store.texts.put('你好 hello', 'mine');
    await store.checkpoints.save({ run: runRecord({ data: { kind: 'own', text: key } }), state: trainingState(10) });
    await store.texts.put('unused', 'old');
    const { library } = libraryOn(store);
    const { runs, texts, storage } = await read(library);
    expect(runs.map(({ id }) => id)).to.deep.equal(['run-1']);
    expect(texts.find((text) => text.key === key)).to.include({ title: 'mine', bytes: 12, characters: 8 });
    expect(texts.map((text) => text.runs)).to.have.deep.members([['LSTM · hello'], []]);
    expect(storage).to.include({ used: 1000, persistent: false });
  });

  it('renames, deletes and restores', async () => {
    const store = openStore();
    await store.checkpoints.save({ run: runRecord(), state: trainingState(10) });
    const { library } = libraryOn(store);
    await library.rename('run-1', 'Mine');
    expect(await names(library)).to.deep.equal(['Mine']);
    await library.remove('run-1');
    expect(await names(library)).to.deep.equal([]);
    await library.restore('run-1');
    expect(await names(library)).to.deep.equal(['Mine']);
    expect(await rejection(library.rename('nobody', 'x'))).to.include({ kind: 'missing' });
  });

  it('a new run of the same settings begins at step 0 under a name of its own', async () => {
    const store = openStore();
    await store.checkpoints.save({ run: runRecord({ loss: 1.5 }), state: trainingState(10) });
    const { library, training } = libraryOn(store);
    const id = await library.duplicate('run-1', 'start');
    const copy = await store.runs.get(id);
    expect(copy).to.include({ name: 'LSTM · hello 2', step: 0, status: 'unfinished', trained: 0 });
    expect(copy).not.to.have.property('loss');
    expect(copy?.settings).to.deep.equal(runRecord().settings);
    await training.open(id);
    const shown = await firstValueFrom(training.state$);
    expect(shown).to.include({ status: 'paused' });
  });

  it('a copy goes on from the same state, bit for bit, and outlives its original', async () => {
    const store = openStore();
    const sample = { run: 'run-1', step: 10, prompt: 'a', text: 'bc', temperature: 0.8 };
    const moment = (step: number) => ({ run: 'run-1', step, parameters: trainingState(step).parameters });
    const moments = [moment(5), moment(10)];
    await store.checkpoints.save({ run: runRecord(), state: trainingState(10), samples: [sample], moments });
    const { library } = libraryOn(store);
    const id = await library.duplicate('run-1', 'state');
    await library.remove('run-1');
    await store.runs.purge();
    const loaded = await store.checkpoints.latest(id);
    if (loaded === undefined) throw new Error('expected a checkpoint of the copy, got none');
    expect(await hashOf(loaded.state)).to.equal(await hashOf(trainingState(10)));
    expect(await store.runs.samples(id)).to.deep.equal([{ ...sample, run: id }]);
    expect(await store.moments.list(id)).to.deep.equal(moments.map((each) => ({ ...each, run: id })));
    expect(await store.moments.steps('run-1')).to.deep.equal([]);
    expect((await store.runs.get(id))?.step).to.equal(10);
  });

  it('a text that no run learns can be deleted and put back; one that is learned cannot', async () => {
    const store = openStore();
    const used = await store.texts.put('used', 'used');
    const unused = await store.texts.put('unused', 'unused');
    await store.checkpoints.save({ run: runRecord({ data: { kind: 'own', text: used } }), state: trainingState(1) });
    const { library } = libraryOn(store);
    expect(await rejection(library.removeText(used))).to.include({ kind: 'in-use' });
    const text = await library.removeText(unused);
    expect((await read(library)).texts.length).to.equal(1);
    await library.restoreText(text);
    expect(await store.texts.get(unused)).to.include({ text: 'unused', title: 'unused' });
    // A deleted run can still be brought back, and needs its text then.
    await library.remove('run-1');
    expect(await rejection(library.removeText(used))).to.include({ kind: 'in-use' });
    expect((await read(library)).texts.find(({ key }) => key === used)).to.include({ isAwaited: true });
  });

  it('compare gives every loss of the runs that are there, in the order asked for', async () => {
    const store = openStore();
    await store.checkpoints.save({ run: runRecord({ id: 'a' }), state: trainingState(5) });
    await store.checkpoints.save({ run: runRecord({ id: 'b' }), state: trainingState(9) });
    const { library } = libraryOn(store);
    const compared = await library.compare(['b', 'gone', 'a']);
    expect(compared.map(({ record, losses }) => [record.id, losses.length])).to.deep.equal([
      ['b', 9],
      ['a', 5],
    ]);
  });

  it('shows what the browser answers when it is asked to keep everything', async () => {
    const { library } = libraryOn(openStore(), { isPersistent: true });
    expect((await read(library)).storage).to.include({ persistent: false });
    await library.askToPersist();
    const state = await firstValueFrom(library.state$);
    expect(state.status === 'read' && state.storage?.persistent).to.equal(true);
  });

  it('deleting or renaming the run that trains reaches its session', async () => {
    const store = openStore();
    const { library, training } = libraryOn(store);
    const setup = { ...defaultSetup, cell: 'rnn', units: 8, batch: 4, length: 8, steps: 100_000 } as const;
    const text = 'the quick brown fox jumps over the lazy dog. '.repeat(40);
    const answer = await training.start({ setup, name: 'RNN · fox', data: { kind: 'own', text, title: 'fox' } });
    if (!('id' in answer)) throw new Error('expected a run');
    await firstValueFrom(training.state$.pipe(filter((state) => 'run' in state && state.run.saved !== undefined)));
    await library.rename(answer.id, 'Fox');
    const shown = await firstValueFrom(training.state$);
    expect('run' in shown && shown.run.name).to.equal('Fox');
    await library.remove(answer.id);
    expect(await firstValueFrom(training.training$)).to.equal(undefined);
    expect(await names(library)).to.deep.equal([]);
  });
});

describe('freeName', () => {
  it('counts on from the names there are', () => {
    expect(freeName('LSTM', [])).to.equal('LSTM');
    expect(freeName('LSTM', ['LSTM'])).to.equal('LSTM 2');
    expect(freeName('LSTM 2', ['LSTM', 'LSTM 2', 'LSTM 3'])).to.equal('LSTM 4');
  });
});

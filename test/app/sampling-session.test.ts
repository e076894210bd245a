import { expect } from 'chai';
import { filter, firstValueFrom, timeout } from 'rxjs';
import { SamplingSession, type SamplingState, type WriteWish } from '../../src/app/sampling-session.ts';
import { characterModel } from '../../src/app/character-model.ts';
import { initialize } from '../../src/nn/initializers.ts';
import { traceModel } from '../../src/nn/trace-model.ts';
import { openStore, runRecord, trainingState } from '../support/store.ts';

const vocabulary = [...'\n abcde'];
const model = characterModel({ cell: 'gru', units: 6, vocabulary: vocabulary.length });
const wish: WriteWish = { prompt: 'ab', temperature: 1, topK: 0, seed: 7 };
const opened: SamplingSession[] = [];

function parameters(seed: number): Float32Array {
  return Float32Array.from(traceModel(model).parameters.flatMap((spec) => [...initialize(spec, seed)]));
}

async function session(): Promise<SamplingSession> {
  const store = openStore();
  const run = runRecord({ vocabulary, settings: { ...runRecord().settings, model } });
  const moments = [{ run: run.id, step: 4, parameters: parameters(4) }];
  await store.checkpoints.save({ run, state: { ...trainingState(10), parameters: parameters(10) }, moments });
  const made = new SamplingSession(store);
  opened.push(made);
  return made;
}

function seen(made: SamplingSession, fits: (state: SamplingState) => boolean): Promise<SamplingState> {
  return firstValueFrom(made.state$.pipe(filter(fits), timeout(60_000)));
}

/** The first characters written for a wish. */
async function written(made: SamplingSession, asked: WriteWish, count = 12): Promise<SamplingState> {
  const ended = made.write(asked);
  const state = await seen(made, (each) => each.status === 'writing' && each.written.length >= count);
  made.stop();
  await ended;
  return { ...state, written: state.written.slice(0, count) };
}

const text = ({ written: characters }: SamplingState) => characters.map(({ character }) => character).join('');

describe('SamplingSession', () => {
  afterEach(() => opened.splice(0).forEach((each) => each.close()));

  it('writes the same from the same seed, one character at a time, with the likeliest at each place', async () => {
    const made = await session();
    await made.open('run-1');
    const first = await written(made, wish);
    expect(first).to.include({ step: 10, prompt: 'ab' });
    for (const { candidates } of first.written) {
      expect(candidates.length).to.equal(5);
      const shares = candidates.map(({ probability }) => probability);
      expect(shares).to.deep.equal(shares.toSorted((a, b) => b - a));
      expect(shares.reduce((sum, share) => sum + share, 0)).to.be.within(5 / 7, 1 + 1e-9);
    }
    expect(text(await written(made, wish))).to.equal(text(first));
    expect(text(await written(made, { ...wish, seed: 8 }))).not.to.equal(text(first));
  });

  it('draws from the likeliest alone where top-k says so, and takes the likeliest at temperature 0', async () => {
    const made = await session();
    await made.open('run-1');
    const two = await written(made, { ...wish, topK: 2 });
    for (const { character, candidates } of two.written) {
      expect(candidates.length).to.equal(2);
      expect(candidates.map((each) => each.character)).to.include(character);
      expect(candidates[0].probability + candidates[1].probability).to.be.closeTo(1, 1e-9);
    }
    const one = await written(made, { ...wish, topK: 1 });
    expect(text(await written(made, { ...wish, temperature: 0 }))).to.equal(text(one));
  });

  it('writes with the weights of a kept step', async () => {
    const made = await session();
    await made.open('run-1', 4);
    const early = await written(made, wish);
    expect(early.step).to.equal(4);
    await made.open('run-1', 5);
    expect((await written(made, wish)).step).to.equal(4);
    await made.open('run-1', 8);
    expect((await written(made, wish)).step).to.equal(10);
  });

  it('names the characters of a prompt that it has never read, and writes nothing', async () => {
    const made = await session();
    await made.open('run-1');
    await made.write({ ...wish, prompt: 'aZ你Z' });
    const state = await seen(made, ({ problem }) => problem !== undefined);
    expect(state.problem).to.deep.equal({ kind: 'unknown-characters', characters: ['Z', '你'] });
    expect(state.written).to.deep.equal([]);
    expect(text(await written(made, wish)).length).to.equal(12);
  });

  it('tells that a run is not there', async () => {
    const made = await session();
    await made.open('nobody');
    expect(await seen(made, ({ status }) => status === 'ready')).to.deep.include({ problem: { kind: 'no-weights' } });
  });

  it('stops when asked, and an empty prompt begins at random', async () => {
    const made = await session();
    await made.open('run-1');
    const state = await written(made, { ...wish, prompt: '' }, 3);
    expect(state.written[0].candidates).to.deep.equal([]);
    expect(state.written[1].candidates.length).to.equal(5);
    const now = await seen(made, ({ status }) => status === 'ready');
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect((await seen(made, () => true)).written.length).to.equal(now.written.length);
  });
});

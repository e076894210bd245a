import { expect } from 'chai';
import { BpttRoom } from '../../src/app/bptt-room.ts';
import { bpttRunLink } from '../../src/app/bptt-run-document.ts';
import { BpttRunSession, type BpttRunState } from '../../src/app/bptt-run-session.ts';
import { characterModel } from '../../src/app/character-model.ts';
import { decodeState, encodeState } from '../../src/app/link.ts';
import { OpenRunError, type RunAt } from '../../src/app/open-run.ts';
import { formatRoute, labCells, parentRoute, parseRoute } from '../../src/app/router.ts';
import { encode } from '../../src/datasets/text.ts';
import { valueName } from '../../src/formula/names.ts';
import { jacobianReach } from '../../src/nn/jacobian-norms.ts';
import { initialParameters, parameterLayout } from '../../src/nn/layout.ts';
import { globalNorm } from '../../src/nn/optimizers.ts';
import { traceModel } from '../../src/nn/trace-model.ts';
import { network } from '../../src/streams/network.ts';
import { bpttTerms, recordedFrames } from '../../src/streams/terms.ts';
import { RecordedWorkers } from '../support/recorded-workers.ts';
import { rejection } from '../support/rejection.ts';
import { openStore, runRecord, trainingState } from '../support/store.ts';
import { waitUntil } from '../support/wait-until.ts';

const corpus = 'a bad cab. a dab, a bead; abe added. beef fed a decade. a facade faced a cafe.';
const vocabulary = [...new Set(corpus)].toSorted();
const sessions: { dispose(): void }[] = [];

function runOf(cell: (typeof labCells)[number]): RunAt {
  const model = characterModel({ cell, units: 7, vocabulary: vocabulary.length });
  if (model.shape !== 'stack') throw new Error(model.shape);
  const run = runRecord({ vocabulary, settings: { ...runRecord().settings, model } });
  const parameters = initialParameters(traceModel(model), 3).map((value) => 2 * value);
  return { run, model, cell, step: 10, parameters };
}

function open(opened: RunAt, more: { document?: BpttRunState['document']; corpus?: string } = { corpus }) {
  const session = new BpttRunSession({ opened, ...more });
  sessions.push(session);
  return session;
}

async function measured(session: BpttRunSession): Promise<NonNullable<BpttRunState['measures']>> {
  await waitUntil(() => session.current.measures?.reach !== undefined, 'the measures', 60_000);
  const { measures } = session.current;
  if (measures === undefined) throw new Error('no measures');
  return measures;
}

function expectAlike(got: number, wanted: number, place: string): void {
  expect(Math.abs(got - wanted), `${place}: ${got} for ${wanted}`).to.be.at.most(1e-5 * Math.max(1e-6, wanted));
}

describe('BpttRunSession', () => {
  afterEach(() => sessions.splice(0).forEach((each) => each.dispose()));

  for (const cell of labCells) {
    it(`measures a sentence of the run's own text in the worker as the streams do, to 1e-5, ${cell}`, async () => {
      const opened = runOf(cell);
      const session = open(opened);
      const { norms, arriving, steps, reach, words } = await measured(session);
      const { text } = session.current.document;
      expect(text).to.equal(corpus.slice(0, 21));
      expect(steps).to.equal(20);
      expect(words.map(({ word }) => word).join('')).to.equal(text.slice(0, -1));

      const { places } = parameterLayout(traceModel(opened.model));
      const named = [...places].map(
        ([name, { offset, size }]) => [name, opened.parameters.subarray(offset, offset + size)] as const,
      );
      const streams = network(opened.model, Object.fromEntries(named));
      const ids = [...encode(text, vocabulary)];
      streams.feed({ input: ids.slice(0, -1), target: ids.slice(1) });
      streams.scheduler.drain();
      const names = { x: 'cell.weight_x', h: 'cell.weight_h', o: 'logits.weight', b: 'cell.bias' } as const;
      for (const { t, i, arriving: state, parts } of bpttTerms(streams)) {
        expectAlike(arriving[t * steps + i], globalNorm([state]), `arriving ${t}, ${i}`);
        for (const weight of ['x', 'h', 'o', 'b'] as const) {
          const part = parts.get(names[weight]);
          const wanted = part === undefined ? 0 : globalNorm([part]);
          expectAlike(norms[weight][t * steps + i], wanted, `${weight} ${t}, ${i}`);
        }
      }
      for (let t = 0; t < steps; t++) {
        expect(norms.h[t * steps], 'W_h meets the empty state').to.equal(0);
        expectAlike(words[t].probability, Math.exp(-(streams.recorder.loss(t)?.value ?? NaN)), `p ${t}`);
      }
      const wanted = jacobianReach(streams.trace, { scan: 0, steps, frames: recordedFrames(streams) });
      wanted.paths.forEach((value, n) => expectAlike(reach?.paths[n] ?? NaN, value, `path ${n}`));
      streams.dispose();
    });
  }

  it('goes to the next sentence, and drops what was still being measured', async () => {
    const session = open(runOf('gru'));
    session.nextPassage();
    const second = session.current.document.text;
    expect(second).to.equal(corpus.slice(11, 32));
    expect(session.current.measures).to.equal(undefined);
    const { words } = await measured(session);
    expect(words.map(({ word }) => word).join('')).to.equal(second.slice(0, -1));
  });

  it('takes a text of one’s own, its first 25 characters, and lets go of what was looked at', async () => {
    const session = open(runOf('rnn'));
    await measured(session);
    session.edit({ open: { t: 19, i: 0 }, looked: { t: 19, i: 0 }, jacobian: 4 });
    session.setText('a cab'.repeat(8));
    expect([...session.current.document.text]).to.have.length(25);
    expect(session.current.document).to.not.have.any.keys('open', 'looked', 'jacobian');
    expect((await measured(session)).steps).to.equal(24);
  });

  it('keeps the letters in which it is read when it reads another text', () => {
    const session = open(runOf('gru'));
    const { output } = session.current.written;
    expect(valueName(session.current.written, output).base).to.equal('O');
    session.edit({ letters: 'app', update: 'kept', open: { t: 1, i: 0 } });
    session.setText('abe');
    expect(session.current.document).to.include({ letters: 'app', update: 'kept' }).and.not.have.property('open');
    expect(valueName(session.current.written, output)).to.include({ base: 'a', sub: 'logits' });
    session.nextPassage();
    expect(session.current.document.letters).to.equal('app');
  });

  it('says which characters the run has never seen, and keeps what it measured', async () => {
    const session = open(runOf('rnn'));
    const before = await measured(session);
    session.setText('a Zebra!');
    expect(session.current.problem).to.deep.equal({ kind: 'unknown-characters', characters: ['Z', 'r', '!'] });
    session.setText('a');
    expect(session.current.problem).to.deep.equal({ kind: 'too-short' });
    expect(session.current.measures).to.equal(before);
    session.setText('abe');
    expect(session.current.problem).to.equal(undefined);
    expect((await measured(session)).steps).to.equal(2);
  });

  it('keeps what is wrong with a text as long as that stands in its field, whatever letters are chosen beside it', () => {
    const session = open(runOf('rnn'));
    session.setText('a Zebra!');
    expect(session.current.problem?.kind).to.equal('unknown-characters');
    session.edit({ letters: 'app' });
    expect(session.current.problem?.kind).to.equal('unknown-characters');
    expect(session.current.document.letters).to.equal('app');
    session.letGo();
    expect(session.current.problem).to.equal(undefined);
  });

  describe('and its worker', () => {
    let workers: RecordedWorkers;
    beforeEach(() => (workers = new RecordedWorkers()));
    afterEach(() => workers.end());

    it('is one for all its texts, and another once that has crashed, of which nobody hears who waits for nothing', async () => {
      const session = open(runOf('rnn'));
      await measured(session);
      session.setText('abe');
      const before = await measured(session);
      expect(workers.made.length).to.equal(1);
      workers.crash();
      expect(session.current).to.include({ measures: before }).and.not.have.property('failure');
      session.setText('abe added');
      expect((await measured(session)).steps).to.equal(8);
      expect(session.current.failure).to.equal(undefined);
      expect(workers.made.length).to.equal(2);
    });

    it('says that it crashed while it measured, and reads the next text all the same', async () => {
      const session = open(runOf('gru'));
      workers.crash();
      await waitUntil(() => session.current.failure !== undefined, 'the failure');
      expect(session.current.failure).to.equal('out of memory');
      session.setText('abe added');
      expect(session.current.failure).to.equal(undefined);
      expect((await measured(session)).steps).to.equal(8);
    });

    it('ends when the screen is left, also before all is measured', async () => {
      const sessions = [open(runOf('rnn')), open(runOf('rnn'))];
      await measured(sessions[0]);
      const ended: Worker[] = [];
      for (const worker of workers.made) {
        const end = worker.terminate.bind(worker);
        worker.terminate = () => {
          ended.push(worker);
          end();
        };
      }
      for (const each of sessions) each.dispose();
      expect(ended).to.have.members(workers.made).and.have.length(2);
    });
  });

  it('reads its vocabulary where its text is gone', async () => {
    const session = open(runOf('rnn'), {});
    expect(session.hasPassages).to.equal(false);
    const { text } = session.current.document;
    expect([...text].every((each) => vocabulary.includes(each))).to.equal(true);
    expect((await measured(session)).steps).to.equal([...text].length - 1);
  });
});

describe('BpttRoom with a run', () => {
  afterEach(() => sessions.splice(0).forEach((each) => each.dispose()));

  async function kept() {
    const store = openStore();
    const key = await store.texts.put(corpus, 'bead');
    const { run, parameters } = runOf('lstm');
    const record = { ...run, data: { kind: 'own', text: key } as const };
    const moments = [{ run: run.id, step: 4, parameters: parameters.map((value) => value / 2) }];
    await store.checkpoints.save({ run: record, state: { ...trainingState(10), parameters }, moments });
    return { store, id: run.id };
  }

  it('opens the weights of a kept step, and notes an address that opens the same', async () => {
    const { store, id } = await kept();
    const addresses: string[] = [];
    const room = new BpttRoom((route) => addresses.push(formatRoute(route)));
    const { session } = await room.enterRun(store, { run: id, step: 4 });
    sessions.push(session);
    expect(session.current.run).to.include({ id, step: 4 });
    session.setText('a facade');
    session.edit({ weight: 'h', open: { t: 5, i: 2 }, looked: { t: 5, i: 2 }, letters: 'app' });
    const { norms } = await measured(session);
    await waitUntil(() => addresses.length > 0, 'the address', 10_000);
    const route = parseRoute(addresses[addresses.length - 1]);
    if (route.screen !== 'lesson' || route.run === undefined) throw new Error(addresses.join(' '));
    expect(route).to.include({ run: id, step: 4 });
    expect(parentRoute(route)).to.deep.equal({ screen: 'train', run: id, step: 4 });
    const again = await room.enterRun(store, { ...route, run: route.run });
    sessions.push(again.session);
    expect(again.session.current.document).to.deep.equal(session.current.document);
    expect((await measured(again.session)).norms).to.deep.equal(norms);
  });

  it('opens a bad link with the run’s own sentence, and says why', async () => {
    const { store, id } = await kept();
    const room = new BpttRoom(() => {});
    const { session, problem } = await room.enterRun(store, { run: id, state: 'nonsense' });
    sessions.push(session);
    expect(problem).to.equal('broken');
    expect(session.current.document.text).to.equal(corpus.slice(0, 21));
  });

  it('opens a link whose text the run cannot read with the run’s own sentence, the rest as it says, and says so', async () => {
    const { store, id } = await kept();
    const room = new BpttRoom(() => {});
    const link = {
      text: 'Zürich',
      weight: 'h',
      view: 'norms',
      open: { t: 1, i: 0 },
      letters: 'app',
      update: 'kept',
    } as const;
    const { session, problem } = await room.enterRun(store, { run: id, state: encodeState(bpttRunLink, link) });
    sessions.push(session);
    expect(problem).to.equal('broken');
    const { open: _open, ...rest } = link;
    expect(session.current.document)
      .to.include({ ...rest, text: corpus.slice(0, 21) })
      .and.not.have.property('open');
  });

  it('says that an empty state is a broken one', async () => {
    const { store, id } = await kept();
    const room = new BpttRoom(() => {});
    for (const opened of [await room.enterRun(store, { run: id, state: '' }), room.enter('', 'en')]) {
      sessions.push(opened.session);
      expect(opened.problem).to.equal('broken');
    }
  });

  it('rejects where the run is not on this device', async () => {
    const error = await rejection(new BpttRoom(() => {}).enterRun(openStore(), { run: 'nobody' }));
    expect(error).to.be.instanceOf(OpenRunError).with.property('reason', 'missing');
  });
});

describe('bpttRunLink', () => {
  const full = {
    text: 'a facade',
    weight: 'b',
    view: 'norms',
    open: { t: 6, i: 0 },
    looked: { t: 5, i: 0 },
    jacobian: 6,
    letters: 'app',
    update: 'kept',
  } as const;

  it('gives back what it was given', () => {
    expect(decodeState(bpttRunLink, encodeState(bpttRunLink, full))).to.deep.equal(full);
  });

  it('reads an address of before there were letters to choose', () => {
    const { letters: _letters, update: _update, ...old } = full;
    expect(bpttRunLink.read(old)).to.deep.equal(old);
  });

  it('refuses what no triangle shows', () => {
    const bad = [
      null,
      {},
      { ...full, text: 'a' },
      { ...full, text: 'a'.repeat(26) },
      { ...full, open: { t: 7, i: 0 } },
      { ...full, looked: { t: 7, i: 0 } },
      { ...full, jacobian: 7 },
      { ...full, letters: 'ours' },
    ];
    for (const each of bad) expect(() => bpttRunLink.read(each), JSON.stringify(each)).to.throw(RangeError);
  });
});

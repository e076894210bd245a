import { expect } from 'chai';
import { StoredLab } from '../../src/app/lab-memory.ts';
import { LabSession, ownLab } from '../../src/app/lab-session.ts';
import { defaultDocument, type LabDocument } from '../../src/app/lab-document.ts';
import { labCells } from '../../src/app/router.ts';
import { network } from '../../src/streams/network.ts';
import { waitUntil } from '../support/wait-until.ts';
import type { Reference } from '../../src/formula/reference.ts';

const KEY = 'test.lab';

const diverged = (document: LabDocument): LabDocument => ({
  ...document,
  parameters: { ...document.parameters, 'cell.bias': document.parameters['cell.bias'].map(() => NaN) },
});

describe('lab session', () => {
  const open: LabSession[] = [];
  const lab = (...options: Parameters<typeof ownLab>): LabSession => {
    const session = ownLab(...options);
    open.push(session);
    return session;
  };
  afterEach(() => {
    for (const session of open.splice(0)) session.dispose();
    localStorage.removeItem(KEY);
  });

  for (const cell of labCells) {
    it(`${cell}: each of three updates by the streams lowers the loss of the worked default`, () => {
      const session = lab(cell);
      const losses: number[] = [];
      for (let pass = 0; pass < 3; pass++) {
        session.current.network.scheduler.drain();
        losses.push(session.current.network.recorder.totalLoss() ?? NaN);
        session.nextPass();
      }
      expect(losses[1]).to.be.below(losses[0]);
      expect(losses[2]).to.be.below(losses[1]);
      expect(session.current.document.updates).to.equal(3);
    });
  }

  it('hands the updated weights to the next pass, and takes them back with undo', () => {
    const session = lab('lstm');
    const before = session.current.document.parameters['cell.weight_h'];
    session.current.network.scheduler.drain();
    const after = Float64Array.from(session.current.network.parameters['cell.weight_h']);
    session.nextPass();
    expect(session.current.document.parameters['cell.weight_h']).to.deep.equal(after);
    expect(after).not.to.deep.equal(before);
    expect(session.current.network.recorder.position).to.equal(0);
    session.undo();
    expect(session.current.document.parameters['cell.weight_h']).to.deep.equal(before);
    expect(session.current.canUndo).to.equal(false);
    // back at the end of the pass, which makes the same update again
    const { network: streams } = session.current;
    expect(streams.recorder.position).to.equal(streams.total);
    expect(Float64Array.from(streams.parameters['cell.weight_h'])).to.deep.equal(after);
  });

  it('stays where the student stands when a weight or the rate is taken back, with the old numbers', () => {
    const session = lab('lstm');
    session.current.network.seek(120);
    const h = session.current.network.trace.values['cell.h'];
    const old = session.current.network.recorder.value(h, 0, 0);
    session.setParameter({ parameter: 'cell.weight_x', index: 2, value: 3 });
    session.setLearningRate(0.5);
    // on by the next step: both are taken back there
    session.current.network.seek(150);
    session.undo();
    expect(session.current.network.recorder.position).to.equal(150);
    expect(session.current.network.recorder.value(h, 0, 0)).not.to.equal(old);
    session.undo();
    expect(session.current.network.recorder.position).to.equal(150);
    expect(session.current.network.recorder.value(h, 0, 0)).to.equal(old);
    session.undo();
    expect(session.current.network.recorder.position).to.equal(150);
  });

  it('goes back to where the student stood when another text, preset or reset is taken back', () => {
    const session = lab('lstm');
    for (const edit of [
      () => session.setText('banana'),
      () => session.setPreset('lstm-carry'),
      () => session.setSteps(2),
      () => session.reset(),
    ]) {
      session.current.network.seek(77);
      edit();
      expect(session.current.network.recorder.position).to.equal(0);
      session.current.network.seek(30);
      session.undo();
      expect(session.current.network.recorder.position).to.equal(77);
    }
  });

  it('stays at its place when a weight changes, and computes what lies before it anew', () => {
    const session = lab('lstm');
    session.current.network.seek(120);
    const { trace } = session.current.network;
    const h = trace.values['cell.h'];
    const old = session.current.network.recorder.value(h, 0, 0);
    session.setParameter({ parameter: 'cell.weight_x', index: 2, value: 3 });
    const { recorder } = session.current.network;
    expect(recorder.position).to.equal(120);
    const fresh = recorder.value(h, 0, 0);
    expect(fresh).to.be.a('number');
    expect(fresh).not.to.equal(old);
    const alone = network(session.current.document.spec, session.current.document.parameters);
    alone.feed({ input: [2, 1, 3, 3, 4], target: [1, 3, 3, 4, 0] });
    alone.scheduler.drain();
    expect(fresh).to.equal(alone.recorder.value(h, 0, 0));
    alone.dispose();
  });

  it('stays at its place in the same pass when a weight or the rate changes after the update was reached', () => {
    const session = lab('lstm');
    const { network: streams, document: start } = session.current;
    const { total } = streams;
    const end = streams.steps.find(({ phase }) => phase === 'loss')?.position ?? NaN;
    streams.scheduler.drain();
    streams.seek(end);
    session.setParameter({ parameter: 'cell.bias', index: 4, value: -2 });
    const { document, network: fresh } = session.current;
    expect(fresh.recorder.position).to.equal(end);
    expect(fresh.recorder.value(fresh.trace.values['cell.f'], 0, 4)).to.be.a('number');
    expect(document.parameters['cell.weight_h']).to.deep.equal(start.parameters['cell.weight_h']);
    expect(document.parameters['cell.bias'][4]).to.equal(-2);
    expect(document.updates).to.equal(0);
    fresh.scheduler.drain();
    session.setLearningRate(0.5);
    expect(session.current.network.recorder.position).to.equal(total);
    session.nextPass();
    expect(session.current.document.updates).to.equal(1);
  });

  it('tells the present state to a late subscriber and one new state an edit', () => {
    const session = lab('gru');
    const texts: string[] = [];
    session.setText('banana');
    const subscription = session.state$.subscribe(({ document }) => texts.push(document.text));
    session.setText('abc');
    session.undo();
    expect(texts).to.deep.equal(['banana', 'abc', 'banana']);
    subscription.unsubscribe();
  });

  it('changes nothing when a text is refused', () => {
    const session = lab('rnn');
    const { current } = session;
    expect(() => session.setText('x')).to.throw('at least 2 characters');
    expect(session.current).to.equal(current);
  });

  it('takes other sizes and forms: 2 and 16 units, each activation and each place of the reset gate', () => {
    for (const cell of labCells) {
      const session = lab(cell);
      for (const units of [2, 16]) {
        session.setLayer({ units });
        session.current.network.scheduler.drain();
        expect(session.current.network.recorder.totalLoss()).to.be.within(0, 100);
      }
      for (const [field, values] of Object.entries(session.limits.choices)) {
        for (const value of values) {
          session.setLayer({ [field]: value });
          session.current.network.scheduler.drain();
          expect(session.current.network.recorder.totalLoss(), `${cell} ${value}`).to.be.within(0, 100);
        }
      }
    }
  });

  it('keeps the very place within a step through another form of the cell', () => {
    const session = lab('lstm');
    const [, , third] = session.current.network.steps;
    session.current.network.seek(third.position + 7);
    session.setLayer({ candidate: 'sigmoid' });
    expect(session.current.network.recorder.position).to.equal(third.position + 7);
    session.undo();
    expect(session.current.network.recorder.position).to.equal(third.position + 7);
  });

  it('goes no further than as much of the same step where another form has other work in it', () => {
    const session = lab('gru');
    const { steps } = session.current.network;
    const share = 22 / (steps[2].position - steps[1].position);
    session.current.network.seek(steps[1].position + 22);
    session.setLayer({ reset: 'after' });
    const { network: after } = session.current;
    const [, { position: from }, { position: to }] = after.steps;
    expect(to, 'the step has other work').not.to.equal(steps[2].position);
    expect((after.recorder.position - from) / (to - from)).to.be.closeTo(share, 0.01);
  });

  it('comes back after a reload: text, weights, number of steps and place', () => {
    const first = ownLab('lstm', new StoredLab(KEY));
    first.setText('banana');
    first.setParameter({ parameter: 'cell.bias', index: 1, value: 0.25 });
    first.setSteps(4);
    first.current.network.seek(77);
    first.dispose();
    const second = lab('lstm', new StoredLab(KEY));
    const { document: back, network: streams } = second.current;
    expect([back.text, back.steps, streams.recorder.position]).to.deep.equal(['banana', 4, 77]);
    expect(back.parameters['cell.bias'][1]).to.equal(0.25);
    expect(back.parameters).to.deep.equal(first.current.document.parameters);
  });

  it('comes back after a reload as it was read, with the size of a step', () => {
    const first = ownLab('lstm', new StoredLab(KEY));
    first.setView({ grain: 'operation', letters: 'app' });
    first.dispose();
    const { grain, letters } = lab('lstm', new StoredLab(KEY)).current.view;
    expect([grain, letters]).to.deep.equal(['operation', 'app']);
  });

  it('comes back after a reload at what was looked at, whether or not the cursor moved since', async () => {
    const first = lab('lstm', new StoredLab(KEY));
    first.look = { path: [], step: 3 };
    await waitUntil(
      () => (localStorage.getItem(KEY) ?? '').includes('"step":3'),
      'what is looked at to be written down',
    );
    expect(lab('lstm', new StoredLab(KEY)).look).to.deep.equal({ path: [], step: 3 });
  });

  it('lets go what an edit leaves nothing to look at of, and keeps the rest', () => {
    const session = lab('rnn');
    const path: Reference[] = [2, 4].map((t) => ({ kind: 'share', parameter: 'cell.weight_h', index: 5, t }));
    session.look = { path, step: 3, firstUnit: 1 };
    session.setParameter({ parameter: 'cell.weight_h', index: 0, value: 1 });
    expect(session.look).to.deep.equal({ path, step: 3, firstUnit: 1 });
    session.setSteps(4);
    expect(session.look).to.deep.equal({ path: path.slice(0, 1), step: 3, firstUnit: 1 });
    session.setSteps(3);
    expect(session.look).to.deep.equal({ path: path.slice(0, 1), firstUnit: 1 });
    session.setLayer({ units: 3 });
    expect(session.look).to.deep.equal({ path: [], firstUnit: 1 });
  });

  it('opens with its default where the stored state cannot be read', () => {
    for (const text of ['', '{', '{"version":2}', '{"version":1,"text":"hi","steps":1,"position":0,"own":{}}']) {
      localStorage.setItem(KEY, text);
      const session = lab('gru', new StoredLab(KEY));
      expect(session.current.document.text).to.equal('hello!');
    }
  });

  it('opens with its default, and not with zeros, where an update has left no numbers', () => {
    const first = ownLab('rnn', new StoredLab(KEY));
    first.open({ ...first.current, position: 0, look: first.look, document: diverged(first.current.document) });
    first.dispose();
    expect(localStorage.getItem(KEY)).to.contain('null');
    const { document: back } = lab('rnn', new StoredLab(KEY)).current;
    expect(back.parameters).to.deep.equal(defaultDocument('rnn').parameters);
  });

  it('keeps a run’s text but never its weights, which the store has', () => {
    const start = { ...defaultDocument('lstm'), run: { id: 'r', name: 'LSTM · Austen', step: 1240 } };
    const first = new LabSession({ start, memory: new StoredLab(KEY) });
    first.setText('hole');
    first.dispose();
    expect(localStorage.getItem(KEY)).not.to.contain('parameters');
    const second = new LabSession({ start, memory: new StoredLab(KEY) });
    open.push(second);
    expect(second.current.document.text).to.equal('hole');
    expect(second.current.document.run?.step).to.equal(1240);
    second.reset();
    expect(second.current.document).to.equal(start);
  });

  it('disposes of the streams of the document before when the page is idle, and of all that wait with itself', async () => {
    const session = lab('lstm');
    const ended = new Set<string>();
    const edit = (text: string) => {
      session.current.network.position$.subscribe({ complete: () => ended.add(text) });
      session.setText(text);
    };
    edit('banana');
    await waitUntil(() => ended.has('banana'), 'its streams to end');
    for (const text of ['papaya', 'hello', 'hole', 'hell']) edit(text);
    expect([...ended]).to.deep.equal(['banana', 'papaya', 'hello']);
    session.dispose();
    expect([...ended]).to.deep.equal(['banana', 'papaya', 'hello', 'hole', 'hell']);
  });
});

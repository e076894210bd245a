import { expect } from 'chai';
import { bpttLink, defaultBptt, type BpttDocument } from '../../src/app/bptt-document.ts';
import { BpttRoom } from '../../src/app/bptt-room.ts';
import { BpttSession } from '../../src/app/bptt-session.ts';
import { decodeState, encodeState, LONGEST_LINK } from '../../src/app/link.ts';
import { parseRoute } from '../../src/app/router.ts';
import { valueName } from '../../src/formula/names.ts';
import { valueTex } from '../../src/formula/tex.ts';
import { clipFactor } from '../../src/nn/optimizers.ts';
import { waitUntil } from '../support/wait-until.ts';

const untrained: BpttDocument = { ...defaultBptt('en'), updates: 0 };

async function trained(session: BpttSession): Promise<void> {
  await waitUntil(() => session.current.updates === session.current.document.updates, 'the training');
}

describe('BpttSession', () => {
  it('trains to the updates of its document, and lowers the loss', async () => {
    const session = new BpttSession({ ...untrained, updates: 16 });
    const before = session.current.measures.loss;
    expect(session.current.updates).to.equal(0);
    await trained(session);
    expect(session.current.measures.loss).to.be.lessThan(before);
    session.train();
    await trained(session);
    expect(session.current.updates).to.equal(32);
    session.dispose();
  });

  it('gives the same numbers for the same link, whatever was looked at before', async () => {
    const first = new BpttSession({ ...untrained, updates: 9, cell: 'gru' });
    await trained(first);
    first.edit({ radius: 2, open: { t: 4, i: 1 }, weight: 'h', truncate: 3, clip: 0.5 });
    await trained(first);
    const route = parseRoute(first.address);
    if (route.screen !== 'lesson' || route.state === undefined) throw new Error(first.address);
    const document = decodeState(bpttLink, route.state);
    expect(document).to.deep.equal(first.current.document);

    const second = new BpttSession({ ...untrained, updates: 12 });
    await trained(second);
    second.edit({ cell: 'gru', updates: 20 });
    await trained(second);
    second.edit(document);
    await trained(second);
    expect(second.current.measures).to.deep.equal(first.current.measures);
    first.dispose();
    second.dispose();
  });

  it('trains with the truncation and the clipping that are switched on, and again without', async () => {
    const session = new BpttSession({ ...untrained, updates: 12 });
    await trained(session);
    const { measures: plain, clipped } = session.current;
    expect(clipped).to.equal(0);
    session.edit({ truncate: 2, clip: 0.5 });
    expect(session.current.updates).to.be.lessThan(12);
    await trained(session);
    expect(session.current.clipped).to.be.within(1, 12);
    expect(session.current.measures.loss).not.to.equal(plain.loss);
    session.edit({ truncate: undefined, clip: undefined });
    expect(session.current.updates).to.equal(12);
    expect(session.current.measures).to.deep.equal(plain);
    session.dispose();
  });

  it('scales the recurrent weight alone to the radius, and back as trained', () => {
    const session = new BpttSession(untrained);
    const { network } = session.current;
    const trainedWeight = network.parameters['cell.weight_h'].slice();
    const input = network.parameters['cell.weight_x'].slice();
    const { trainedRadius } = session.current;
    session.edit({ radius: 2 * trainedRadius });
    expect(network.parameters['cell.weight_h']).to.deep.equal(trainedWeight.map((each) => 2 * each));
    expect(network.parameters['cell.weight_x']).to.deep.equal(input);
    expect(session.current.radius).to.be.closeTo(2 * trainedRadius, 1e-12);
    session.edit({ radius: undefined });
    expect(network.parameters['cell.weight_h']).to.deep.equal(trainedWeight);
    session.dispose();
  });

  it('makes far terms vanish for a small radius, more so the farther', () => {
    const session = new BpttSession({ ...untrained, radius: 0.2 });
    const { norms, steps } = session.current.measures;
    const last = Array.from({ length: steps }, (_, i) => norms.b[(steps - 1) * steps + i]);
    for (let i = 1; i < steps; i++) expect(last[i - 1]).to.be.lessThan(last[i]);
    expect(session.current.measures.farRatio).to.be.greaterThan(1e5);
    session.dispose();
  });

  it('has exact zeros where W_h meets the empty state, and one term a loss for W_o', () => {
    const session = new BpttSession(untrained);
    const { norms, steps } = session.current.measures;
    for (let t = 0; t < steps; t++) {
      expect(norms.h[t * steps]).to.equal(0);
      for (let i = 0; i < steps; i++) expect(norms.o[t * steps + i] > 0, `${t}, ${i}`).to.equal(i === t);
    }
    session.dispose();
  });

  it('clips the norm that truncation leaves', () => {
    const session = new BpttSession(untrained);
    const { whole } = session.current.measures.gradient;
    session.edit({ truncate: 1, clip: 0.5 });
    const { gradient } = session.current.measures;
    expect(gradient.whole).to.equal(whole);
    expect(gradient.kept).not.to.equal(whole);
    expect(gradient.factor).to.equal(clipFactor(gradient.kept, 0.5));
    expect(gradient.clipped).to.be.closeTo(0.5, 1e-5);
    session.edit({ truncate: 12, clip: 1000 });
    expect(session.current.measures.gradient).to.include({ kept: whole, factor: 1, clipped: whole });
    session.dispose();
  });

  it('lets go of what is looked at where another sentence does not have it', () => {
    const session = new BpttSession({ ...untrained, open: { t: 11, i: 2 }, looked: { t: 10, i: 2 }, jacobian: 10 });
    session.edit({ sentence: 4 });
    expect(session.current.document).to.not.have.any.keys('open', 'looked', 'jacobian');
    const look = { open: { t: 3, i: 2 }, looked: { t: 9, i: 2 }, jacobian: 3 };
    const { measures } = session.current;
    session.edit(look);
    expect(session.current.document).to.deep.include(look);
    expect(session.current.measures).to.equal(measures);
    session.reset();
    expect(session.current.document).to.deep.include({ sentence: 0, open: { t: 11, i: 2 }, looked: { t: 10, i: 2 } });
    session.dispose();
  });

  it('keeps its weights and its truncation through a sentence that is shorter than that', async () => {
    const session = new BpttSession({ ...untrained, updates: 4, truncate: 11 });
    await trained(session);
    const before = session.current;
    session.edit({ sentence: 4 });
    expect(session.current.measures.steps).to.equal(10);
    expect(session.current).to.include({ updates: 4, trainedRadius: before.trainedRadius });
    expect(session.current.document.truncate).to.equal(11);
    const { gradient } = session.current.measures;
    expect(gradient.kept).to.equal(gradient.whole);
    const text = encodeState(bpttLink, session.current.document);
    expect(decodeState(bpttLink, text)).to.deep.equal(session.current.document);
    session.edit({ sentence: 0 });
    expect(session.current.document.truncate).to.equal(11);
    expect(session.current.measures).to.deep.equal(before.measures);
    session.dispose();
  });

  it('is written in the letters that were chosen, with the same numbers, and goes on so when it starts afresh', () => {
    const session = new BpttSession({ ...untrained, cell: 'gru' });
    const { measures, written } = session.current;
    const z = written.values['cell.z'];
    const candidate = written.values['cell.n'];
    expect(valueName(written, candidate)).to.include({ base: 'h', accent: 'tilde' });
    session.edit({ letters: 'app', update: 'kept' });
    expect(session.current.measures).to.equal(measures);
    expect(valueName(session.current.written, candidate).base).to.equal('n');
    expect(valueTex(session.current.written, written.values['cell.h'])).to.match(/^h_\{t\} = z_\{t\} /);
    expect(valueName(session.current.written, z).base).to.equal('z');
    session.edit({ radius: 2 });
    expect(valueName(session.current.written, candidate).base).to.equal('n');
    session.reset();
    expect(session.current.document).to.include({ letters: 'app', update: 'kept' }).and.not.have.property('radius', 2);
    session.dispose();
  });

  it('knows the answer to its question', () => {
    const session = new BpttSession(untrained);
    const ratio = session.current.measures.farRatio;
    expect(session.check(ratio.toPrecision(3))).to.equal('right');
    expect(session.check((2 * ratio).toPrecision(3))).to.equal('wrong');
    session.dispose();
  });
});

describe('bpttLink', () => {
  it('keeps the fullest state well below the longest link', () => {
    const full = {
      ...defaultBptt('zh'),
      radius: 1.05,
      truncate: 3,
      clip: 0.5,
      open: { t: 11, i: 10 },
      looked: { t: 10, i: 10 },
      jacobian: 11,
      updates: 640,
      letters: 'app' as const,
      update: 'kept' as const,
    };
    const text = encodeState(bpttLink, full);
    expect(text.length).to.be.lessThan(LONGEST_LINK / 10);
    expect(decodeState(bpttLink, text)).to.deep.equal(full);
  });

  it('reads a link of before there were letters to choose, and asks for none', () => {
    const text =
      'WzEseyJjZWxsIjoiZ3J1IiwibGFuZ3VhZ2UiOiJlbiIsInNlbnRlbmNlIjoxLCJ1cGRhdGVzIjo2NCwid2VpZ2h0IjoieCIsInZpZXciOiJ0ZXJtcyJ9XQ';
    const old = decodeState(bpttLink, text);
    expect(old).to.deep.equal({ ...defaultBptt('en'), cell: 'gru', sentence: 1 });
    expect(encodeState(bpttLink, old)).to.equal(text);
  });

  it('refuses what no lesson shows', () => {
    const bad = [
      null,
      {},
      { ...untrained, cell: 'transformer' },
      { ...untrained, sentence: 8 },
      { ...untrained, updates: 1e6 },
      { ...untrained, updates: 2.5 },
      { ...untrained, radius: 0 },
      { ...untrained, radius: '1' },
      { ...untrained, truncate: 13 },
      { ...untrained, letters: 'greek' },
      { ...untrained, update: true },
      { ...untrained, open: { t: 3, i: 4 } },
      { ...untrained, open: { t: 12, i: 4 } },
      { ...untrained, looked: { t: 12, i: 4 } },
      { ...untrained, jacobian: 12 },
      { ...untrained, jacobian: null },
    ];
    for (const state of bad) expect(() => bpttLink.read(state), JSON.stringify(state)).to.throw(RangeError);
  });
});

describe('BpttRoom', () => {
  it('opens a bad link with the default, says why, and notes what is changed later', async () => {
    const notes: string[] = [];
    const room = new BpttRoom(({ state }) => notes.push(state ?? ''));
    const { session, problem } = room.enter('nonsense', 'zh');
    expect(problem).to.equal('broken');
    expect(session.current.document).to.deep.equal(defaultBptt('zh'));
    session.edit({ updates: 0 });
    session.edit({ weight: 'h' });
    await waitUntil(() => notes.length > 0, 'a note');
    expect(notes).to.deep.equal([encodeState(bpttLink, session.current.document)]);
    const again = room.enter(notes[0], 'en');
    expect(again.problem).to.equal(undefined);
    expect(again.session.current.document).to.deep.equal(session.current.document);
    again.session.dispose();
  });
});

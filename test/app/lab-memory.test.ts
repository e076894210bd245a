import { expect } from 'chai';
import { withDepth, withLayer, withSteps, withText, defaultDocument } from '../../src/app/lab-document.ts';
import type { LabDocument } from '../../src/app/lab-document.ts';
import { presentLook, type LabLook } from '../../src/app/lab-look.ts';
import { StoredLab } from '../../src/app/lab-memory.ts';
import { withPreset } from '../../src/app/lab-preset.ts';
import { LabSession, ownLab } from '../../src/app/lab-session.ts';
import { defaultView } from '../../src/app/lab-view.ts';
import { labCells } from '../../src/app/router.ts';
import { presets } from '../../src/lessons/presets.ts';
import { withBlockedStorage } from '../support/blocked-storage.ts';

const KEY = 'test.memory';

interface Stored {
  [field: string]: unknown;
  own: Record<string, unknown> & { parameters: Record<string, unknown>; spec: { layers: object[] } };
}

/** What the lab itself writes, to be spoilt. */
function stored(document: LabDocument): Stored {
  new StoredLab(KEY).write({ document, position: 5, view: defaultView, look: presentLook });
  return JSON.parse(localStorage.getItem(KEY) ?? '') as Stored;
}

/** Opens a lab on what is stored, as after a reload. */
function reopened(content: unknown, cell: LabDocument['cell'] = 'lstm') {
  localStorage.setItem(KEY, JSON.stringify(content));
  const session = ownLab(cell, new StoredLab(KEY));
  const { document, network } = session.current;
  session.dispose();
  return { document, position: network.recorder.position };
}

describe('a lab’s memory', () => {
  afterEach(() => localStorage.removeItem(KEY));

  it('gives back every form that a lab can have', () => {
    const forms = labCells.flatMap((cell) => [
      withSteps(withLayer(withDepth(defaultDocument(cell), 2), { units: 3 }), 9),
      withText(defaultDocument(cell), '白日依山尽，'.repeat(20)),
    ]);
    const sets = presets.map(({ id, cell }) => withPreset(defaultDocument(cell), id));
    for (const document of [...forms, ...sets]) {
      const back = reopened(stored(document), document.cell);
      expect(back.document, `${document.cell} ${document.text}`).to.deep.equal(document);
      expect(back.position).to.equal(5);
    }
  });

  it('counts what does not fit together, or is beyond a lab’s limits, as nothing: the lab opens with its default', () => {
    const plain = defaultDocument('lstm');
    const good = { ...stored(withText(plain, 'banana')), position: 7 };
    expect(reopened(good).document.text).to.equal('banana');
    const { own } = good;
    const { 'cell.bias': _bias, ...lacking } = own.parameters;
    const layer = (fields: object) => ({
      spec: { ...own.spec, layers: own.spec.layers.map((each, n) => (n === 1 ? { ...each, ...fields } : each)) },
    });
    const spoilt: Record<string, unknown>[] = [
      ...['xyz', '', 'b', null, 7].map((text) => ({ text })),
      ...[0, -1, 2.5, 65, 5000, null, '4'].map((steps) => ({ steps })),
      ...[-1, 0.5, null, 'x'].map((position) => ({ position })),
      { own: null },
      ...[['a'], null, 'abn', ['b', 'a', 'n'], ['a', 'b', 'n', 'z'], [1, 2, 3]].map((vocabulary) => ({
        own: { ...own, vocabulary },
      })),
      ...['x', -1, 0.5, null].map((updates) => ({ own: { ...own, updates } })),
      ...[null, { type: 'sgd' }, { type: 'sgd', learning_rate: 1e9 }].map((optimizer) => ({
        own: { ...own, optimizer },
      })),
      ...[{}, null, lacking, { ...own.parameters, more: [] }, { ...own.parameters, 'cell.bias': 'x' }].map(
        (parameters) => ({ own: { ...own, parameters } }),
      ),
      ...[{ units: 400 }, { returns: 'last' }, { forget_bias: 5 }, { candidate: 'sin' }, { name: 'other' }].map(
        (fields) => ({ own: { ...own, ...layer(fields) } }),
      ),
      { own: { ...own, spec: { ...own.spec, loss: { type: 'mse' } } } },
      { own: stored(defaultDocument('gru')).own },
    ];
    for (const part of spoilt) {
      const { document, position } = reopened({ ...good, ...part });
      expect({ document, position }, JSON.stringify(part).slice(0, 80)).to.deep.equal({ document: plain, position: 0 });
    }
  });

  it('gives back what was looked at; where that is not there, the rest all the same', () => {
    const document = withDepth(defaultDocument('gru'), 2);
    const look: LabLook = {
      path: [{ kind: 'share', parameter: 'cell.weight_h', index: 5, t: 3 }],
      step: 2,
      firstUnit: 1,
      layer: 'cell',
    };
    const memory = new StoredLab(KEY);
    memory.write({ document, position: 5, view: defaultView, look });
    const good = JSON.parse(localStorage.getItem(KEY) ?? '') as Record<string, unknown>;
    const kept = (part: object) => {
      localStorage.setItem(KEY, JSON.stringify({ ...good, ...part }));
      return memory.read(defaultDocument('gru'));
    };
    expect(kept({})).to.deep.equal({ document, position: 5, view: defaultView, look });
    for (const part of [
      { look: { step: 5 } },
      { look: { layer: 'x' } },
      { path: 7 },
      { path: undefined, look: undefined },
    ]) {
      expect(kept(part), JSON.stringify(part)).to.deep.equal({
        document,
        position: 5,
        view: defaultView,
        look: presentLook,
      });
    }
  });

  it('checks the text and the steps of a run’s lab as well', () => {
    const run = { id: 'r', name: 'LSTM · Austen', step: 12 };
    const start: LabDocument = { ...defaultDocument('lstm'), run };
    const opened = (content: unknown) => {
      localStorage.setItem(KEY, JSON.stringify(content));
      const session = new LabSession({ start, memory: new StoredLab(KEY) });
      session.dispose();
      return session.current.document;
    };
    const good = { version: 1, position: 0, text: 'hole', steps: 2 };
    expect(opened(good)).to.include({ text: 'hole', steps: 2 });
    for (const part of [{ text: 'xyz' }, { text: null }, { steps: 0 }, { steps: 5000 }, { steps: 'x' }]) {
      expect(opened({ ...good, ...part }), JSON.stringify(part)).to.equal(start);
    }
  });

  it('opens the default where what is kept reads well but has no network', () => {
    const start = defaultDocument('rnn');
    const broken = { ...start, parameters: { ...start.parameters, 'cell.bias': new Float64Array(1) } };
    const memory = {
      read: () => ({ document: broken, position: 3, view: defaultView, look: presentLook }),
      write: () => {},
    };
    const session = new LabSession({ start, memory });
    expect(session.current.document).to.equal(start);
    session.dispose();
  });

  it('lasts as long as the page where storage is blocked, and is written down once it is not', async () => {
    const memory = new StoredLab(KEY);
    await withBlockedStorage(() => {
      const first = ownLab('gru', memory);
      first.setText('papaya');
      first.dispose();
      const second = ownLab('gru', memory);
      expect(second.current.document.text).to.equal('papaya');
      second.dispose();
    });
    expect(localStorage.getItem(KEY)).to.equal(null);
    ownLab('gru', memory).dispose();
    expect(localStorage.getItem(KEY)).to.contain('papaya');
  });
});

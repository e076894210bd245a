import { expect } from 'chai';
import {
  withDepth,
  withLayer,
  withParameter,
  withSteps,
  withText,
  defaultDocument,
} from '../../src/app/lab-document.ts';
import type { LabDocument } from '../../src/app/lab-document.ts';
import { encodeLab, labLink, runLink } from '../../src/app/lab-link.ts';
import { presentLook } from '../../src/app/lab-look.ts';
import type { KeptLab } from '../../src/app/lab-memory.ts';
import { withPreset } from '../../src/app/lab-preset.ts';
import { ownLab } from '../../src/app/lab-session.ts';
import { defaultView } from '../../src/app/lab-view.ts';
import { decodeState, encodeState, LinkError, LONGEST_LINK } from '../../src/app/link.ts';
import type { Reference } from '../../src/formula/reference.ts';
import { LabSession } from '../../src/app/lab-session.ts';
import { traceModel } from '../../src/nn/trace-model.ts';
import { labCells, parseRoute } from '../../src/app/router.ts';
import { presets } from '../../src/lessons/presets.ts';

const linked = (document: LabDocument, position = 0): KeptLab => ({
  document,
  position,
  view: defaultView,
  look: presentLook,
});

const reread = (lab: KeptLab): KeptLab => decodeState(labLink, encodeLab(lab).state);

/** What comes after `s=`, as the router hands it on. */
function stateIn(address: string): string {
  const route = parseRoute(address);
  return route.screen === 'lab' ? (route.state ?? '') : '';
}

/** Reads a state that no version of the app wrote. */
const forged = (state: unknown) => () => decodeState(labLink, encodeState({ version: 1, read: () => state }, state));

describe('a lab’s link', () => {
  for (const cell of labCells) {
    it(`${cell}: gives back text, form, every weight, the place and the view`, () => {
      const edited = withParameter(withSteps(withText(withLayer(defaultDocument(cell), { units: 3 }), 'ababa'), 3), {
        parameter: 'cell.weight_h',
        index: 2,
        value: -0.123456789,
      });
      const lab: KeptLab = {
        document: edited,
        position: 17,
        view: { letters: 'app', update: 'kept', predict: true, grain: 'operation' },
        look: { path: [], step: 2, firstUnit: 1 },
      };
      expect(reread(lab)).to.deep.equal(lab);
    });

    it(`${cell}: is exact after an update, when no weight is as it was, and stays within 4 KB`, () => {
      const session = ownLab(cell);
      session.current.network.seek(session.current.network.total);
      session.nextPass();
      const { document } = session.current;
      expect(document.updates).to.equal(1);
      expect(session.link().address.length).to.be.at.most(LONGEST_LINK);
      expect(decodeState(labLink, stateIn(session.link().address)).document).to.deep.equal(document);
      session.dispose();
    });
  }

  for (const cell of labCells) {
    it(`${cell}: carries a network whose units came one by one, of any size, in one layer or two`, () => {
      for (const first of ['units', 'depth']) {
        const session = ownLab(cell);
        if (first === 'depth') session.setDepth(2);
        for (let units = 5; units <= session.limits.mostUnits; units++) session.setLayer({ units });
        session.setParameter({ parameter: 'cell.weight_h', index: 3, value: 0.125 });
        for (const depth of first === 'depth' ? [2] : [1, 2]) {
          session.setDepth(depth);
          const { document } = session.current;
          expect(
            decodeState(labLink, stateIn(session.link().address)).document.parameters,
            `${first} first, ${depth}`,
          ).to.deep.equal(document.parameters);
        }
        session.dispose();
      }
    });
  }

  it('says of weights that an update made no numbers of that none can hold them', () => {
    const session = ownLab('rnn');
    const { document } = session.current;
    const bias = document.parameters['cell.bias'].map(() => NaN);
    const lab = linked({ ...document, parameters: { ...document.parameters, 'cell.bias': bias } });
    expect(() => encodeLab(lab))
      .to.throw(LinkError)
      .with.property('problem', 'not-finite');
    session.dispose();
  });

  it('carries every preset', () => {
    for (const { id, cell } of presets) {
      const document = withPreset(defaultDocument(cell), id);
      expect(reread(linked(document)).document, id).to.deep.equal(document);
    }
  });

  it('carries two layers, and the one that is looked at', () => {
    const document = withDepth(defaultDocument('rnn'), 2);
    const { spec } = document;
    const layers = traceModel(spec).states.map(({ next }) => traceModel(spec).equations[next].layer);
    const lab = { ...linked(document), look: { path: [], layer: layers[1] } };
    expect(reread(lab)).to.deep.equal(lab);
  });

  it('carries the way down to the open number', () => {
    const document = defaultDocument('lstm');
    const { values } = traceModel(document.spec);
    const path: Reference[] = [
      { kind: 'gradient', equation: values['cell.c'], unit: 2, t: 1 },
      { kind: 'value', equation: values['cell.f'], unit: 2, t: 1 },
      { kind: 'share', parameter: 'cell.weight_h', index: 5, t: 3 },
      { kind: 'total', parameter: 'cell.bias', index: 1 },
      { kind: 'parameter', parameter: 'cell.weight_x', index: 0 },
    ];
    expect(reread({ ...linked(document), look: { path } }).look).to.deep.equal({ path });
  });

  describe('of a trained run', () => {
    const run = { id: 'r 1', name: 'Run', step: 40 };
    const opened: LabDocument = { ...withText(defaultDocument('gru'), 'abcabc'), run };
    const session = () => new LabSession({ start: opened });

    it('has the run, the step of its weights and what was made of it, not the network', () => {
      const lab = session();
      lab.setText('cab');
      lab.current.network.seek(9);
      const address = lab.link([{ kind: 'parameter', parameter: 'cell.bias', index: 2 }]).address;
      expect(parseRoute(address)).to.include({ screen: 'lab', cell: 'gru', run: 'r 1', step: 40 });
      const read = decodeState(runLink(opened), stateIn(address));
      expect(read.document).to.deep.equal(lab.current.document);
      expect(read.position).to.equal(9);
      expect(read.look.path).to.deep.equal([{ kind: 'parameter', parameter: 'cell.bias', index: 2 }]);
      expect(address.length).to.be.below(500);
      lab.dispose();
    });

    it('carries weights that were changed in the lab, and says that they were', () => {
      const lab = session();
      lab.setParameter({ parameter: 'cell.weight_h', index: 4, value: 1.25 });
      const { document } = decodeState(runLink(opened), stateIn(lab.link().address));
      expect(document.parameters).to.deep.equal(lab.current.document.parameters);
      expect(document.run?.isChanged).to.equal(true);
      lab.dispose();
    });

    it('carries the rate that the run was trained with, which a lab’s own may not be', () => {
      const slow = { ...opened, optimizer: { ...opened.optimizer, learning_rate: 1e-5 } };
      const lab = new LabSession({ start: slow });
      lab.setText('cab');
      const { document } = decodeState(runLink(slow), stateIn(lab.link().address));
      expect(document.optimizer.learning_rate).to.equal(1e-5);
      lab.dispose();
    });

    it('is broken with weights of another step, or a text that the run cannot read', () => {
      const lab = session();
      const state = stateIn(lab.link().address);
      const other = { ...opened, run: { ...run, step: 41 } };
      const smaller = { ...withText(defaultDocument('gru'), 'abab'), run };
      for (const start of [other, smaller]) {
        expect(() => decodeState(runLink(start), state))
          .to.throw(LinkError)
          .with.property('problem', 'broken');
      }
      lab.dispose();
    });
  });

  it('tells where it has seven digits of each weight, all of them being too long', () => {
    const small = defaultDocument('rnn');
    const large = withLayer(defaultDocument('lstm'), { units: 7 });
    for (const [document, isExact] of [
      [small, true],
      [large, false],
    ] as const) {
      const parameters = Object.fromEntries(
        Object.entries(document.parameters).map(([name, values]) => [name, values.map((w, n) => w + n / 7)]),
      );
      const encoded = encodeLab(linked({ ...document, parameters }));
      expect(encoded.isExact).to.equal(isExact);
      const read = decodeState(labLink, encoded.state).document.parameters;
      const isSame = JSON.stringify(read) === JSON.stringify(parameters);
      expect(isSame).to.equal(isExact);
      for (const [name, values] of Object.entries(parameters))
        for (const [n, value] of values.entries())
          expect(read[name][n]).to.be.closeTo(value, 1e-6 * Math.abs(value) + 1e-9);
    }
  });

  it('is refused where every weight of a large network was changed', () => {
    const large = withLayer(defaultDocument('lstm'), { units: 16 });
    const weights = large.parameters['cell.weight_h'].map((w, n) => w + n / 7);
    const document = { ...large, parameters: { ...large.parameters, 'cell.weight_h': weights } };
    expect(() => encodeLab(linked(document)))
      .to.throw(LinkError)
      .with.property('problem', 'too-long');
  });

  it('is broken where its state does not fit together', () => {
    const good = {
      cell: 'rnn',
      text: 'abab',
      steps: 3,
      depth: 1,
      layer: { units: 4 },
      rate: 0.2,
      updates: 0,
      weights: {},
      position: 0,
      view: {},
    };
    expect(forged(good)).not.to.throw();
    const bad: Record<string, unknown>[] = [
      { cell: 'transformer' },
      { text: 'a' },
      { text: 7 },
      { steps: 65 },
      { depth: 3 },
      { layer: { units: 400 } },
      { layer: { units: 4, activation: 'sin' } },
      { layer: { units: 4, returns: 'last' } },
      { layer: { units: 4, weights: 'zeros' } },
      { rate: 1e9 },
      { rate: '0.2' },
      { look: { step: 5 } },
      { look: { step: '1' } },
      { look: { firstUnit: 16 } },
      { look: { layer: 'dropout' } },
      { rate: true },
      { rate: 'fast' },
      { updates: -1 },
      { position: 0.5 },
      { weights: { 'cell.weight_q': [[0, 1]] } },
      { weights: { 'cell.weight_h': [[400, 1]] } },
      { weights: { 'cell.weight_h': [[0, null]] } },
      { weights: { 'cell.weight_h': [[0, 'x']] } },
      { weights: { 'cell.weight_h': { f64: 'AAAA' } } },
      { weights: { 'cell.weight_h': 3 } },
      { path: 3 },
      { path: [['value', 9999, 'add', 0, 0]] },
      { path: [['value', 3, 'no such op', 0, 0]] },
      { path: [['share', 'cell.weight_h', '', 0, 3]] },
      { path: [['total', 'cell.weight_h', '', 16, 0]] },
      { path: [['price', 'cell.weight_h', '', 0, 0]] },
    ];
    for (const part of bad) {
      expect(forged({ ...good, ...part }), JSON.stringify(part))
        .to.throw(LinkError)
        .with.property('problem', 'broken');
    }
  });
});

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
import { encodeLab, labLink, type LinkedLab } from '../../src/app/lab-link.ts';
import { withPreset } from '../../src/app/lab-preset.ts';
import { ownLab } from '../../src/app/lab-session.ts';
import { defaultView } from '../../src/app/lab-view.ts';
import { decodeState, encodeState, LinkError, LONGEST_LINK } from '../../src/app/link.ts';
import { labCells } from '../../src/app/router.ts';
import { presets } from '../../src/lessons/presets.ts';

const linked = (document: LabDocument, position = 0): LinkedLab => ({ document, position, view: defaultView });

const reread = (lab: LinkedLab): LinkedLab => decodeState(labLink, encodeLab(lab));

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
      const lab: LinkedLab = {
        document: edited,
        position: 17,
        view: { letters: 'app', update: 'kept', predict: true },
      };
      expect(reread(lab)).to.deep.equal(lab);
    });

    it(`${cell}: is exact after an update, when no weight is as it was, and stays within 4 KB`, () => {
      const session = ownLab(cell);
      session.current.network.seek(session.current.network.total);
      session.nextPass();
      const { document } = session.current;
      expect(document.updates).to.equal(1);
      expect(session.link.length).to.be.at.most(LONGEST_LINK);
      expect(decodeState(labLink, session.link).document).to.deep.equal(document);
      session.dispose();
    });
  }

  it('carries every preset', () => {
    for (const { id, cell } of presets) {
      const document = withPreset(defaultDocument(cell), id);
      expect(reread(linked(document)).document, id).to.deep.equal(document);
    }
  });

  it('carries two layers', () => {
    const document = withDepth(defaultDocument('rnn'), 2);
    expect(reread(linked(document)).document).to.deep.equal(document);
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
      { rate: 1e9 },
      { rate: 'fast' },
      { updates: -1 },
      { position: 0.5 },
      { weights: { 'cell.weight_q': [[0, 1]] } },
      { weights: { 'cell.weight_h': [[400, 1]] } },
      { weights: { 'cell.weight_h': [[0, null]] } },
      { weights: { 'cell.weight_h': [[0, 'x']] } },
      { weights: { 'cell.weight_h': { f64: 'AAAA' } } },
      { weights: { 'cell.weight_h': 3 } },
    ];
    for (const part of bad) {
      expect(forged({ ...good, ...part }), JSON.stringify(part))
        .to.throw(LinkError)
        .with.property('problem', 'broken');
    }
  });
});

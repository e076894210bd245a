import { expect } from 'chai';
import { checkGradient } from '../../src/app/gradient-check.ts';
import { defaultDocument, withDepth, withLayer } from '../../src/app/lab-document.ts';
import { LabSession, ownLab } from '../../src/app/lab-session.ts';
import { labCells } from '../../src/app/router.ts';
import type { PresetId } from '../../src/lessons/presets.ts';
import { checkValue } from '../../src/lessons/typed-answer.ts';

/** A unit's value at every step, after the preset's whole forward phase. */
function played(id: PresetId, value: string): (unit: number) => number[] {
  const session = ownLab(labCells.find((cell) => id.startsWith(cell)) ?? 'rnn');
  session.setPreset(id);
  const { network, document } = session.current;
  network.seek(network.total);
  const all = Array.from({ length: document.steps }, (_, t) =>
    Array.from(network.recorder.frame(network.trace.values[`cell.${value}`], t)?.values ?? []),
  );
  session.dispose();
  return (unit) => all.map((units) => units[unit]);
}

describe('presets', () => {
  it('carry a value over 20 steps with the forget gate at 1, to 2e-4; at ½ it is gone', () => {
    const c = played('lstm-carry', 'c');
    expect(c(0)).to.have.length(21);
    expect(c(0)[0]).to.be.closeTo(Math.tanh(1.5), 1e-4);
    expect(c(0)[20]).to.be.closeTo(c(0)[0], 2e-4);
    expect(c(1)[20]).to.be.closeTo(c(1)[0] / 2 ** 20, 1e-4);
  });

  it('let nothing in with the input gate at 0', () => {
    expect(Math.max(...played('lstm-closed', 'c')(0).map(Math.abs))).to.be.below(1e-4);
  });

  it('add and remove with tanh, only add with sigmoid', () => {
    const both = played('lstm-adds-removes', 'c')(0);
    expect(both.some((c, t) => t > 0 && c < both[t - 1])).to.equal(true);
    expect(Math.min(...both)).to.be.below(0);
    const only = played('lstm-adds-only', 'c')(0);
    expect(only.every((c, t) => t === 0 || c > only[t - 1])).to.equal(true);
    expect(Math.min(...only)).to.be.above(0);
  });

  it('forget with the reset gate at 0, remember with it at 1', () => {
    const h = played('gru-forget', 'h');
    expect(Math.abs(h(0)[4])).to.be.below(1e-3);
    expect(h(1)[4]).to.be.above(0.2);
  });

  it('keep or replace the state by the update gate', () => {
    const kept = played('gru-carry', 'h');
    expect(kept(0)[20]).to.be.closeTo(kept(0)[0], 2e-4);
    expect(Math.abs(kept(1)[20])).to.be.below(1e-4);
    const replaced = played('gru-replace', 'h')(0);
    expect(replaced[1]).to.be.closeTo(Math.tanh(-1), 1e-4);
  });

  it('fade, hold and grow by the weight from state to state', () => {
    const h = played('rnn-memories', 'h');
    expect(h(0)[20]).to.be.closeTo(0.5 ** 20, 1e-12);
    expect(h(1)[20]).to.equal(1);
    expect(h(2)[20]).to.be.closeTo(1.2 ** 20, 1e-9);
    const forgetful = played('rnn-forgetful', 'h');
    expect(forgetful(0)[3]).to.equal(forgetful(0)[0]);
  });
});

describe('checkGradient', () => {
  for (const document of [...labCells.map(defaultDocument), withDepth(defaultDocument('rnn'), 2)]) {
    it(`${document.cell}: finds analytic and numeric gradients of every parameter within 1e-5 of each other`, () => {
      for (const [parameter, values] of Object.entries(document.parameters)) {
        const index = Math.floor(values.length / 2);
        const { analytic, numeric, relative } = checkGradient(document, { parameter, index });
        expect(numeric, parameter).to.be.closeTo(analytic, 1e-6);
        if (Math.abs(analytic) > 1e-3) expect(relative, parameter).to.be.below(1e-5);
      }
    });
  }
});

describe('LabSession, as a lesson', () => {
  it('writes the same pass another way: nothing is computed anew', () => {
    const session = ownLab('gru');
    session.current.network.seek(40);
    const { network } = session.current;
    session.setView({ update: 'kept' });
    expect(session.current.network).to.equal(network);
    expect(network.recorder.position).to.equal(40);
    expect(session.current.reading.isComplemented(network.trace.values['cell.z'])).to.equal(true);
    session.dispose();
  });

  it('opens a link’s state, and takes it back by undo', () => {
    const session = ownLab('lstm');
    const before = session.current.document;
    const document = withLayer(defaultDocument('lstm'), { units: 2 });
    session.look = { path: [], step: 3 };
    const view = { letters: 'app', update: 'new', predict: true, grain: 'layer' } as const;
    session.open({ document, position: 9, view, look: { path: [], step: 1 } });
    expect(session.current.document).to.equal(document);
    expect(session.current.network.recorder.position).to.equal(9);
    expect(session.current.view.predict).to.equal(true);
    expect(session.look.step).to.equal(1);
    session.undo();
    expect(session.current.document).to.equal(before);
    expect(session.look.step).to.equal(3);
    session.dispose();
  });

  it('keeps the view where it keeps the document', () => {
    const written: unknown[] = [];
    const memory = { read: () => undefined, write: (kept: unknown) => void written.push(kept) };
    const session = new LabSession({ start: defaultDocument('rnn'), memory });
    session.setView({ letters: 'app' });
    expect(written.at(-1)).to.have.deep.property('view', {
      letters: 'app',
      update: 'new',
      predict: false,
      grain: 'neuron',
    });
    session.dispose();
  });
});

describe('checkGradient at a kink', () => {
  it('tells the slopes to both sides of a ReLU that stands at 0, whose mean is no derivative', () => {
    const document = withDepth(withLayer(defaultDocument('rnn'), { activation: 'relu' }), 2);
    const bias = Object.keys(document.parameters).filter((name) => name.endsWith('.bias') && name !== 'logits.bias')[1];
    const { analytic, numeric, relative, kink } = checkGradient(document, { parameter: bias, index: 0 });
    expect(relative).to.be.above(0.1);
    const [up, down] = kink!;
    expect((up + down) / 2).to.be.closeTo(numeric, 1e-6 * Math.abs(numeric));
    expect(down, 'with 0 for the derivative of the ReLU at 0').to.be.closeTo(analytic, 1e-3 * Math.abs(analytic));
  });

  it('tells of none where the loss is smooth, however small the gradient', () => {
    for (const document of labCells.map(defaultDocument)) {
      const { parameters } = document;
      const saturated = Object.fromEntries(
        Object.entries(parameters).map(([name, values]) => [name, values.map((value) => value * 8)]),
      );
      for (const shown of [document, { ...document, parameters: saturated }])
        for (const [parameter, { length }] of Object.entries(parameters))
          for (let index = 0; index < length; index += 3)
            expect(checkGradient(shown, { parameter, index }), `${parameter} ${index}`).not.to.have.property('kink');
    }
  });
});

describe('checkValue', () => {
  it('takes three decimals, a comma, a typed or a real minus sign', () => {
    for (const text of ['-0.251', '−0.25', '-0,249', ' -.25 '])
      expect(checkValue(text, -0.2512), text).to.equal('right');
    expect(checkValue('1,234', 1.234)).to.equal('right');
  });

  it('tells a wrong sign, a near miss, a miss and what is no number', () => {
    expect(checkValue('0.251', -0.2512)).to.equal('sign');
    expect(checkValue('-0.28', -0.2512)).to.equal('near');
    expect(checkValue('-0.5', -0.2512)).to.equal('wrong');
    for (const text of ['', 'tanh', '2^-1', '(0.5', '0.5*', '1/0'])
      expect(checkValue(text, 0.5), text).to.equal('no-number');
  });

  it('takes the sum of products that gives the number', () => {
    const wanted = 0.521 * -0.695 + 0.099 * -0.326;
    for (const text of ['0.521*-0.695+0.099*-0.326', '0,521 × (−0,695) + 0,099 × (−0,326)'])
      expect(checkValue(text, wanted), text).to.equal('right');
    expect(checkValue('0.521*0.695+0.099*0.326', wanted)).to.equal('sign');
  });

  it('judges numbers near 0 by their distance', () => {
    expect(checkValue('0', 0.002)).to.equal('right');
    expect(checkValue('0.2', 0.002)).to.equal('wrong');
  });
});

import { expect } from 'chai';
import { readTrace, type Reading } from '../../src/formula/convention.ts';
import { evaluate } from '../../src/formula/evaluate.ts';
import { explainGradient, explainShare } from '../../src/formula/explain-gradient.ts';
import { explainValue } from '../../src/formula/explain.ts';
import { parameterName, valueName } from '../../src/formula/names.ts';
import { notesLetters } from '../../src/formula/notes-letters.ts';
import type { Moment } from '../../src/formula/reference.ts';
import { sumTerm } from '../../src/formula/term.ts';
import { gradientTex, valueTex } from '../../src/formula/tex.ts';
import { defaultDocument, idsOf, withLayer, type LabDocument } from '../../src/app/lab-document.ts';
import { sizeOf } from '../../src/nn/shape.ts';
import { network, type Network } from '../../src/streams/network.ts';

const kept = { complemented: { gru: ['z'] } };

/** A pass run to the end of its backward phase. */
function run(document: LabDocument): Network {
  const net = network(document.spec, document.parameters);
  const { input, target } = idsOf(document);
  net.feed({ input, target });
  net.seek(net.total);
  return net;
}

function momentOf(net: Network, reading: Reading, { parameters }: LabDocument): Moment {
  const { recorder } = net;
  const read = (value: number | undefined, by: (value: number) => number) =>
    value === undefined ? undefined : by(value);
  return {
    steps: (scan) => net.lengths[scan],
    value: (id, unit, t) => read(recorder.value(id, unit, t), (value) => reading.value(id, value, unit)),
    gradient: (id, unit, t) => read(recorder.gradient(id, unit, t), (value) => reading.gradient(id, value, unit)),
    parameter: (name, index) => parameters[name][index] * reading.sign(name, index),
  };
}

describe('readTrace', () => {
  for (const reset of ['before', 'after'] as const) {
    describe(`with z as the share that is kept, reset ${reset}`, () => {
      const document = withLayer(defaultDocument('gru'), { reset });
      const net = run(document);
      const reading = readTrace(net.trace, kept);
      const moment = momentOf(net, reading, document);
      const { trace } = reading;
      const named = trace.equations.filter(({ name, layer }) => name !== undefined && layer !== 'x');

      it('reads z as 1 − z and its gradient with the other sign', () => {
        const z = trace.values['cell.z'];
        expect(moment.value(z, 1, 2)).to.equal(1 - (net.recorder.value(z, 1, 2) ?? NaN));
        expect(moment.gradient(z, 1, 2)).to.equal(-(net.recorder.gradient(z, 1, 2) ?? NaN));
      });

      it('reads every summand of z’s argument with the other sign, and no other gate’s', () => {
        const stacked = trace.equations.find(({ op, layer }) => op === 'add-bias' && layer === 'cell');
        const units = net.recorder.frame(trace.values['cell.z'], 2)?.values.length ?? NaN;
        for (const [block, sign] of [1, -1, 1].entries()) {
          const unit = block * units + 1;
          const own = net.recorder.value(stacked?.id ?? NaN, unit, 2) ?? NaN;
          expect(moment.value(stacked?.id ?? NaN, unit, 2), `block ${block}`).to.equal(sign * own);
        }
      });

      it('writes h = z ⊙ h′ + (1 − z) ⊙ n', () => {
        expect(valueTex(trace, trace.values['cell.h'])).to.equal(
          'h_{t} = z_{t} \\odot h_{t-1} + \\left(1 - z_{t}\\right) \\odot n_{t}',
        );
        expect(valueTex(net.trace, trace.values['cell.h'])).to.equal(
          'h_{t} = \\left(1 - z_{t}\\right) \\odot h_{t-1} + z_{t} \\odot n_{t}',
        );
      });

      it('explains every value by arithmetic that comes to it, to 1e-12', () => {
        for (const { id, shape } of named) {
          for (let unit = 0; unit < sizeOf(shape); unit++) {
            const term = explainValue(trace, { equation: id, unit, t: 2 }, moment);
            expect(evaluate(term ?? { kind: 'constant', value: NaN }, moment)).to.be.closeTo(
              moment.value(id, unit, 2) ?? NaN,
              1e-12,
            );
          }
        }
      });

      it('explains every gradient and every share by arithmetic that comes to it, to 1e-12', () => {
        for (const { id, shape } of named) {
          for (let unit = 0; unit < sizeOf(shape); unit++) {
            const terms = explainGradient(trace, { equation: id, unit, t: 1 }, moment).map(({ term }) => term);
            expect(evaluate(sumTerm(terms), moment)).to.be.closeTo(moment.gradient(id, unit, 1) ?? NaN, 1e-12);
          }
        }
        for (const { name, shape } of trace.parameters) {
          for (let index = 0; index < sizeOf(shape); index++) {
            const share = (net.recorder.share(name, 1)?.values[index] ?? NaN) * reading.sign(name, index);
            expect(evaluate(explainShare(trace, { parameter: name, index, t: 1 }, moment), moment)).to.be.closeTo(
              share,
              1e-12,
            );
          }
        }
      });
    });
  }

  it('refuses to read a value that is no gate', () => {
    const { trace } = run(defaultDocument('lstm'));
    expect(() => readTrace(trace, { complemented: { lstm: ['g'] } })).to.throw('cell.g: expected a gate, got tanh');
    expect(() => readTrace(trace, { complemented: { lstm: ['f'] } })).to.throw('expected 1 − f');
  });

  it('writes the notes’ letters', () => {
    const rnn = readTrace(run(defaultDocument('rnn')).trace, { letters: notesLetters }).trace;
    expect(valueTex(rnn, rnn.values['cell.a'])).to.equal('a_{t} = U x_{t} + W h_{t-1} + b');
    const lstm = readTrace(run(defaultDocument('lstm')).trace, { letters: notesLetters }).trace;
    expect(valueTex(lstm, lstm.values['cell.i'])).to.match(/W_\{xi\} x_\{t\} \+ W_\{hi\} h_\{t-1\} \+ b_\{i\}/);
    expect(valueTex(lstm, lstm.values['cell.c'])).to.equal(
      'c_{t} = f_{t} \\odot c_{t-1} + i_{t} \\odot \\tilde{c}_{t}',
    );
    expect(gradientTex(lstm, lstm.values['cell.h'])).to.contain('a_{c,t+1}').and.not.contain('a_{g');
    expect(parameterName(lstm, 'cell.weight_x', 'g')).to.deep.equal({ base: 'W', sub: 'xc', super: undefined });
    const gru = readTrace(run(defaultDocument('gru')).trace, { letters: notesLetters }).trace;
    expect(valueTex(gru, gru.values['cell.z'])).to.match(/W_\{z\} x_\{t\} \+ U_\{z\} h_\{t-1\} \+ b_\{z\}/);
    expect(valueTex(gru, gru.values['cell.n'])).to.contain('U_{h}');
    expect(gradientTex(gru, gru.values['cell.n'])).to.contain('\\partial \\tilde{h}_{t}');
    expect(valueName(gru, gru.values['cell.h'])).to.deep.equal({ base: 'h', sub: undefined, super: undefined });
  });
});

describe('the LSTM’s candidate', () => {
  it('with sigmoid only adds: no cell state is ever below 0', () => {
    const document = withLayer(defaultDocument('lstm'), { candidate: 'sigmoid' });
    const net = run(document);
    const c = net.trace.values['cell.c'];
    const states = Array.from({ length: document.steps }, (_, t) => Array.from(net.recorder.frame(c, t)?.values ?? []));
    expect(states.flat()).to.have.length(20);
    expect(Math.min(...states.flat())).to.be.above(0);
  });
});

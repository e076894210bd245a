import { expect } from 'chai';
import { writtenFor } from '../../src/app/bptt-reading.ts';
import { sumTex, termTex } from '../../src/formula/bptt-tex.ts';
import { jacobianTex } from '../../src/formula/jacobian-tex.ts';
import { mathml } from '../../src/formula/mathml.ts';
import { readTrace } from '../../src/formula/convention.ts';
import { bpttCells, taggingNetwork } from '../../src/lessons/bptt.ts';
import { idsOf } from '../../src/lessons/tagged-sentences.ts';
import { initialize } from '../../src/nn/initializers.ts';
import { parseModel } from '../../src/nn/model.ts';
import { traceModel } from '../../src/nn/trace-model.ts';
import { network } from '../../src/streams/network.ts';
import { stateJacobians } from '../../src/streams/terms.ts';
import { writtenJacobian } from '../support/written-jacobian.ts';

/** The lesson's network with some fields of its cell changed. */
function tagging(cell: (typeof bpttCells)[number], fields: Readonly<Record<string, unknown>> = {}) {
  const spec = taggingNetwork(cell, 'en');
  return parseModel({
    ...spec,
    layers: spec.layers.map((each) => (each.name === 'cell' ? { ...each, ...fields } : each)),
  });
}

const written = (cell: (typeof bpttCells)[number], reading: Parameters<typeof writtenFor>[1] = {}, fields = {}) =>
  writtenFor(traceModel(tagging(cell, fields)), reading);

describe('jacobianTex', () => {
  it('writes an RNN’s with the slope of its own activation', () => {
    const whole = (activation: string) => jacobianTex(written('rnn', {}, { activation }), 5).whole;
    const left = '\\frac{\\partial h_{5}}{\\partial h_{4}} = ';
    expect(whole('tanh')).to.equal(`${left}\\operatorname{diag}\\left(1 - h_{5}^{2}\\right)\\, W_{h}`);
    expect(whole('sigmoid')).to.equal(
      `${left}\\operatorname{diag}\\left(h_{5} \\odot \\left(1 - h_{5}\\right)\\right)\\, W_{h}`,
    );
    expect(whole('relu')).to.equal(
      `${left}\\operatorname{diag}\\left(\\operatorname{relu}'\\left(a_{5}\\right)\\right)\\, W_{h}`,
    );
  });

  it('writes a GRU’s with z as the share of the new candidate or of the old state, in either letters', () => {
    expect(jacobianTex(written('gru')).whole).to.equal(
      '\\frac{\\partial h_{t}}{\\partial h_{t-1}} = \\operatorname{diag}\\left(1 - z_{t}\\right) + \\operatorname{diag}\\left(\\tilde{h}_{t} - h_{t-1}\\right)\\, \\frac{\\partial z_{t}}{\\partial h_{t-1}} + \\operatorname{diag}\\left(z_{t}\\right)\\, \\frac{\\partial \\tilde{h}_{t}}{\\partial h_{t-1}}',
    );
    const { whole, inner } = jacobianTex(written('gru', { letters: 'app', update: 'kept' }));
    expect(whole).to.equal(
      '\\frac{\\partial h_{t}}{\\partial h_{t-1}} = \\operatorname{diag}\\left(z_{t}\\right) + \\operatorname{diag}\\left(h_{t-1} - n_{t}\\right)\\, \\frac{\\partial z_{t}}{\\partial h_{t-1}} + \\operatorname{diag}\\left(1 - z_{t}\\right)\\, \\frac{\\partial n_{t}}{\\partial h_{t-1}}',
    );
    expect(inner.join(' ')).to.include('W_{hz}');
    expect(jacobianTex(written('gru')).inner.join(' ')).to.include('U_{z}');
  });

  it('writes an LSTM’s as blocks of h and c, the belt’s own one diag(f)', () => {
    const { whole, blocks, inner } = jacobianTex(written('lstm'), 3);
    expect(whole).to.include('\\begin{pmatrix}');
    expect(blocks).to.have.length(4);
    expect(blocks[3]).to.equal('\\frac{\\partial c_{3}}{\\partial c_{2}} = \\operatorname{diag}\\left(f_{3}\\right)');
    expect(inner).to.have.length(4);
    expect(inner.join(' ')).to.include('\\tilde{c}_{3}').and.include('W_{hc}');
    expect(jacobianTex(written('lstm', { letters: 'app' }), 3).inner.join(' ')).to.include('W_{hg}');
  });

  const readings: readonly Readonly<Record<string, readonly string[]>>[] = [{}, { gru: ['z'] }];
  const cases = [
    ['rnn', { activation: 'tanh' }],
    ['rnn', { activation: 'sigmoid' }],
    ['rnn', { activation: 'relu' }],
    ['lstm', { candidate: 'tanh' }],
    ['lstm', { candidate: 'sigmoid' }],
    ['gru', { reset: 'before' }],
    ['gru', { reset: 'after' }],
  ] as const;

  for (const [cell, fields] of cases) {
    for (const complemented of readings) {
      const title = `${cell} ${Object.values(fields).join()}${'gru' in complemented ? ', z read as 1 − z' : ''}`;
      it(`comes to the measured Jacobian when its letters are put in, to 1e-12, ${title}`, () => {
        const spec = tagging(cell, fields);
        const start = traceModel(spec).parameters.map((each) => [each.name, initialize(each, 5)] as const);
        const net = network(spec, Object.fromEntries(start));
        net.feed(idsOf('en', 0));
        net.scheduler.drain();
        const got = writtenJacobian(net, { reading: readTrace(net.trace, { complemented }), t: 3 });
        const { data } = stateJacobians(net)[3];
        expect(got).to.have.length(data.length);
        data.forEach((value, n) => expect(got[n], `entry ${n}`).to.be.closeTo(value, 1e-12));
        net.dispose();
      });
    }
  }

  it('is MathML that Temml reads, as the sum and its terms are, for every cell and convention', async () => {
    for (const cell of bpttCells) {
      for (const reading of [{}, { letters: 'app', update: 'kept' }] as const) {
        const trace = written(cell, reading);
        const { whole, blocks, inner } = jacobianTex(trace, 2);
        const terms = (['x', 'h', 'o', 'b'] as const).map((weight) => termTex(trace, { weight, t: 4, i: 4 }));
        const far = termTex(trace, { weight: 'h', t: 4, i: 1 });
        for (const tex of [whole, ...blocks, ...inner, sumTex(trace, 'x'), far, ...terms]) {
          expect(await mathml(tex), tex).not.to.contain('error');
        }
      }
    }
  });
});

describe('termTex', () => {
  it('names weights and output as the notes’ section on BPTT does, or as the app does', () => {
    const at = { weight: 'o', t: 3, i: 3 } as const;
    expect(termTex(written('rnn'), at)).to.equal(
      '\\frac{\\partial E_{4}}{\\partial W_{o}} = \\frac{\\partial E_{4}}{\\partial O_{4}}\\, h_{4}^{\\top}',
    );
    expect(termTex(written('rnn', { letters: 'app' }), at)).to.include('W_{\\mathrm{tag}}');
    expect(termTex(written('rnn'), { weight: 'h', t: 3, i: 1 })).to.match(/prod_\{j=3\}\^\{4\}.*\\partial W_\{h\}\}$/);
    expect(termTex(written('gru'), { weight: 'h', t: 3, i: 1 })).to.match(/\\partial U\}$/);
    expect(termTex(written('lstm'), { weight: 'x', t: 3, i: 3 })).to.match(/\\partial s_\{4\}.*\\partial W_\{x\}\}$/);
    expect(termTex(written('lstm'), { weight: 'x', t: 3, i: 3 })).not.to.include('prod');
  });
});

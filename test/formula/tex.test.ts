import { expect } from 'chai';
import { traceModel } from '../../src/nn/trace-model.ts';
import { mathml } from '../../src/formula/mathml.ts';
import { gradientTex, valueTex } from '../../src/formula/tex.ts';
import { formulaCases } from './cases.ts';
import { formulasOf } from './formulas.ts';
import snapshot from './snapshot.json' with { type: 'json' };

const stored: Readonly<Record<string, Readonly<Record<string, string>>>> = snapshot;

describe('formulas in symbols', () => {
  it('are the stored ones', () => {
    for (const [name, formulas] of Object.entries(stored)) {
      expect(formulasOf(formulaCases.symbols[name]), name).to.deep.equal(formulas);
    }
  });

  it('name no slice: slices are pushed down to the rows of the weights', () => {
    for (const spec of Object.values(formulaCases.symbols)) {
      for (const tex of Object.values(formulasOf(spec))) expect(tex).not.to.match(/_\{\[\d+:/);
    }
  });

  it('are MathML that Temml reads, without an error in red', async () => {
    for (const spec of Object.values(formulaCases.symbols)) {
      for (const tex of Object.values(formulasOf(spec))) {
        const markup = await mathml(tex);
        expect(markup, tex).to.match(/^<math/);
        expect(markup, tex).not.to.contain('error');
      }
    }
  });

  it('write a moment with its step, and leave out what the last step does not get', () => {
    const { specs } = formulaCases;
    const trace = traceModel(specs.lstm);
    const c = trace.values['cell.c'];
    expect(valueTex(trace, c, 3)).to.equal('c_{3} = f_{3} \\odot c_{2} + i_{3} \\odot g_{3}');
    expect(gradientTex(trace, c, { step: 3 })).to.contain('c_{4}');
    expect(gradientTex(trace, c, { step: 3, isLast: true })).to.equal(
      '\\frac{\\partial L}{\\partial c_{3}} = \\frac{\\partial L}{\\partial h_{3}} \\odot o_{3} \\odot \\left(1 - \\tanh^2\\left(c_{3}\\right)\\right)',
    );
  });
});

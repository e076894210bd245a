import { expect } from 'chai';
import { evaluate } from '../../src/formula/evaluate.ts';
import { explainGradient, explainShare } from '../../src/formula/explain-gradient.ts';
import { explainValue } from '../../src/formula/explain.ts';
import type { Moment } from '../../src/formula/reference.ts';
import { numbersIn } from '../../src/formula/term.ts';
import { Random } from '../../src/nn/random.ts';
import { sizeOf } from '../../src/nn/shape.ts';
import type { ModelSpec } from '../../src/nn/model.ts';
import { network, type Network } from '../../src/streams/network.ts';
import { formulaCases } from './cases.ts';

/** A whole pass of the streams over seeded weights and a seeded sample. */
function drained(spec: ModelSpec): { net: Network; moment: Moment } {
  const net = seeded(spec);
  const random = Random.seeded(3, 'formula');
  const inputSize = sizeOf(spec.input.shape);
  const steps = spec.shape === 'one-to-many' ? 1 : spec.input.sequence ? 4 : 1;
  const targets = spec.shape === 'one-to-many' ? spec.steps : spec.shape === 'encoder-decoder' ? 3 : steps;
  const { trace } = net;
  const target = trace.equations[trace.equations[trace.loss].inputs[1]];
  const returnsOne = trace.scans[trace.equations[trace.loss].scan].length === 'once';
  const values = (size: number) => Float64Array.from({ length: size }, () => random.normal());
  const ids = spec.input.kind === 'ids';
  net.feed({
    input: Array.from({ length: steps }, () => {
      if (!ids) return values(inputSize);
      return spec.input.shape.length === 0 ? random.below(5) : values(inputSize).map(() => random.below(5));
    }),
    target: Array.from({ length: returnsOne ? 1 : targets }, () =>
      target.shape.length === 0 ? random.below(5) : values(sizeOf(target.shape)),
    ),
    kept: Object.fromEntries(
      trace.equations.flatMap((equation) =>
        equation.op === 'kept'
          ? [[equation.layer, Array.from({ length: steps * sizeOf(equation.shape) }, () => random.below(2))]]
          : [],
      ),
    ),
    lossWeights: Array.from({ length: returnsOne ? 1 : targets }, (_, t) => 0.5 + t),
  });
  net.scheduler.drain();
  const { recorder } = net;
  const { lengths } = net;
  const moment: Moment = {
    steps: (scan) => lengths[scan] ?? 1,
    value: (equation, unit, t) => recorder.value(equation, unit, t),
    gradient: (equation, unit, t) => recorder.gradient(equation, unit, t),
    parameter: (name, index) => net.parameters[name][index],
  };
  return { net, moment };
}

function seeded(spec: ModelSpec): Network {
  const random = Random.seeded(2, 'formula');
  const parameters = formulaCases.parametersOf(spec).map(({ name, shape }) => {
    return [name, Float64Array.from({ length: sizeOf(shape) }, () => random.normal() * 0.7)] as const;
  });
  return network(spec, Object.fromEntries(parameters));
}

const close = (came: number, wanted: number, place: string) =>
  expect(came, place).to.be.closeTo(wanted, 1e-9 * Math.max(1, Math.abs(wanted)));

for (const [name, spec] of Object.entries(formulaCases.specs)) {
  describe(`explanation of ${name}`, () => {
    it('each value is what its arithmetic comes to, within 1e-9', () => {
      const { net, moment } = drained(spec);
      let count = 0;
      for (const { id, shape, scan, inputs } of net.trace.equations) {
        if (scan < 0 || inputs.length === 0) continue;
        for (let t = 0; t < moment.steps(scan); t++) {
          for (let unit = 0; unit < sizeOf(shape); unit++) {
            const term = explainValue(net.trace, { equation: id, unit, t }, moment);
            const op = net.trace.equations[id].op;
            if (term === undefined) continue;
            close(evaluate(term, moment), net.recorder.value(id, unit, t) ?? NaN, `${op} ${id} unit ${unit} t ${t}`);
            count++;
          }
        }
      }
      expect(count).to.be.greaterThan(10);
    });

    it('each gradient is the sum of what arrives, within 1e-9', () => {
      const { net, moment } = drained(spec);
      let count = 0;
      for (const { id, shape, scan, name: named } of net.trace.equations) {
        if (scan < 0 || named === undefined || id === net.trace.loss) continue;
        for (let t = 0; t < moment.steps(scan); t++) {
          for (let unit = 0; unit < sizeOf(shape); unit++) {
            const recorded = net.recorder.gradient(id, unit, t);
            if (recorded === undefined) continue;
            const arrivals = explainGradient(net.trace, { equation: id, unit, t }, moment);
            const sum = arrivals.reduce((total, { term }) => total + evaluate(term, moment), 0);
            close(sum, recorded, `∂ ${named} ${id} unit ${unit} t ${t}`);
            count++;
          }
        }
      }
      expect(count).to.be.greaterThan(5);
    });

    it('each step’s share of ∂L/∂w is what its arithmetic comes to, within 1e-9', () => {
      const { net, moment } = drained(spec);
      let count = 0;
      for (const { name: parameter, shape } of net.trace.parameters) {
        for (let t = 0; net.recorder.share(parameter, t) !== undefined; t++) {
          for (let index = 0; index < sizeOf(shape); index++) {
            const term = explainShare(net.trace, { parameter, index, t }, moment);
            close(
              evaluate(term, moment),
              net.recorder.share(parameter, t)!.values[index],
              `${parameter}[${index}] t ${t}`,
            );
            count++;
          }
        }
      }
      expect(count).to.be.greaterThan(10);
    });

    it('names only numbers that the recorder has', () => {
      const { net, moment } = drained(spec);
      for (const { id, shape, scan, inputs } of net.trace.equations) {
        if (scan < 0 || inputs.length === 0) continue;
        const term = explainValue(net.trace, { equation: id, unit: sizeOf(shape) - 1, t: 0 }, moment);
        for (const reference of term === undefined ? [] : numbersIn(term)) {
          if (reference.kind === 'value') {
            expect(moment.value(reference.equation, reference.unit, reference.t)).to.be.a('number');
          }
        }
      }
    });
  });
}

it('leaves a statistic of several samples to the batch, and hands back a sample’s share of it', () => {
  const { net, moment } = drained(formulaCases.specs['batch norm on channels, layer norm on a layer']);
  const { trace } = net;
  const mean = { equation: trace.values['batch.mean'], unit: 1, t: 0 };
  expect(explainValue(trace, mean, moment)).not.to.equal(undefined);
  expect(explainValue(trace, mean, { ...moment, samples: 4 })).to.equal(undefined);
  const x = { equation: trace.values.conv, unit: 0, t: 0 };
  const total = (samples: number) =>
    explainGradient(trace, x, { ...moment, samples }).reduce((sum, { term }) => sum + evaluate(term, moment), 0);
  // what comes through the statistics is divided by the samples, what comes directly is not
  const [half, quarter] = [total(1) - total(2), total(1) - total(4)];
  expect(Math.abs(half)).to.be.above(1e-6);
  expect(quarter).to.be.closeTo(1.5 * half, 1e-12);
});

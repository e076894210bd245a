import { expect } from 'chai';
import { bpttCells, taggingNetwork, type BpttCell } from '../../src/lessons/bptt.ts';
import { idsOf } from '../../src/lessons/tagged-sentences.ts';
import { initialize } from '../../src/nn/initializers.ts';
import { multiply } from '../../src/nn/matrix.ts';
import { parseModel } from '../../src/nn/model.ts';
import { traceModel } from '../../src/nn/trace-model.ts';
import { network, type Network } from '../../src/streams/network.ts';
import { bpttTerms, stateJacobians } from '../../src/streams/terms.ts';

/** A pass over the first English sentence, drained; the loss counts where the weights say. */
function tagged(cell: BpttCell, lossWeights?: ArrayLike<number>): Network {
  const spec = taggingNetwork(cell, 'en');
  const parameters = traceModel(spec).parameters.map((each) => [each.name, initialize(each, 3)] as const);
  const streams = network(spec, Object.fromEntries(parameters));
  streams.feed({ ...idsOf('en', 0), lossWeights });
  streams.scheduler.drain();
  return streams;
}

/** Layers over two numbers a step, one output behind them. */
function opened(...layers: readonly object[]): Network {
  const spec = parseModel({
    shape: 'stack',
    input: { kind: 'values', shape: [2], sequence: true },
    layers: [...layers, { name: 'out', type: 'dense', units: 1 }],
    loss: 'mse',
  });
  const parameters = traceModel(spec).parameters.map((each) => [each.name, initialize(each, 1)] as const);
  return network(spec, Object.fromEntries(parameters));
}

function expectNear(got: ArrayLike<number>, wanted: ArrayLike<number>, place: string): void {
  expect(got.length, place).to.equal(wanted.length);
  const scale = Math.max(1e-6, ...Array.from(wanted, Math.abs));
  for (let n = 0; n < wanted.length; n++) expect(got[n], `${place}[${n}]`).to.be.closeTo(wanted[n], 1e-11 * scale);
}

describe('bpttTerms', () => {
  for (const cell of bpttCells) {
    it(`sums to the gradient that the streams gather for every parameter, to 1e-11, ${cell}`, () => {
      const streams = tagged(cell);
      const sums = Object.fromEntries(
        Object.entries(streams.parameters).map(([name, { length }]) => [name, new Float64Array(length)]),
      );
      for (const { parts } of bpttTerms(streams)) {
        for (const [name, part] of parts) part.forEach((value, n) => (sums[name][n] += value));
      }
      for (const [name, sum] of Object.entries(sums)) expectNear(sum, streams.recorder.total(name) ?? [], name);
      streams.dispose();
    });

    it(`equals each step's share of a pass in which one loss counts alone, to 1e-11, ${cell}`, () => {
      const [all, alone] = [
        tagged(cell),
        tagged(
          cell,
          Float64Array.from({ length: 12 }, (_, t) => (t === 7 ? 1 : 0)),
        ),
      ];
      for (const { t, i, parts } of bpttTerms(all)) {
        if (t !== 7) continue;
        for (const [name, part] of parts) {
          expectNear(part, alone.recorder.share(name, i)?.values ?? [], `${name} at step ${i}`);
        }
      }
      all.dispose();
      alone.dispose();
    });

    it(`hands the state's gradient down by the step's Jacobian of the whole state, to 1e-11, ${cell}`, () => {
      const streams = tagged(cell);
      const jacobians = stateJacobians(streams);
      let above = new Float64Array();
      for (const { t, i, arriving } of bpttTerms(streams)) {
        if (i < t) {
          const row = { rows: 1, columns: above.length, data: above };
          expectNear(arriving, multiply(row, jacobians[i + 1]).data, `${t}, ${i}`);
        }
        above = arriving.slice();
      }
      streams.dispose();
    });
  }

  it('needs the loss phase, and does not need the backward phase', () => {
    const streams = tagged('rnn');
    const whole = [...bpttTerms(streams)].length;
    streams.feed(idsOf('en', 0));
    expect(() => [...bpttTerms(streams)]).to.throw('no value of equation');
    streams.seek(streams.steps.find(({ phase }) => phase === 'backward')?.position ?? NaN);
    expect([...bpttTerms(streams)]).to.have.length(whole);
    streams.dispose();
  });

  it('has one row where the loss stands behind the last step, which sums to the gradient, to 1e-11', () => {
    const streams = opened(
      { name: 'below', type: 'gru', units: 3 },
      { name: 'cell', type: 'lstm', units: 2, returns: 'last' },
      { name: 'norm', type: 'layer-norm' },
    );
    streams.feed({ input: [0.3, -0.8, 0.5, 0.9].map((x) => [x, 1 - x]), target: [[0.4]] });
    streams.scheduler.drain();
    const sums = new Map<string, Float64Array>();
    const places: string[] = [];
    for (const { t, i, parts } of bpttTerms(streams)) {
      places.push(`${t} ${i}`);
      for (const [name, part] of parts) {
        const sum = sums.get(name) ?? new Float64Array(part.length);
        sums.set(
          name,
          sum.map((value, n) => value + part[n]),
        );
      }
    }
    expect(places).to.deep.equal(['3 3', '3 2', '3 1', '3 0']);
    expect([...sums.keys()]).to.have.members(Object.keys(streams.parameters));
    for (const [name, sum] of sums) expectNear(sum, streams.recorder.total(name) ?? [], name);
    streams.dispose();
  });

  it('refuses a network whose states do not share one time loop', () => {
    const streams = opened(
      { name: 'cell', type: 'rnn', units: 2, returns: 'last' },
      { name: 'behind', type: 'rnn', units: 2 },
    );
    expect(() => [...bpttTerms(streams)]).to.throw('time loop');
    streams.dispose();
  });
});

import { expect } from 'chai';
import { readCase } from '../../scripts/golden/read-case.ts';
import type { GoldenCase } from '../../scripts/golden/engine.ts';
import { characterModel } from '../../src/app/character-model.ts';
import { recurrentCells } from '../../src/lessons/recurrent-cells.ts';
import { termsOf } from '../../src/nn/bptt-terms.ts';
import { jacobianPath } from '../../src/nn/jacobian-path.ts';
import { jacobianReach } from '../../src/nn/jacobian-norms.ts';
import { initialParameters, parameterLayout } from '../../src/nn/layout.ts';
import { globalNorm } from '../../src/nn/optimizers.ts';
import { traceModel } from '../../src/nn/trace-model.ts';
import { network } from '../../src/streams/network.ts';
import { bpttTerms, recordedFrames } from '../../src/streams/terms.ts';
import type { TermsRequest } from '../../src/train/protocol.ts';
import { Network } from '../../workers/arena/network.ts';
import { writeBatch } from '../../workers/arena/transfer.ts';
import { keptFrames } from '../../workers/kept-frames.ts';
import { bestKernels } from '../../workers/kernels/choose.ts';
import type { KernelSet } from '../../workers/kernels/kernel-set.ts';
import { referenceKernels } from '../../workers/kernels/reference/kernel-set.ts';
import { planOf } from '../../workers/plan/plan.ts';
import { ReadText } from '../../workers/terms.ts';

const sets: readonly (readonly [string, () => Promise<KernelSet>])[] = [
  ['simd', bestKernels],
  ['reference', async () => referenceKernels()],
];

const expectAlike = (got: number, wanted: number, { to, place }: { to: number; place: string }): void => {
  expect(Math.abs(got - wanted), `${place}: ${got} for ${wanted}`).to.be.at.most(to * Math.max(1e-6, Math.abs(wanted)));
};

/** The case's forward run on a kernel set. */
function forward(golden: GoldenCase, kernels: KernelSet): Network {
  const { trace, batch, inputSteps, outputSteps } = golden;
  const plan = planOf(trace, {
    kind: 'values',
    batch,
    inputSteps,
    outputSteps,
    keep: trace.equations.map(({ id }) => id),
  });
  const run = new Network(plan, kernels);
  for (const [name, { offset }] of run.layout.places) {
    run.parameters.set(Float32Array.from(golden.parameters[name].data), offset);
  }
  for (const feed of plan.feeds) writeBatch(run.memory, feed, golden[feed.role === 'target' ? 'target' : 'input'].data);
  run.forward();
  return run;
}

/** The norm of each part of a parameter's sum, E_t the mean over the batch. */
function meanNorms(run: Network, { golden, name }: { golden: GoldenCase; name: string }): Float64Array {
  const { trace, batch, inputSteps: steps } = golden;
  const sums = Array.from({ length: steps * steps }, () => new Float64Array(golden.parameters[name].data.length));
  for (let sample = 0; sample < batch; sample++) {
    for (const { t, i, parts } of termsOf(trace, { steps, frames: keptFrames(run, { sample }) })) {
      parts.get(name)?.forEach((value, n) => (sums[t * steps + i][n] += value / batch));
    }
  }
  return Float64Array.from(sums, (sum) => globalNorm([sum]));
}

describe('termsOf and jacobianReach on kept values', () => {
  const names = ['rnn-many-to-many', 'lstm-many-to-many', 'gru-many-to-many', 'gru-reset-after', 'own/rnn-activations'];
  for (const name of names) {
    for (const [set, kernels] of sets) {
      it(`equal PyTorch's contribution_norms and jacobian_norms, to 1e-4, ${name} on ${set}`, async () => {
        const golden = readCase(await (await fetch(`/test/goldens/${name}.json`)).json());
        const run = forward(golden, await kernels());
        const steps = golden.inputSteps;
        const { contribution_norms: terms, jacobian_norms: jacobians } = golden.expected;
        expect(Object.keys(terms)).not.to.have.length(0);
        for (const [parameter, { data }] of Object.entries(terms)) {
          const got = meanNorms(run, { golden, name: parameter });
          Array.from(data).forEach((wanted, n) =>
            expectAlike(got[n], wanted, { to: 1e-4, place: `${parameter} ${n}` }),
          );
        }
        const reach = jacobianReach(golden.trace, { scan: 0, steps, frames: keptFrames(run, { sample: 0 }) });
        expect(Object.keys(jacobians)).to.have.members(Object.keys(reach.norms));
        for (const [state, { data }] of Object.entries(jacobians)) {
          Array.from(data).forEach((wanted, n) =>
            expectAlike(reach.norms[state][n], wanted, { to: 1e-4, place: `${state} ${n}` }),
          );
        }
      });
    }
  }
});

/** A text of a character network from the seed; the parameters are larger than a fresh run's, so that gates move. */
function textOf(cell: (typeof recurrentCells)[number], vocabulary: number): TermsRequest {
  const model = characterModel({ cell, units: 9, vocabulary });
  const parameters = initialParameters(traceModel(model), 5).map((value) => 2 * value);
  const ids = Array.from({ length: 12 }, (_, n) => (n * n + 3 * n) % 7);
  return { model, parameters, input: ids.slice(0, -1), target: ids.slice(1) };
}

/** The streams' pass over the same text. */
function streamsOf({ model, parameters, input, target }: TermsRequest) {
  const { places } = parameterLayout(traceModel(model));
  const named = [...places].map(([name, { offset, size }]) => [name, parameters.subarray(offset, offset + size)]);
  const streams = network(model, Object.fromEntries(named) as Record<string, Float32Array>);
  streams.feed({ input, target });
  streams.scheduler.drain();
  return streams;
}

describe('ReadText', () => {
  for (const cell of recurrentCells) {
    for (const vocabulary of [7, 300]) {
      it(`measures what the streams measure, to 1e-5, ${cell}, ${vocabulary} characters`, async () => {
        const text = textOf(cell, vocabulary);
        const streams = streamsOf(text);
        const read = new ReadText(text, await bestKernels());
        const { steps, norms, arriving, losses } = read.terms();
        expect(steps).to.equal(11);
        let zeros = 0;
        for (const { t, i, arriving: state, parts } of bpttTerms(streams)) {
          const at = { to: 1e-5, place: `${t}, ${i}` };
          expectAlike(arriving[t * steps + i], globalNorm([state]), at);
          for (const [name, part] of parts) {
            const wanted = globalNorm([part]);
            if (wanted === 0) expect(norms[name][t * steps + i], `${name} ${t}, ${i}`).to.equal(0);
            else expectAlike(norms[name][t * steps + i], wanted, at);
            if (wanted === 0) zeros += 1;
          }
        }
        expect(zeros, 'terms that are exactly 0').to.be.greaterThan(0);
        losses.forEach((loss, t) =>
          expectAlike(loss, streams.recorder.loss(t)?.value ?? NaN, { to: 1e-5, place: `E ${t}` }),
        );
        streams.dispose();
      });
    }

    it(`reaches as far as the streams' Jacobians do, to 1e-5, piece by piece, ${cell}`, async () => {
      const text = textOf(cell, 7);
      const streams = streamsOf(text);
      const wanted = jacobianReach(streams.trace, { scan: 0, steps: 11, frames: recordedFrames(streams) });
      const pieces = new ReadText(text, await bestKernels()).reach();
      const shares: number[] = [];
      let next = pieces.next();
      for (; !next.done; next = pieces.next()) shares.push(next.value);
      expect(shares).to.deep.equal(shares.toSorted((a, b) => a - b));
      expect(shares.at(-1)).to.equal(1);
      const { norms, paths } = next.value;
      for (const [state, table] of Object.entries(wanted.norms)) {
        table.forEach((value, n) => expectAlike(norms[state][n], value, { to: 1e-5, place: `${state} ${n}` }));
      }
      wanted.paths.forEach((value, n) => expectAlike(paths[n], value, { to: 1e-5, place: `path ${n}` }));
      streams.dispose();
    });
  }

  it('has a way whose single norms multiply to no less than the norm of the product', async () => {
    const pieces = new ReadText(textOf('lstm', 7), await bestKernels()).reach();
    let next = pieces.next();
    while (!next.done) next = pieces.next();
    const { paths } = next.value;
    const path = jacobianPath({ paths, steps: 11 }, { t: 8, i: 3 });
    expect(path.factors).to.have.length(5);
    expect(path.factors[0]).to.equal(paths[8 * 11 + 7]);
    expect(path.normOfProduct).to.be.at.most(path.productOfNorms);
    expect(jacobianPath({ paths, steps: 11 }, { t: 4, i: 4 })).to.deep.equal({
      factors: [],
      normOfProduct: 1,
      productOfNorms: 1,
    });
  });

  it('refuses ids and parameters that are not the network’s', async () => {
    const kernels = await bestKernels();
    const text = textOf('rnn', 7);
    expect(() => new ReadText({ ...text, input: text.input.with(3, 7) }, kernels)).to.throw('ids below 7, got 7');
    expect(() => new ReadText({ ...text, target: text.target.slice(1) }, kernels)).to.throw('expected 11 ids, got 10');
    expect(() => new ReadText({ ...text, parameters: text.parameters.slice(1) }, kernels)).to.throw('parameters');
  });
});

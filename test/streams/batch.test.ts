import { expect } from 'chai';
import { traceModel } from '../../src/nn/trace-model.ts';
import { Batch, drainTogether } from '../../src/streams/batch.ts';
import { network } from '../../src/streams/network.ts';
import { PassError } from '../../src/streams/pass-input.ts';
import { referenceKernels } from '../../workers/kernels/reference/kernel-set.ts';
import { Network } from '../../workers/arena/network.ts';
import { writeBatch } from '../../workers/arena/transfer.ts';
import { planOf } from '../../workers/plan/plan.ts';
import { made, model, numbers, parametersOf } from '../support/stream-networks.ts';

const spec = model({
  input: { kind: 'values', shape: [2, 3], sequence: false },
  layers: [
    { name: 'norm', type: 'batch-norm' },
    { name: 'flat', type: 'flatten' },
    { name: 'out', type: 'dense', units: 2, activation: 'tanh' },
  ],
  loss: 'half-sum-squares',
});
const samples = 4;
const inputs = Array.from({ length: samples }, (_, n) => numbers(6, n));
const targets = Array.from({ length: samples }, (_, n) => numbers(2, 50 + n));
const sgd = { type: 'sgd', learning_rate: 0.1 } as const;

/** A running variance is positive. */
const parameters: Record<string, Float64Array> = {
  ...parametersOf(spec),
  'norm.running_var': Float64Array.of(0.7, 1.3),
};

/** One network a sample, run together; the last one holds the update. */
function trained() {
  const networks = inputs.map(() => network(spec, parameters));
  const batch = new Batch(samples);
  networks.forEach((net, sample) =>
    net.feed({
      sample,
      batch,
      input: [inputs[sample]],
      target: [targets[sample]],
      lossWeights: [1 / samples],
      ...(sample === samples - 1 ? { optimizer: sgd } : {}),
    }),
  );
  drainTogether(networks.map(({ scheduler }) => scheduler));
  return networks;
}

describe('Batch', () => {
  it('gives all samples one mean, that of them all', () => {
    const networks = trained();
    const { mean } = Object.fromEntries(
      networks[0].trace.equations.flatMap(({ name, id }) => (name === undefined ? [] : [[name, id]])),
    );
    const wanted = [0, 1].map(
      (c) => inputs.reduce((sum, x) => sum + x[3 * c] + x[3 * c + 1] + x[3 * c + 2], 0) / (3 * samples),
    );
    for (const net of networks) {
      const { values = [] } = net.recorder.frame(mean, 0) ?? {};
      expect(values).to.have.length(2);
      wanted.forEach((value, c) => expect(values[c]).to.be.closeTo(value, 1e-12));
      net.dispose();
    }
  });

  it('updates parameters and running statistics as the tensor core does (1e-5)', () => {
    const networks = trained();
    const updated = networks[samples - 1].parameters;
    const plan = planOf(traceModel(spec), { kind: 'training', batch: samples, inputSteps: 1, outputSteps: 1 });
    const core = new Network(plan, referenceKernels());
    for (const [name, { offset }] of core.layout.places) core.parameters.set(parameters[name], offset);
    const data: Record<string, readonly number[]> = {
      input: inputs.flatMap((x) => [...x]),
      target: targets.flatMap((y) => [...y]),
      weights: inputs.map(() => 1 / samples),
    };
    for (const feed of plan.feeds) writeBatch(core.memory, feed, data[feed.role]);
    core.forward();
    core.backward();
    core.update(sgd, { step: 1, norm: core.norm() });
    for (const [name, { offset, size }] of core.layout.places) {
      expect(updated[name], name).to.not.deep.equal(parameters[name]);
      for (let n = 0; n < size; n++) expect(updated[name][n], name).to.be.closeTo(core.parameters[offset + n], 1e-5);
    }
    for (const net of networks) net.dispose();
  });

  it('keeps the others waiting until a late sample comes', () => {
    const batch = new Batch(2);
    const [early, late] = [0, 1].map((sample) => {
      const net = network(spec, parameters);
      return { net, feed: () => net.feed({ sample, batch, input: [inputs[sample]], target: [targets[sample]] }) };
    });
    early.feed();
    expect(early.net.scheduler.releaseReady()).to.equal(false);
    expect(early.net.scheduler.next?.name).to.equal('mean');
    late.feed();
    drainTogether([early.net.scheduler, late.net.scheduler]);
    for (const { net } of [early, late]) {
      expect(net.scheduler.next).to.equal(null);
      net.dispose();
    }
  });

  it('takes no more samples than it was made for', () => {
    const batch = new Batch(1);
    const nets = [made(spec), made(spec)];
    const pass = { batch, input: [inputs[0]], target: [targets[0]] };
    nets[0].feed(pass);
    expect(() => nets[1].feed(pass)).to.throw('a batch of 1');
    for (const net of nets) net.dispose();
  });
});

describe('a pass through dropout', () => {
  it('needs a mask, and says for which layer', () => {
    const dropping = model({
      input: { kind: 'values', shape: [3], sequence: false },
      layers: [{ name: 'drop', type: 'dropout', rate: 0.5 }],
      loss: 'mse',
    });
    const net = made(dropping);
    const pass = { input: [numbers(3, 1)], target: [numbers(3, 2)] };
    expect(() => net.feed(pass)).to.throw(PassError, 'kept.drop');
    net.feed({ ...pass, kept: { drop: [1, 0, 1] } });
    net.scheduler.drain();
    const { values = [] } = net.recorder.frame(net.trace.output, 0) ?? {};
    expect(Array.from(values, (value) => value + 0)).to.deep.equal([2 * pass.input[0][0], 0, 2 * pass.input[0][2]]);
    net.dispose();
  });
});

import { expect } from 'chai';
import type { OptimizerSpec } from '../../src/nn/optimizers.ts';
import type { ParameterUpdate } from '../../src/streams/events.ts';
import { made, model, passOf, recurrent, releaseUntil } from '../support/stream-networks.ts';

const spec = recurrent('rnn');
const sgd: OptimizerSpec = { type: 'sgd', learning_rate: 0.5 };

describe('the update phase', () => {
  it('is w − η ∂L/∂w, one event a parameter, and the next pass starts from it', () => {
    const net = made(spec);
    const updates: ParameterUpdate[] = [];
    net.recorder.update$.subscribe((event) => updates.push(event));
    const before = { ...net.parameters };
    net.feed({ ...passOf(spec), optimizer: sgd });
    net.scheduler.drain();
    expect(updates.map(({ parameter }) => parameter)).to.deep.equal(net.trace.parameters.map(({ name }) => name));
    for (const { parameter, gradient, after } of updates) {
      expect([...gradient]).to.deep.equal([...(net.recorder.total(parameter) ?? [])]);
      after.forEach((value, n) => expect(value).to.equal(before[parameter][n] - 0.5 * gradient[n]));
      expect(net.recorder.updated(parameter, 0)).to.equal(after[0]);
      expect([...net.parameters[parameter]]).to.deep.equal([...after]);
    }
    const first = net.recorder.totalLoss() ?? NaN;
    net.feed(passOf(spec));
    net.scheduler.drain();
    expect(net.recorder.totalLoss()).to.be.below(first);
    net.dispose();
  });

  it('changes nothing before the last parameter, so that a pass cancelled in between leaves the old weights', () => {
    const net = made(spec);
    const before = { ...net.parameters };
    net.feed({ ...passOf(spec), optimizer: sgd });
    releaseUntil(net, ({ phase }) => phase === 'update');
    net.step('operation');
    net.cancel();
    expect(net.parameters).to.deep.equal(before);
    net.dispose();
  });

  it('clips by the norm over all parameters', () => {
    const net = made(spec);
    net.feed({ ...passOf(spec), optimizer: { ...sgd, clip_norm: 0.1 } });
    net.scheduler.drain();
    const updates = net.trace.parameters.flatMap(({ name }) => net.recorder.update(name) ?? []);
    const squares = updates.flatMap(({ gradient }) => [...gradient]).reduce((sum, g) => sum + g * g, 0);
    expect(Math.sqrt(squares)).to.be.closeTo(0.1, 1e-6);
    expect(updates[0].norm).to.be.above(0.1);
    net.dispose();
  });

  it('adds the penalties’ gradients to weights, not to biases', () => {
    const penalized = model({
      input: { kind: 'values', shape: [2], sequence: false },
      layers: [{ name: 'y', type: 'dense', units: 2 }],
      loss: 'mse',
      regularization: { l1: 0.01, l2: 0.1 },
    });
    const net = made(penalized);
    net.feed({ ...passOf(penalized), optimizer: sgd });
    net.scheduler.drain();
    const added = (name: string): number[] =>
      [...(net.recorder.update(name)?.gradient ?? [])].map((g, n) => g - (net.recorder.total(name)?.[n] ?? NaN));
    const weights = net.recorder.update('y.weight')?.before ?? [];
    added('y.weight').forEach((extra, n) => {
      expect(extra).to.be.closeTo(0.01 * Math.sign(weights[n]) + 0.1 * weights[n], 1e-12);
    });
    expect(added('y.bias')).to.deep.equal([0, 0]);
    net.dispose();
  });

  it('gathers a batch from pass to pass, and the optimizer’s memory goes on from update to update', () => {
    const momentum: OptimizerSpec = { type: 'momentum', learning_rate: 0.1, momentum: 0.9 };
    const net = made(spec);
    net.feed(passOf(spec, { seed: 1 }));
    net.scheduler.drain();
    const one = net.recorder.total('cell.bias')?.slice() ?? new Float64Array();
    const gathered = Object.fromEntries(
      net.trace.parameters.map(({ name }) => [name, net.recorder.total(name) ?? []] as const),
    );
    net.feed({ ...passOf(spec, { seed: 2 }), gathered, sample: 1 });
    net.scheduler.drain();
    const both = net.recorder.total('cell.bias') ?? [];
    net.feed(passOf(spec, { seed: 2 }));
    net.scheduler.drain();
    net.recorder.total('cell.bias')?.forEach((two, n) => expect(both[n]).to.be.closeTo(one[n] + two, 1e-14));

    const velocity = new Float64Array(one.length);
    for (let step = 0; step < 2; step++) {
      net.feed({ ...passOf(spec), optimizer: momentum });
      net.scheduler.drain();
      const { before, after, gradient } = net.recorder.update('cell.bias') ?? {};
      velocity.forEach((v, n) => {
        velocity[n] = 0.9 * v + (gradient?.[n] ?? NaN);
        expect(after?.[n]).to.be.closeTo((before?.[n] ?? NaN) - 0.1 * velocity[n], 1e-14);
      });
    }
    net.dispose();
  });
});

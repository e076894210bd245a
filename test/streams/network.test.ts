import { expect } from 'chai';
import { Observable } from 'rxjs';
import { network } from '../../src/streams/network.ts';
import { PassError } from '../../src/streams/pass-input.ts';
import type { Activation, Gradient, Share } from '../../src/streams/events.ts';
import { made, model, parametersOf, passOf, recurrent, releaseUntil } from '../support/stream-networks.ts';

const spec = recurrent('lstm');
const pass = passOf(spec, { steps: 3 });

describe('network', () => {
  it('lets one neuron be watched: its activations forward, its gradients from the last step back', () => {
    const net = made(spec);
    const activations: Activation[] = [];
    const gradients: Gradient[] = [];
    net
      .layer('cell')
      .unit(2)
      .activation$.subscribe((event) => activations.push(event));
    net
      .layer('cell')
      .unit(2)
      .gradient$.subscribe((event) => gradients.push(event));
    net.feed(pass);
    expect(activations).to.have.length(0);
    net.scheduler.drain();
    expect(activations.map(({ t, unit, name }) => [t, unit, name])).to.deep.equal([
      [0, 2, 'h'],
      [1, 2, 'h'],
      [2, 2, 'h'],
    ]);
    expect(gradients.map(({ t, state }) => [t, state])).to.deep.equal([
      [2, 'h'],
      [1, 'h'],
      [0, 'h'],
    ]);
    net.dispose();
  });

  it('tells a gate’s preactivation: its value is σ of it', () => {
    const net = made(spec);
    const seen: Activation[] = [];
    net
      .layer('cell')
      .value('f')
      .unit(0)
      .activation$.subscribe((event) => seen.push(event));
    net.feed(pass);
    net.scheduler.drain();
    for (const { preactivation, value } of seen) expect(value).to.be.closeTo(1 / (1 + Math.exp(-preactivation)), 1e-14);
    expect(seen).to.have.length(3);
    net.dispose();
  });

  it('replays the recorded pass to a late subscriber, then goes on live', () => {
    const net = made(spec);
    const early: Gradient[] = [];
    net
      .layer('cell')
      .unit(1)
      .gradient$.subscribe((event) => early.push(event));
    net.feed(pass);
    releaseUntil(net, ({ phase, t }) => phase === 'backward' && t === 0);
    const late: Gradient[] = [];
    net
      .layer('cell')
      .unit(1)
      .gradient$.subscribe((event) => late.push(event));
    expect(late).to.have.length(2);
    net.scheduler.drain();
    expect(late).to.deep.equal(early);
    net.dispose();
  });

  it('a unit of a layer that computes at once is selected from its frames', () => {
    const soft = model({
      input: { kind: 'values', shape: [2], sequence: false },
      layers: [{ name: 'y', type: 'dense', units: 3, activation: 'softmax' }],
      loss: 'mse',
    });
    const net = made(soft);
    const seen: Activation[] = [];
    const gradients: Gradient[] = [];
    net
      .layer('y')
      .unit(1)
      .activation$.subscribe((event) => seen.push(event));
    net
      .layer('y')
      .unit(1)
      .gradient$.subscribe((event) => gradients.push(event));
    net.feed(passOf(soft));
    net.scheduler.drain();
    expect(seen.map(({ value }) => value)).to.deep.equal([net.recorder.value(net.trace.values.y, 1, 0)]);
    expect(gradients).to.have.length(1);
    const late: Activation[] = [];
    net
      .layer('y')
      .unit(1)
      .activation$.subscribe((event) => late.push(event));
    expect(late).to.deep.equal(seen);
    net.dispose();
  });

  it('frames, losses and shares come in order, each frame after its units', () => {
    const net = made(spec);
    const order: string[] = [];
    net
      .layer('cell')
      .unit(2)
      .activation$.subscribe(({ t }) => order.push(`unit ${t}`));
    net.layer('cell').frame$.subscribe(({ t }) => order.push(`frame ${t}`));
    net.loss$.subscribe(({ t }) => order.push(`loss ${t}`));
    net.parameter('cell.weight_h').share$.subscribe(({ t }) => order.push(`share ${t}`));
    net.feed(passOf(spec, { steps: 2 }));
    net.scheduler.drain();
    expect(order).to.deep.equal(['unit 0', 'frame 0', 'unit 1', 'frame 1', 'loss 0', 'loss 1', 'share 1', 'share 0']);
    net.dispose();
  });

  it('each step’s shares of ∂L/∂W sum to the running total, and the first is the last step’s', () => {
    const net = made(spec);
    const shares: Share[] = [];
    net.feed(pass);
    net.parameter('cell.weight_x').share$.subscribe((share) => shares.push(share));
    net.scheduler.drain();
    const total = new Float64Array(shares[0].values.length);
    for (const share of shares) {
      share.values.forEach((value, n) => (total[n] += value));
      expect([...share.total]).to.deep.equal([...total]);
    }
    expect(shares.map(({ t }) => t)).to.deep.equal([2, 1, 0]);
    net.dispose();
  });

  it('a new pass cancels the one under way, and its events carry the new number', () => {
    const net = made(spec);
    const passes: number[] = [];
    net.activation$.subscribe((event) => passes.push(event.pass));
    net.feed(pass);
    net.step('time-step');
    const before = passes.length;
    net.feed(pass);
    expect([net.recorder.length, net.recorder.position]).to.deep.equal([0, 0]);
    net.scheduler.drain();
    expect(new Set(passes.slice(0, before))).to.deep.equal(new Set([1]));
    expect(new Set(passes.slice(before))).to.deep.equal(new Set([2]));
    net.dispose();
  });

  it('a pass can be replaced from within one of its own events', () => {
    const net = made(spec);
    const passes: number[] = [];
    const frames: number[] = [];
    net
      .layer('cell')
      .value('f')
      .frame$.subscribe((frame) => frames.push(frame.pass));
    net.activation$.subscribe((event) => {
      passes.push(event.pass);
      if (event.pass === 1 && event.t === 1 && event.name === 'f') net.feed(pass);
    });
    net.feed(pass);
    net.scheduler.drain();
    expect([passes.at(-1), net.recorder.length]).to.deep.equal([1, 0]);
    net.scheduler.drain();
    expect(passes.at(-1)).to.equal(2);
    expect(net.recorder.length).to.equal(net.total);
    expect(frames).to.deep.equal([1, 2, 2, 2]);
    net.dispose();
  });

  it('an edited weight cancels the pass and is what the next one computes with', () => {
    const net = made(spec);
    net.feed(pass);
    net.step('time-step');
    net.assign({ 'logits.bias': [9, 0, 0, 0, 0] });
    net.step('operation');
    expect(net.scheduler.next).to.equal(null);
    net.feed(pass);
    net.scheduler.drain();
    expect(net.recorder.value(net.trace.equations.find(({ op }) => op === 'parameter')?.id ?? -1, 0, 0)).to.be.a(
      'number',
    );
    expect(net.parameters['logits.bias'][0]).to.equal(9);
    expect(net.recorder.value(net.trace.output, 0, 0)).to.be.above(4);
    net.dispose();
  });

  it('throws errors that name the place, what was wanted and what came', () => {
    const parameters = parametersOf(spec);
    expect(() => network(spec, { ...parameters, 'cell.weight_x': new Float64Array(31) })).to.throw(
      'cell.weight_x: expected [12, 5], got 31 numbers',
    );
    expect(() => network(spec, {})).to.throw('cell.weight_x: expected [12, 5], got 0 numbers');
    const net = made(spec);
    expect(() => net.feed({ input: [1, 7], target: [0, 0] })).to.throw(
      PassError,
      'input[1]: expected a whole number below 5 (x), got 7',
    );
    expect(() => net.feed({ input: [1, 2], target: [0] })).to.throw('target: expected 2 steps, got 1');
    expect(() => net.feed({ input: [1, 2], target: [0, 5] })).to.throw('target[1]: expected a class below 5, got 5');
    expect(() => net.feed({ input: [], target: [] })).to.throw('expected at least one step, got none');
    expect(() => net.feed({ ...pass, lossWeights: [1] })).to.throw('lossWeights: expected 3 steps, got 1');
    expect(() => net.feed({ ...pass, mask: [1, 1, 0] })).to.throw('mask: expected none');
    expect(() => net.feed({ ...pass, initialStates: { 'cell.x': [1] } })).to.throw('only cell.h, cell.c, got cell.x');
    expect(() => net.layer('sell')).to.throw('no layer "sell"; there are x, cell, logits');
    expect(() => net.layer('cell').value('q')).to.throw('cell: no value "q"');
    expect(() => net.layer('cell').unit(3)).to.throw(RangeError, 'cell.h: expected a unit below 3, got 3');
    expect(() => net.parameter('cell.w')).to.throw('no parameter "cell.w"');
    expect(() => net.assign({ 'cell.w': [1] })).to.throw('no parameter "cell.w"');
    net.dispose();
    expect(() => net.feed(pass)).to.throw('after dispose()');
  });

  it('a pass that cannot be read leaves the one under way alone', () => {
    const net = made(spec);
    net.feed(pass);
    net.step('time-step');
    const { length } = net.recorder;
    expect(() => net.feed({ input: [9], target: [0] })).to.throw(PassError);
    net.step('operation');
    expect(net.recorder.length).to.equal(length + 1);
    net.dispose();
  });

  it('leaves no subscription behind, at any moment of a pass', () => {
    for (const moment of ['feed', 'forward', 'backward', 'update', 'end']) {
      const counted = countSubscriptions(() => {
        const net = made(spec);
        net.activation$.subscribe();
        net.layer('cell').unit(0).gradient$.subscribe();
        net.feed({ ...pass, optimizer: { type: 'sgd', learning_rate: 0.1 } });
        if (moment === 'forward') net.step('time-step');
        if (moment === 'backward') releaseUntil(net, ({ phase, t }) => phase === 'backward' && t === 1);
        if (moment === 'update') releaseUntil(net, ({ phase }) => phase === 'update');
        if (moment === 'end') net.scheduler.drain();
        net.dispose();
      });
      expect(counted.made).to.be.above(100);
      expect(counted.open, moment).to.equal(0);
    }
  });
});

/** How many subscriptions some work made, and how many of them are open after it. */
function countSubscriptions(work: () => void): { made: number; open: number } {
  const original = Object.getOwnPropertyDescriptor(Observable.prototype, 'subscribe') as PropertyDescriptor;
  const subscribe = original.value as (...given: unknown[]) => { closed: boolean };
  const all: { closed: boolean }[] = [];
  Object.defineProperty(Observable.prototype, 'subscribe', {
    ...original,
    value(this: unknown, ...given: unknown[]) {
      const subscription = subscribe.apply(this, given);
      all.push(subscription);
      return subscription;
    },
  });
  try {
    work();
  } finally {
    Object.defineProperty(Observable.prototype, 'subscribe', original);
  }
  return { made: all.length, open: all.filter(({ closed }) => !closed).length };
}

import { expect } from 'chai';
import { grains } from '../../src/streams/grains.ts';
import type { Network } from '../../src/streams/network.ts';
import { made, passOf, recurrent, releaseUntil } from '../support/stream-networks.ts';

const fed = (type = 'lstm'): Network => {
  const spec = recurrent(type);
  const net = made(spec);
  net.feed({ ...passOf(spec, { steps: 3 }), optimizer: { type: 'sgd', learning_rate: 0.1 } });
  return net;
};

/** Everything that can be read at the cursor. */
function seen({ trace, recorder }: Network): unknown {
  const times = [0, 1, 2];
  return JSON.stringify({
    values: trace.equations.map(({ id }) =>
      times.map((t) => [0, 1].map((unit) => recorder.value(id, unit, t) ?? null)),
    ),
    gradients: trace.equations.map(({ id }) =>
      times.map((t) => [0, 1].map((unit) => recorder.gradient(id, unit, t) ?? null)),
    ),
    sources: trace.equations.map(({ id }) => times.map((t) => recorder.sources(id, 0, t) ?? null)),
    frames: trace.equations.map(({ id }) => times.map((t) => recorder.frame(id, t)?.values ?? null)),
    losses: times.map((t) => recorder.loss(t) ?? null),
    totals: trace.parameters.map(({ name }) => recorder.total(name) ?? null),
    updated: trace.parameters.map(({ name }) => recorder.updated(name, 0) ?? null),
    total: recorder.totalLoss() ?? null,
    around: [recorder.last, recorder.next],
  });
}

describe('Recorder', () => {
  it('going back shows exactly what was there at the first passing, and so does going on again', () => {
    const net = fed('rnn');
    const first = [seen(net)];
    while (net.next !== undefined) {
      net.step('neuron');
      first.push(seen(net));
    }
    for (let n = first.length - 2; n >= 0; n--) {
      net.back('neuron');
      expect(seen(net) === first[n], `back to tap ${n}`).to.equal(true);
    }
    for (let n = 1; n < first.length; n++) {
      net.step('neuron');
      expect(seen(net) === first[n], `on to tap ${n}`).to.equal(true);
    }
    net.dispose();
  });

  it('never computes again: going back and on releases nothing and emits nothing', () => {
    const net = fed();
    net.scheduler.drain();
    let events = 0;
    net.activation$.subscribe(() => events++);
    net.gradient$.subscribe(() => events++);
    const { position } = net.scheduler;
    net.seek(0);
    net.step('phase');
    net.step('time-step');
    net.back('layer');
    expect(events).to.equal(0);
    expect(net.scheduler.position).to.equal(position);
    net.dispose();
  });

  it('a step at the end of the record releases new work; behind the end it only moves', () => {
    const net = fed();
    net.step('time-step');
    const { length } = net.recorder;
    net.back('operation');
    net.step('operation');
    expect(net.recorder.length).to.equal(length);
    net.step('operation');
    expect(net.recorder.length).to.equal(length + 1);
    net.dispose();
  });

  it('a step that begins behind the end and needs more goes on with new work to the grain’s end', () => {
    const net = fed();
    net.step('operation');
    net.back('operation');
    net.step('time-step');
    expect(net.next?.t).to.equal(1);
    net.dispose();
  });

  it('new events take the cursor along, wherever it was set', () => {
    const net = fed();
    net.step('time-step');
    net.seek(3);
    net.scheduler.step('operation');
    expect(net.recorder.position).to.equal(net.recorder.length);
    net.dispose();
  });

  it('seek goes anywhere, releasing what is not recorded yet', () => {
    const net = fed();
    net.seek(100);
    expect([net.recorder.position, net.recorder.length]).to.deep.equal([100, 100]);
    net.seek(30);
    expect([net.recorder.position, net.recorder.length]).to.deep.equal([30, 100]);
    net.seek(net.total + 5);
    expect(net.recorder.position).to.equal(net.total);
    net.dispose();
  });

  it('back stops where forward stopped, at every grain', () => {
    const net = fed();
    net.scheduler.drain();
    for (const grain of grains) {
      const stops: number[] = [];
      net.seek(0);
      while (net.recorder.position < net.total) {
        net.step(grain);
        stops.push(net.recorder.position);
      }
      expect(stops.at(-1), grain).to.equal(net.total);
      for (const stop of [0, ...stops].slice(0, -1).toReversed()) {
        net.back(grain);
        expect(net.recorder.position, grain).to.equal(stop);
      }
    }
    net.dispose();
  });

  it('nothing is there before it is computed, and what is given is there from the start', () => {
    const net = fed();
    const { values, equations, loss } = net.trace;
    const input = equations.find(({ op }) => op === 'id')?.id ?? -1;
    expect(net.recorder.value(values['cell.h'], 0, 0)).to.equal(undefined);
    expect(net.recorder.value(input, 0, 2)).to.be.a('number');
    expect(net.recorder.value(equations[loss].inputs[1], 0, 2)).to.be.a('number');
    expect(net.recorder.value(values['cell.h'], 0, 3)).to.equal(undefined);
    expect(net.recorder.totalLoss()).to.equal(undefined);
    expect(net.recorder.last).to.equal(undefined);
    expect(net.recorder.next?.layer).to.equal('x');
    net.step('phase');
    expect(net.recorder.value(values['cell.h'], 0, 2)).to.be.a('number');
    expect(net.recorder.gradient(values['cell.h'], 0, 2)).to.equal(undefined);
    net.dispose();
  });

  it('a frame is there only with its last unit', () => {
    const net = fed();
    releaseUntil(net, ({ name, unit }) => name === 'h' && unit === 2);
    expect(net.recorder.frame(net.trace.values['cell.h'], 0)).to.equal(undefined);
    expect(net.recorder.value(net.trace.values['cell.h'], 1, 0)).to.be.a('number');
    net.step('neuron');
    expect(net.recorder.frame(net.trace.values['cell.h'], 0)?.values).to.have.length(3);
    net.dispose();
  });

  it('position$ tells the cursor once a tap', () => {
    const net = fed();
    const positions: number[] = [];
    net.position$.subscribe((position) => positions.push(position));
    net.step('neuron');
    net.step('time-step');
    net.back('time-step');
    expect(positions).to.have.length(4);
    expect([positions[0], positions[3]]).to.deep.equal([0, 0]);
    net.dispose();
  });

  it('knows beforehand how many events a pass has and where each step begins', () => {
    const net = fed();
    const { total, steps } = net;
    const began = new Map<string, number>();
    const events: string[] = [];
    while (net.next !== undefined) {
      const { phase, t } = net.next;
      if (!began.has(`${phase} ${t}`)) began.set(`${phase} ${t}`, net.recorder.position);
      net.step('operation');
      events.push(phase);
    }
    expect(events).to.have.length(total);
    expect(steps.map(({ phase, t, position }) => [`${phase} ${t}`, position])).to.deep.equal([...began]);
    net.dispose();
  });
});

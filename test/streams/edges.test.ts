import { expect } from 'chai';
import { edges$, edgesInto, type Edge } from '../../src/streams/edges.ts';
import { made, passOf, recurrent } from '../support/stream-networks.ts';

describe('edgesInto', () => {
  it('gives each connection of a weighted sum: the products sum to its value, to the bit', () => {
    const net = made(recurrent('gru'));
    net.feed(passOf(net.spec, { steps: 2 }));
    net.scheduler.drain();
    const sums = net.trace.equations.filter(({ op }) => op === 'linear');
    expect(sums.length).to.be.above(2);
    for (const { id } of sums) {
      const edges = edgesInto(net, { equation: id, unit: 1 }, 1) ?? [];
      const sum = edges.reduce((total, { product }) => total + product, 0);
      expect(edges.length).to.be.above(0);
      expect(sum).to.equal(net.recorder.value(id, 1, 1));
    }
    net.dispose();
  });

  it('is undefined before its inputs are there, and empty where nothing is weighted', () => {
    const net = made(recurrent('rnn'));
    net.feed(passOf(net.spec));
    const sum = net.trace.equations.find(({ op }) => op === 'linear')?.id ?? -1;
    expect(edgesInto(net, { equation: sum, unit: 0 }, 0)).to.equal(undefined);
    net.scheduler.drain();
    expect(edgesInto(net, { equation: net.trace.values['cell.h'], unit: 0 }, 0)).to.deep.equal([]);
    net.dispose();
  });

  it('edges$ follows the sum step by step', () => {
    const net = made(recurrent('rnn'));
    const equation = net.trace.equations.findLast(({ op }) => op === 'linear')?.id ?? -1;
    const seen: (readonly Edge[])[] = [];
    const subscription = edges$(net, { equation, unit: 2 }).subscribe((edges) => seen.push(edges));
    net.feed(passOf(net.spec, { steps: 3 }));
    net.scheduler.drain();
    expect(seen.map(([first]) => first.t)).to.deep.equal([0, 1, 2]);
    expect(seen[0]).to.have.length(3);
    subscription.unsubscribe();
    net.dispose();
  });
});

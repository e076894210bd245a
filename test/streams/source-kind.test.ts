import { expect } from 'chai';
import type { SourceKind } from '../../src/streams/events.ts';
import type { Network } from '../../src/streams/network.ts';
import { made, model, passOf, recurrent } from '../support/stream-networks.ts';

function drained(net: Network, steps: number): Network {
  net.feed(passOf(net.spec, { steps }));
  net.scheduler.drain();
  return net;
}

const kinds = (net: Network, value: string, t: number): SourceKind[] =>
  (net.recorder.sources(net.trace.values[value], 0, t) ?? []).map(({ kind }) => kind);

describe('sourceKind', () => {
  it('tells this step’s loss from step t + 1, and at the last step there is no next one', () => {
    const net = drained(made(recurrent('rnn')), 3);
    expect(kinds(net, 'cell.h', 1)).to.have.members(['loss', 'next-step']);
    expect(kinds(net, 'cell.h', 2)).to.deep.equal(['loss']);
  });

  it('tells the cell state: from h of the same step, and from step t + 1', () => {
    const net = drained(made(recurrent('lstm')), 2);
    expect(kinds(net, 'cell.c', 0)).to.have.members(['same-step', 'next-step']);
  });

  it('tells a recurrent layer above, through a layer without memory too', () => {
    const layers = [
      { name: 'x', type: 'one-hot', vocabulary: 5 },
      { name: 'low', type: 'rnn', units: 2 },
      { name: 'between', type: 'dense', units: 2 },
      { name: 'high', type: 'gru', units: 2 },
      { name: 'logits', type: 'dense', units: 5 },
    ];
    const net = drained(made(model({ layers })), 2);
    expect(kinds(net, 'low.h', 0)).to.have.members(['layer-above', 'next-step']);
    expect(kinds(net, 'high.h', 0)).to.have.members(['loss', 'next-step']);
  });

  it('tells an output fed back', () => {
    const spec = model({
      shape: 'one-to-many',
      input: { kind: 'values', shape: [2], sequence: false },
      layers: [
        { name: 'cell', type: 'rnn', units: 3 },
        { name: 'y', type: 'dense', units: 2 },
      ],
      steps: 3,
      loss: 'mse',
    });
    const net = drained(made(spec), 3);
    expect(kinds(net, 'y', 0)).to.have.members(['loss', 'feedback']);
    expect(kinds(net, 'y', 2)).to.deep.equal(['loss']);
  });

  it('tells another scan: what stands behind the last step, and the decoder', () => {
    const last = drained(made(recurrent('rnn', { returns: 'last' })), 3);
    expect(kinds(last, 'cell.h', 2)).to.deep.equal(['scan']);
    expect(kinds(last, 'cell.h', 1)).to.deep.equal(['next-step']);
  });
});

import { expect } from 'chai';
import { made, model, numbers, passOf, recurrent } from '../support/stream-networks.ts';
import type { Network } from '../../src/streams/network.ts';

const steps = 5;
const ids = [3, 1, 4, 1, 0];
const targets = [1, 4, 1, 0, 2];

const frame = (net: Network, value: string, t: number): Float64Array => {
  const found = net.recorder.frame(net.trace.values[value], t);
  if (found === undefined) throw new Error(`${value} at step ${t}: not computed`);
  return found.values;
};

describe('an unrolled network', () => {
  for (const type of ['rnn', 'lstm', 'gru']) {
    it(`of ${steps} steps equals ${steps} passes of one step that hand their states on, bit by bit: ${type}`, () => {
      const whole = made(recurrent(type));
      whole.feed({ input: ids, target: targets });
      whole.scheduler.drain();
      const single = made(recurrent(type));
      let initialStates: Record<string, Float64Array> = {};
      for (let t = 0; t < steps; t++) {
        single.feed({ input: [ids[t]], target: [targets[t]], initialStates });
        single.scheduler.drain();
        const states = single.trace.states.map(({ name }) => `cell.${name}`);
        initialStates = Object.fromEntries(states.map((name) => [name, frame(single, name, 0)]));
        for (const name of states) expect([...frame(single, name, 0)]).to.deep.equal([...frame(whole, name, t)]);
        expect(single.recorder.loss(0)?.value).to.equal(whole.recorder.loss(t)?.value);
      }
      whole.dispose();
      single.dispose();
    });
  }

  it('keeps its state where the mask is 0, and loses no gradient through it', () => {
    const masked = made(recurrent('lstm'), { masked: true });
    masked.feed({ input: [3, 1, 4], target: [1, 4, 1], mask: [1, 0, 1], lossWeights: [1, 0, 1] });
    masked.scheduler.drain();
    expect([...frame(masked, 'cell.h', 1)]).to.deep.equal([...frame(masked, 'cell.h', 0)]);
    expect([...frame(masked, 'cell.c', 1)]).to.deep.equal([...frame(masked, 'cell.c', 0)]);
    const short = made(recurrent('lstm'));
    short.feed({ input: [3, 4], target: [1, 1] });
    short.scheduler.drain();
    const gradient = masked.recorder.total('cell.weight_h') ?? [];
    [...(short.recorder.total('cell.weight_h') ?? [])].forEach((wanted, n) => {
      expect(gradient[n]).to.be.closeTo(wanted, 1e-14);
    });
    masked.dispose();
    short.dispose();
  });

  it('feeds each output back as the next input', () => {
    const net = made(
      model({
        shape: 'one-to-many',
        input: { kind: 'values', shape: [2], sequence: false },
        layers: [
          { name: 'cell', type: 'rnn', units: 3 },
          { name: 'y', type: 'dense', units: 2 },
        ],
        steps: 3,
        loss: 'mse',
      }),
    );
    net.feed({ input: [0.5, -0.25], target: [0, 1, 2].map((t) => numbers(2, t)) });
    net.scheduler.drain();
    const [state] = net.trace.states.filter(({ name }) => name === 'feedback');
    expect(net.recorder.value(state.previous, 1, 0)).to.equal(-0.25);
    expect(net.recorder.value(state.previous, 1, 2)).to.equal(frame(net, 'y', 1)[1]);
    net.dispose();
  });

  it('hands the encoder’s last state to the decoder', () => {
    const spec = model({
      shape: 'encoder-decoder',
      encoder: [
        { name: 'source', type: 'embedding', vocabulary: 5, units: 2 },
        { name: 'encoder', type: 'lstm', units: 3 },
      ],
      decoder: [
        { name: 'target', type: 'embedding', vocabulary: 5, units: 2 },
        { name: 'decoder', type: 'lstm', units: 3 },
        { name: 'logits', type: 'dense', units: 5 },
      ],
    });
    const net = made(spec);
    net.feed({ ...passOf(spec, { steps: 3 }), target: [2, 1] });
    net.scheduler.drain();
    for (const name of ['h', 'c']) {
      const state = net.trace.states.find((each) => each.layer === 'decoder' && each.name === name);
      const start = net.recorder.frame(state?.previous ?? -1, 0)?.values ?? [];
      expect([...start]).to.deep.equal([...frame(net, `encoder.${name}`, 2)]);
    }
    net.dispose();
  });

  it('computes the same bits in every run', () => {
    const once = (): number[] => {
      const net = made(recurrent('gru'));
      net.feed({
        ...passOf(net.spec),
        optimizer: { type: 'adam', learning_rate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
      });
      net.scheduler.drain();
      const all = Object.values(net.parameters).flatMap((values) => [...values]);
      net.dispose();
      return all;
    };
    expect(once()).to.deep.equal(once());
  });
});

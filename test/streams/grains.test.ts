import { expect } from 'chai';
import { grains, stops, type Grain } from '../../src/streams/grains.ts';
import type { Tag } from '../../src/streams/events.ts';
import { made, passOf, recurrent } from '../support/stream-networks.ts';

/** The tags that one tap of a grain released, tap after tap. */
function taps(grain: Grain): Tag[][] {
  const spec = recurrent('lstm');
  const net = made(spec);
  net.feed({ ...passOf(spec, { steps: 2 }), optimizer: { type: 'sgd', learning_rate: 0.1 } });
  const all: Tag[][] = [];
  while (net.next !== undefined) {
    const from = net.recorder.position;
    net.step(grain);
    const tags = Array.from({ length: net.recorder.position - from }, (_, n) => net.tagAt(from + n));
    all.push(tags.flatMap((tag) => tag ?? []));
  }
  net.dispose();
  return all;
}

describe('grains', () => {
  it('each grain covers the whole pass, and each is at least as coarse as the one before', () => {
    const counts = grains.map((grain) => {
      const all = taps(grain);
      return { taps: all.length, events: all.flat().length };
    });
    expect(new Set(counts.map(({ events }) => events)).size).to.equal(1);
    expect(counts[0].taps).to.equal(counts[0].events);
    for (let n = 1; n < counts.length; n++) expect(counts[n].taps).to.be.below(counts[n - 1].taps);
  });

  it('a neuron brings its sums and products along and ends with a value that means something', () => {
    const all = taps('neuron').filter(([first]) => first.phase === 'forward' && first.t === 0);
    for (const tap of all) {
      expect(tap.at(-1)?.completes).to.equal(true);
      expect(tap.slice(0, -1).some(({ completes }) => completes)).to.equal(false);
    }
    const ends = all.map((tap) => `${tap.at(-1)?.layer}.${tap.at(-1)?.name} ${tap.at(-1)?.unit ?? 'all'}`);
    expect(ends).to.deep.equal([
      'x.x all',
      ...['f', 'i', 'g', 'o', 'c', 'h'].flatMap((name) => [0, 1, 2].map((unit) => `cell.${name} ${unit}`)),
      ...[0, 1, 2, 3, 4].map((unit) => `logits.preactivation ${unit}`),
    ]);
  });

  it('a neuron is made of its own operations alone: W x, + b, W h, their sum, the cut, σ', () => {
    const gate = taps('neuron').find((tap) => tap.at(-1)?.name === 'i' && tap.at(-1)?.unit === 2);
    expect(gate?.map(({ unit }) => unit)).to.deep.equal([2, 2, 2, 2, 2, 2]);
  });

  it('a layer ends where the layer or the step changes', () => {
    const all = taps('layer').filter(([first]) => first.phase === 'forward');
    expect(all.map(([first]) => `${first.layer} ${first.t}`)).to.deep.equal([
      'x 0',
      'cell 0',
      'logits 0',
      'x 1',
      'cell 1',
      'logits 1',
    ]);
  });

  it('a time step runs forward in the forward phase and backward in the backward phase', () => {
    expect(taps('time-step').map(([{ phase, t }]) => `${phase} ${t}`)).to.deep.equal([
      'forward 0',
      'forward 1',
      'loss 0',
      'loss 1',
      'backward 1',
      'backward 0',
      'update 0',
    ]);
  });

  it('a phase ends with the phase', () => {
    expect(taps('phase').map(([{ phase }]) => phase)).to.deep.equal(['forward', 'loss', 'backward', 'update']);
  });

  it('a step of another scan is another step even with the same number', () => {
    const tag: Tag = { phase: 'forward', scan: 0, t: 0, layer: 'cell', equation: 1, completes: true };
    expect(stops['time-step'](tag, { ...tag, scan: 1 })).to.equal(true);
    expect(stops['time-step'](tag, { ...tag, equation: 2 })).to.equal(false);
  });
});

import { expect } from 'chai';
import { isTrained } from '../../src/nn/layout.ts';
import type { ModelSpec } from '../../src/nn/model.ts';
import type { Gradient } from '../../src/streams/events.ts';
import type { PassInput } from '../../src/streams/pass-input.ts';
import { everyCell } from '../support/every-cell.ts';
import { lossOf, made, model, parametersOf, passOf, recurrent } from '../support/stream-networks.ts';

const decoder = [
  { name: 'target', type: 'embedding', vocabulary: 5, units: 2 },
  { name: 'decoder', type: 'lstm', units: 3 },
  { name: 'logits', type: 'dense', units: 5 },
];
const encoder = [
  { name: 'source', type: 'embedding', vocabulary: 5, units: 2 },
  { name: 'encoder', type: 'lstm', units: 3 },
];
const values = { kind: 'values', shape: [2], sequence: true } as const;

const cases: Readonly<Record<string, ModelSpec>> = {
  ...Object.fromEntries(everyCell.map(({ type, spec }) => [`a ${type} layer`, spec])),
  'a gru with the reset after': recurrent('gru', { reset: 'after' }),
  'a sigmoid rnn': recurrent('rnn', { activation: 'sigmoid' }),
  'the last step alone': recurrent('lstm', { returns: 'last' }),
  'two recurrent layers with a dense one between': model({
    input: values,
    layers: [
      { name: 'low', type: 'gru', units: 2 },
      { name: 'between', type: 'dense', units: 3, activation: 'tanh' },
      { name: 'high', type: 'lstm', units: 2, returns: 'last' },
      { name: 'y', type: 'dense', units: 2, activation: 'softmax' },
    ],
    loss: 'mse',
  }),
  'one to many, fed back': model({
    shape: 'one-to-many',
    input: { kind: 'values', shape: [2], sequence: false },
    layers: [
      { name: 'cell', type: 'lstm', units: 3 },
      { name: 'output', type: 'dense', units: 2 },
    ],
    steps: 4,
    loss: 'half-sum-squares',
  }),
  'an encoder whose last state starts the decoder': model({ shape: 'encoder-decoder', encoder, decoder, start: 1 }),
  'an encoder whose code is the first input': model({
    shape: 'encoder-decoder',
    encoder,
    decoder: decoder.slice(1),
    code: 'first-input',
  }),
  'a wide layer': model({
    input: { kind: 'values', shape: [2], sequence: false },
    layers: [
      { name: 'wide', type: 'dense', units: 520, activation: 'tanh' },
      { name: 'y', type: 'dense', units: 1 },
    ],
    loss: 'mse',
  }),
  'a binary output': model({
    input: { kind: 'values', shape: [3], sequence: false },
    layers: [{ name: 'y', type: 'dense', units: 2 }],
    loss: 'binary-cross-entropy',
  }),
};

/** Central difference of the total loss in one parameter number. */
function nudged(spec: ModelSpec, pass: PassInput, place: { name: string; index: number }): number {
  const step = 1e-5;
  const at = (by: number): number => {
    const parameters = parametersOf(spec);
    parameters[place.name][place.index] += by;
    return lossOf(spec, parameters, pass);
  };
  return (at(step) - at(-step)) / (2 * step);
}

describe('gradients', () => {
  for (const [name, spec] of Object.entries(cases)) {
    it(`equal finite differences of the loss, to 1e-6 of the largest: ${name}`, () => {
      const pass = { ...passOf(spec), lossWeights: undefined };
      const net = made(spec);
      net.feed(pass);
      net.scheduler.drain();
      for (const { name: parameter } of net.trace.parameters.filter(isTrained)) {
        const total = net.recorder.total(parameter);
        if (total === undefined) throw new Error(`${parameter}: no gradient`);
        const scale = Math.max(1e-3, ...total.map(Math.abs));
        for (const index of spread(total.length, 6)) {
          const wanted = nudged(spec, pass, { name: parameter, index });
          expect(Math.abs(total[index] - wanted) / scale, `${parameter}[${index}]`).to.be.below(1e-6);
        }
      }
      net.dispose();
    });

    it(`sum up from their sources, and each source can be looked up: ${name}`, () => {
      const net = made(spec);
      const seen: Gradient[] = [];
      net.gradient$.subscribe((gradient) => seen.push(gradient));
      net.feed(passOf(spec));
      net.scheduler.drain();
      for (const { value, from, equation, unit, t } of seen) {
        const sum = from.reduce((total, source) => total + source.value, 0);
        expect(sum).to.be.closeTo(value, 1e-12 * Math.max(1, Math.abs(value)));
        expect(net.recorder.gradient(equation, unit, t)).to.equal(value);
        expect(net.recorder.sources(equation, unit, t)).to.deep.equal(from);
        for (const source of from) {
          expect(net.recorder.gradientFrame(source.equation, source.t), `source of ${equation}`).not.to.equal(
            undefined,
          );
        }
      }
      net.dispose();
    });
  }

  it('follow the loss weights: at chosen steps only', () => {
    const spec = recurrent('lstm');
    const pass = { ...passOf(spec), lossWeights: [0, 0.5, 0, 2] };
    const net = made(spec);
    net.feed(pass);
    net.scheduler.drain();
    const total = net.recorder.total('cell.weight_h');
    expect(total?.[4]).to.be.closeTo(nudged(spec, pass, { name: 'cell.weight_h', index: 4 }), 1e-7);
    expect(net.recorder.totalLoss()).to.be.closeTo(
      0.5 * (net.recorder.loss(1)?.value ?? NaN) + 2 * (net.recorder.loss(3)?.value ?? NaN),
      1e-12,
    );
    expect(net.recorder.gradient(net.trace.loss, 0, 3)).to.equal(2);
    net.dispose();
  });

  it('of initial states and inputs equal finite differences, to 1e-7', () => {
    const spec = model({ input: values, layers: [{ name: 'cell', type: 'lstm', units: 2 }], loss: 'mse' });
    const given = (h: number, x: number): PassInput => ({
      ...passOf(spec),
      input: [
        [x, 0.1],
        [0.2, -0.6],
        [0.9, 0.3],
        [-0.4, 0.8],
      ],
      initialStates: { 'cell.h': [h, 0.2], 'cell.c': [0.4, -0.1] },
    });
    const net = made(spec);
    net.feed(given(0.3, 0.7));
    net.scheduler.drain();
    const loss = (h: number, x: number): number => lossOf(spec, parametersOf(spec), given(h, x));
    const [state] = net.trace.states.filter(({ name }) => name === 'h');
    const input = net.trace.equations.find(({ op }) => op === 'input')?.id ?? -1;
    const d = 1e-5;
    expect(net.recorder.gradient(state.previous, 0, 0)).to.be.closeTo(
      (loss(0.3 + d, 0.7) - loss(0.3 - d, 0.7)) / (2 * d),
      1e-7,
    );
    expect(net.recorder.gradient(input, 0, 0)).to.be.closeTo((loss(0.3, 0.7 + d) - loss(0.3, 0.7 - d)) / (2 * d), 1e-7);
    net.dispose();
  });
});

/** At most `count` indices, spread over the whole length. */
function spread(length: number, count: number): number[] {
  return [...new Set(Array.from({ length: count }, (_, n) => Math.floor((n * (length - 1)) / (count - 1))))];
}

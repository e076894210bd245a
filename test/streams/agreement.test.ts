import { expect } from 'chai';
import fc from 'fast-check';
import type { EquationId, Trace } from '../../src/nn/equation.ts';
import { isTrained } from '../../src/nn/layout.ts';
import { sizeOf } from '../../src/nn/shape.ts';
import { network, type Network } from '../../src/streams/network.ts';
import type { PassInput, StepValues } from '../../src/streams/pass-input.ts';
import { readBatch } from '../../workers/arena/transfer.ts';
import { evaluate, type Given } from '../support/evaluate.ts';
import { everyCellAtOddSizes } from '../support/every-cell.ts';
import { networkFor, numbersFor, randomNetworks, type RandomNetwork } from '../support/random-networks.ts';

/** The tensor core computes in float32; relative to the largest number of the tensor (test/goldens/README.md). */
const FLOAT32 = 1e-4;
const FLOAT64 = 1e-12;

/** One pass is one sample: two show that they are gathered. */
const smallNetworks = randomNetworks.map((random) => ({ ...random, batch: Math.min(random.batch, 2) }));

describe('streams, over random networks', () => {
  it('give the values of a plain evaluation of the equations (1e-12 relative)', function () {
    this.timeout(120_000);
    fc.assert(
      fc.property(smallNetworks, (random) => {
        const { trace, given } = prepared(random);
        const expected = evaluate(trace, given);
        const { values, loss } = streamed(random, trace, given);
        for (const id of Object.values(trace.values)) close(values(id), expected.values(id), FLOAT64, `value ${id}`);
        close([loss], [expected.loss], FLOAT64, 'loss');
      }),
      { numRuns: 15 },
    );
  });

  it('agree with the tensor core in values, loss and gradients (1e-4 relative)', function () {
    this.timeout(120_000);
    fc.assert(
      fc.property(smallNetworks, (random) => agrees(random)),
      { numRuns: 15 },
    );
  });
});

describe('streams, cell by cell', () => {
  for (const random of everyCellAtOddSizes) {
    it(`agree with the tensor core over a ${random.name} (1e-4 relative)`, () => agrees(random));
  }
});

/** Output, loss and gradients of one pass, by the streams and by the tensor core's reference kernels. */
function agrees(random: RandomNetwork): void {
  const { trace, given } = prepared(random);
  const spec = { ...random.spec, regularization: undefined };
  const core = networkFor({ ...random, spec }, { trace, given, keep: [trace.output] });
  core.forward();
  core.backward();
  const { values, loss, gradients } = streamed(random, trace, given);
  const place = core.plan.values.get(trace.output);
  if (place === undefined) throw new Error('the output was not kept');
  close(readBatch(core.memory, place), values(trace.output), FLOAT32, 'output');
  close([core.loss], [loss], FLOAT32, 'loss');
  for (const [name, { offset, size, ...parameter }] of core.layout.places) {
    if (!isTrained(parameter)) continue;
    close(core.gradients.subarray(offset, offset + size), gradients[name], FLOAT32, `gradient ${name}`);
  }
}

/** With teacher forcing as the streams know it: the start token, then the target shifted by one step. */
function prepared(random: RandomNetwork): { trace: Trace; given: Given } {
  const { trace, given } = numbersFor(random);
  const { target } = given.feeds;
  if (random.spec.shape !== 'encoder-decoder' || target === undefined) return { trace, given };
  const { start } = random.spec;
  const { outputSteps } = given;
  const teacher = Float32Array.from(target, (_, n) => (n % outputSteps === 0 ? start : target[n - 1]));
  return { trace, given: { ...given, feeds: { ...given.feeds, teacher } } };
}

interface Streamed {
  /** `[batch, steps, units]` */
  values(id: EquationId): Float64Array;
  readonly loss: number;
  readonly gradients: Readonly<Record<string, Float64Array>>;
}

/** One pass a sample, the gradients gathered. */
function streamed({ spec, masked }: RandomNetwork, trace: Trace, given: Given): Streamed {
  const net = network(spec, given.parameters, { masked });
  const frames = new Map<EquationId, number[]>();
  let gathered: Record<string, Float64Array> = {};
  let loss = 0;
  for (let sample = 0; sample < given.batch; sample++) {
    net.feed({ ...passOf(net, given, sample), gathered });
    net.scheduler.drain();
    for (const id of new Set(Object.values(trace.values))) collect(net, id, frames);
    gathered = Object.fromEntries(
      trace.parameters.map(({ name }) => [name, net.recorder.total(name) ?? gathered[name] ?? new Float64Array()]),
    );
    loss += net.recorder.totalLoss() ?? NaN;
  }
  net.dispose();
  return { values: (id) => Float64Array.from(frames.get(id) ?? []), loss, gradients: gathered };
}

function collect(net: Network, id: EquationId, frames: Map<EquationId, number[]>): void {
  const all = frames.get(id) ?? [];
  const steps = net.lengths[net.trace.equations[id].scan];
  for (let t = 0; t < steps; t++) all.push(...(net.recorder.frame(id, t)?.values ?? [NaN]));
  frames.set(id, all);
}

function passOf({ trace, spec }: Network, given: Given, sample: number): PassInput {
  const { batch, feeds, weights, states, kept = {} } = given;
  const row = (data: ArrayLike<number>): number[] =>
    Array.from({ length: data.length / batch }, (_, n) => data[(sample * data.length) / batch + n]);
  const steps = (data: ArrayLike<number> | undefined, size: number | undefined): StepValues[] => {
    const values = row(data ?? []);
    if (size === undefined) return values;
    return Array.from({ length: values.length / size }, (_, t) => values.slice(t * size, (t + 1) * size));
  };
  const initial = trace.states.flatMap(({ layer, name }, n) => {
    const values = states[n];
    return values === undefined ? [] : [[`${layer}.${name}`, row(values)] as const];
  });
  const isClass = spec.loss.type === 'cross-entropy';
  return {
    sample,
    input: steps(feeds.input, spec.input.kind === 'ids' ? undefined : sizeOf(spec.input.shape)),
    target: steps(feeds.target, isClass ? undefined : sizeOf(trace.equations[trace.output].shape)),
    mask: feeds.mask && row(feeds.mask),
    kept: Object.fromEntries(Object.entries(kept).map(([layer, values]) => [layer, row(values)])),
    lossWeights: row(weights),
    initialStates: Object.fromEntries(initial),
  };
}

function close(got: ArrayLike<number>, wanted: ArrayLike<number>, tolerance: number, what: string): void {
  expect(got.length, what).to.equal(wanted.length);
  let largest = 1e-3;
  for (let n = 0; n < wanted.length; n++) largest = Math.max(largest, Math.abs(wanted[n]));
  for (let n = 0; n < wanted.length; n++) {
    const error = Math.abs(got[n] - wanted[n]) / largest;
    if (!(error <= tolerance)) expect.fail(`${what}[${n}]: expected ${wanted[n]}, got ${got[n]}`);
  }
}

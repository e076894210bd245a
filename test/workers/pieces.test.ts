import { expect } from 'chai';
import fc from 'fast-check';
import type { Network } from '../../workers/arena/network.ts';
import { planOf } from '../../workers/plan/plan.ts';
import { SEGMENT_WORDS } from '../../workers/plan/program.ts';
import { readBatch, readState } from '../../workers/arena/transfer.ts';
import { networkFor, numbersFor, randomNetworks, type RandomNetwork } from '../support/random-networks.ts';
import { parseModel } from '../../src/nn/model.ts';
import { traceModel } from '../../src/nn/trace-model.ts';

/** Sums over rows are rounded to float32 behind each piece. */
const TOLERANCE = 1e-5;

const cases = fc.record({
  random: randomNetworks,
  steps: fc.integer({ min: 2, max: 12 }),
  pieceRows: fc.integer({ min: 1, max: 40 }),
  inspected: fc.boolean(),
});

describe('pieces of time', () => {
  it('give the losses, gradients and kept values that all steps at once give, for random networks', function () {
    this.timeout(120_000);
    let cut = 0;
    fc.assert(
      fc.property(cases, ({ random, steps, pieceRows, inspected }) => {
        const { inputSteps, outputSteps } = random;
        const longer =
          inputSteps === 1 ? random : { ...random, inputSteps: steps, outputSteps: outputSteps === 1 ? 1 : steps };
        const [pieces, whole] = [pieceRows, Infinity].map((rows) => network(longer, { pieceRows: rows, inspected }));
        if (pieces.plan.backward.segments.length > whole.plan.backward.segments.length) cut++;
        const [got, wanted] = [pieces, whole].map(results);
        const largest = Math.max(...wanted.gradients.map(Math.abs));
        for (const [name, values] of Object.entries(wanted)) close(got[name], values, { name, floor: largest / 10 });
      }),
      { numRuns: 200, seed: 7 },
    );
    expect(cut, 'networks that were cut').to.be.above(60);
  });

  it('cut a long sequence, share the memory of what only a piece needs, and leave a short one whole', () => {
    const runs = (steps: number) => planFor(steps).backward.segments.length / SEGMENT_WORDS;
    expect(runs(8)).to.equal(runs(4));
    expect(runs(64)).to.be.above(2 * runs(8));
    // 32 rows × 4 gates × 20 units a step: their gradients have eight slots, however many steps there are
    const floats = (steps: number) => planFor(steps).floats;
    const perStep = (floats(128) - floats(64)) / 64;
    const whole = (planFor(128, Infinity).floats - planFor(64, Infinity).floats) / 64;
    expect(whole - perStep).to.be.at.least(32 * 4 * 20);
  });
});

function planFor(steps: number, pieceRows?: number) {
  const model = parseModel({
    input: { kind: 'ids', shape: [], sequence: true },
    layers: [
      { name: 'characters', type: 'one-hot', vocabulary: 11 },
      { name: 'cell', type: 'lstm', units: 20 },
      { name: 'logits', type: 'dense', units: 11 },
    ],
    loss: 'cross-entropy',
  });
  const size = { batch: 32, inputSteps: steps, outputSteps: steps };
  return planOf(traceModel(model), { kind: 'training', ...size, ...(pieceRows === undefined ? {} : { pieceRows }) });
}

function network(random: RandomNetwork, { pieceRows, inspected }: { pieceRows: number; inspected: boolean }): Network {
  const { trace, given } = numbersFor(random);
  const keep = inspected ? Object.values(trace.values) : [];
  const made = networkFor(random, { trace, given, pieceRows, keep, inputGradients: inspected });
  made.forward();
  made.backward();
  made.remember();
  return made;
}

function results({ plan, memory, gradients, parameters, loss, penalty }: Network): Record<string, ArrayLike<number>> & {
  gradients: Float32Array;
} {
  const entries: [string, ArrayLike<number>][] = [
    ['loss', [loss]],
    ['penalty', [penalty]],
    ['parameters', parameters],
  ];
  for (const [id, place] of plan.values) entries.push([`value ${id}`, readBatch(memory, place)]);
  for (const [id, place] of plan.inputGradients) entries.push([`∂ input ${id}`, readBatch(memory, place)]);
  plan.states.forEach(({ gradient }, n) => {
    if (gradient !== undefined) entries.push([`∂ state ${n}`, readState(memory, gradient, 0)]);
  });
  return { ...Object.fromEntries(entries), gradients: gradients.slice() };
}

function close(
  got: ArrayLike<number>,
  wanted: ArrayLike<number>,
  { name, floor }: { name: string; floor: number },
): void {
  const numbers = Array.from(wanted);
  expect(got.length, name).to.equal(numbers.length);
  const largest = Math.max(floor, 1e-6, ...numbers.map(Math.abs).filter(Number.isFinite));
  numbers.forEach((value, n) => {
    const error = Object.is(value, got[n]) ? 0 : Math.abs(got[n] - value) / largest;
    expect(error, `${name} at ${n}: ${got[n]} for ${value}`).to.be.at.most(TOLERANCE);
  });
}

import { nonNegativeLeastSquares } from '../src/nn/least-squares.ts';
import { exp } from '../src/nn/maths.ts';
import { parseModel } from '../src/nn/model.ts';
import type { DeviceSpeed, TrainSettings } from '../src/train/protocol.ts';
import type { KernelSet } from './kernels/kernel-set.ts';
import { costOf, costParts } from './plan/cost.ts';
import { Training } from './training.ts';
import { trainingPlan } from './training-plan.ts';

interface Work {
  readonly cell: 'rnn' | 'lstm' | 'gru';
  readonly units: number;
  readonly vocabulary: number;
  readonly batch: number;
  readonly length: number;
}

/** Small runs, each heavy in something else: calls, element-wise numbers, parameters, products of two sizes. */
const WORKS: readonly Work[] = [
  { cell: 'rnn', units: 8, vocabulary: 20, batch: 2, length: 8 },
  { cell: 'lstm', units: 16, vocabulary: 64, batch: 16, length: 16 },
  { cell: 'lstm', units: 24, vocabulary: 1000, batch: 1, length: 4 },
  { cell: 'gru', units: 32, vocabulary: 64, batch: 8, length: 16 },
  { cell: 'lstm', units: 64, vocabulary: 64, batch: 8, length: 16 },
  { cell: 'rnn', units: 128, vocabulary: 64, batch: 16, length: 16 },
];

/** Rounds over all of them, so that a busy moment of the device does not fall on one alone. */
const ROUNDS = 4;
/** For each in a round. Milliseconds. */
const TIME = 35;
/** Browsers round their clocks to a tenth of a millisecond: short steps are timed together. Milliseconds. */
const BLOCK = 2;
const EXPONENTIALS = 20_000;

/** Trains a few small networks for about a second. */
export function measureSpeed(kernels: KernelSet): DeviceSpeed {
  const trainings = WORKS.map((work) => new Training({ settings: settingsOf(work), data: dataOf(work) }, kernels));
  // Adam is quicker with weights that have never had a gradient: each character is read before anything is timed
  trainings.forEach((training, n) => {
    for (let read = 0; read < charactersOf(WORKS[n]); read += WORKS[n].batch * WORKS[n].length) training.advance();
  });
  const seconds = fastest([...trainings.map((training) => () => training.advance()), exponentials]);
  const measured = WORKS.map((work, n) =>
    costParts(costOf(trainingPlan(settingsOf(work)))).map((part) => part / seconds[n]),
  );
  // each equation is divided by its time: relative errors count
  const [flop, element, curve, call, parameter] = nonNegativeLeastSquares({
    rows: measured,
    values: measured.map(() => 1),
  });
  const exponential = seconds[WORKS.length] / EXPONENTIALS;
  return { kernels: kernels.name, flop, element, curve, call, parameter, exponential };
}

/** Seconds for each work at its fastest: what is slower had to share the processor with something else. */
function fastest(works: readonly (() => unknown)[]): number[] {
  const best = works.map(() => Infinity);
  for (const work of works) work();
  for (let round = 0; round < ROUNDS; round++) {
    works.forEach((work, n) => {
      const end = performance.now() + TIME;
      do best[n] = Math.min(best[n], blockOf(work) / 1000);
      while (performance.now() < end);
    });
  }
  return best;
}

/** Milliseconds for the work once. */
function blockOf(work: () => unknown): number {
  const start = performance.now();
  let times = 0;
  let passed = 0;
  while (passed < BLOCK) {
    work();
    times++;
    passed = performance.now() - start;
  }
  return passed / times;
}

/** What the loss of held-back text is computed with, outside the kernels. */
function exponentials(): number {
  let sum = 0;
  for (let n = 0; n < EXPONENTIALS; n++) sum += exp(-n / EXPONENTIALS);
  return sum;
}

function settingsOf({ cell, units, vocabulary, batch, length }: Work): TrainSettings {
  return {
    model: parseModel({
      input: { kind: 'ids', shape: [], sequence: true },
      layers: [
        { name: 'x', type: 'one-hot', vocabulary },
        { name: 'cell', type: cell, units },
        { name: 'logits', type: 'dense', units: vocabulary },
      ],
      loss: { type: 'cross-entropy' },
    }),
    optimizer: { type: 'adam', learning_rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, clip_norm: 1 },
    batch,
    length,
    carry: true,
    seed: 1,
    // its losses are kept in memory: enough for the fastest device
    steps: 100_000,
  };
}

/** Of the text: every one of the vocabulary at least once. */
function charactersOf({ vocabulary, batch, length }: Work): number {
  return Math.max(4 * batch * length, vocabulary);
}

/** Each character after the one before it. */
function dataOf(work: Work) {
  const { vocabulary } = work;
  return {
    vocabulary: Array.from({ length: vocabulary }, (_, id) => `${id}`),
    ids: Uint16Array.from({ length: charactersOf(work) + 1 }, (_, n) => n % vocabulary),
  };
}

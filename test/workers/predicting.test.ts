import { expect } from 'chai';
import fc from 'fast-check';
import type { Trace } from '../../src/nn/equation.ts';
import { initialParameters, parameterLayout } from '../../src/nn/layout.ts';
import { softmax, sigmoid } from '../support/probabilities.ts';
import { parseModel } from '../../src/nn/model.ts';
import { traceModel } from '../../src/nn/trace-model.ts';
import type { PredictRequest, Prediction } from '../../src/train/protocol/prediction.ts';
import { bestKernels } from '../../workers/kernels/choose.ts';
import type { KernelSet } from '../../workers/kernels/kernel-set.ts';
import { referenceKernels } from '../../workers/kernels/reference/kernel-set.ts';
import { PlanError } from '../../workers/plan/errors.ts';
import { predictionOf } from '../../workers/predicting.ts';
import { StateError } from '../../workers/state.ts';
import { evaluate, type Given } from '../support/evaluate.ts';
import { randomLayers } from '../support/random-layers.ts';
import { numbersFor, randomNetworks, type RandomNetwork } from '../support/random-networks.ts';

const TOLERANCE = 1e-4;

/** A drawn network asked for a prediction: states start from zeros, nothing drops. */
function asked(random: RandomNetwork): { request: PredictRequest; trace: Trace; given: Given } {
  const { trace, given } = numbersFor({ ...random, training: false });
  const { places, size } = parameterLayout(trace);
  const parameters = new Float32Array(size);
  for (const [name, { offset }] of places) parameters.set(Float32Array.from(given.parameters[name]), offset);
  const { input, mask } = given.feeds;
  const request = {
    model: random.spec,
    parameters,
    input: input ?? [],
    batch: random.batch,
    steps: random.outputSteps,
    ...(mask && { mask }),
  };
  return { request, trace, given: { ...given, states: [] } };
}

/** What a teacher would have said for the network to read what it chose: the start token, then each choice. */
function teacherOf({ chosen = [], steps }: Prediction, start: number): number[] {
  return chosen.flatMap((ids) => [start, ...ids].slice(0, steps));
}

function worst(got: ArrayLike<number>, wanted: ArrayLike<number>): number {
  expect(got.length).to.equal(wanted.length);
  let [difference, largest] = [0, 1e-3];
  for (let n = 0; n < wanted.length; n++) {
    const here = Math.abs(got[n] - wanted[n]);
    difference = here <= difference ? difference : here;
    largest = Math.max(largest, Math.abs(wanted[n]));
  }
  return difference / largest;
}

function likeliest(values: ArrayLike<number>): number {
  let best = 0;
  for (let n = 1; n < values.length; n++) if (values[n] > values[best]) best = n;
  return best;
}

const translator = (code: 'initial-state' | 'first-input') =>
  parseModel({
    shape: 'encoder-decoder',
    input: { kind: 'ids', shape: [], sequence: true },
    encoder: [
      { name: 'source', type: 'embedding', vocabulary: 7, units: 4 },
      { name: 'encoder', type: 'lstm', units: 6 },
    ],
    decoder: [
      ...(code === 'first-input' ? [] : [{ name: 'written', type: 'embedding', vocabulary: 7, units: 4 }]),
      { name: 'decoder', type: 'lstm', units: 6 },
      { name: 'logits', type: 'dense', units: 7 },
    ],
    code,
    start: 1,
    loss: 'cross-entropy',
  });

function askTranslator(code: 'initial-state' | 'first-input', more: Partial<PredictRequest> = {}): PredictRequest {
  const model = translator(code);
  const parameters = initialParameters(traceModel(model), 5).map((x) => 3 * x);
  return { model, parameters, input: [2, 3, 4, 6, 0, 5], batch: 2, steps: 9, ...more };
}

describe('predictionOf', () => {
  let simd: KernelSet;
  before(async () => {
    simd = await bestKernels();
  });

  for (const { name, networks } of [
    { name: 'recurrent networks of every shape, encoder–decoders running freely', networks: randomNetworks },
    { name: 'layers of images, norms and dropout', networks: randomLayers },
  ]) {
    it(`is what the equations give in float64, on both kernel sets: ${name} (1e-4)`, function () {
      this.timeout(240_000);
      fc.assert(
        fc.property(networks, (random) => {
          const { request, trace, given } = asked(random);
          for (const kernels of [simd, referenceKernels()]) {
            const prediction = predictionOf(request, kernels);
            const { spec } = random;
            const start = spec.shape === 'encoder-decoder' ? spec.start : 0;
            const teacher = teacherOf(prediction, start);
            const exact = evaluate(trace, { ...given, feeds: { ...given.feeds, teacher } }).values(trace.output);
            expect(worst(prediction.outputs, exact), kernels.name).to.be.at.most(TOLERANCE);
          }
        }),
        { numRuns: 60, seed: 31 },
      );
    });
  }

  it('chooses the likeliest of each output, and tells its probabilities', () => {
    for (const code of ['initial-state', 'first-input'] as const) {
      const { outputs, probabilities, chosen, width, steps } = predictionOf(askTranslator(code), simd);
      expect([width, steps]).to.deep.equal([7, 9]);
      for (let n = 0; n < 2 * steps; n++) {
        const row = outputs.subarray(n * width, (n + 1) * width);
        expect(chosen?.[Math.floor(n / steps)][n % steps], code).to.equal(likeliest(row));
        expect(worst(probabilities?.subarray(n * width, (n + 1) * width) ?? [], softmax(row))).to.be.below(1e-6);
      }
    }
  });

  it('answers a masked sentence as it answers the same one alone (1e-6)', () => {
    for (const code of ['initial-state', 'first-input'] as const) {
      const together = predictionOf(askTranslator(code, { mask: [1, 1, 1, 1, 1, 0] }), simd);
      const whole = predictionOf(askTranslator(code, { input: [2, 3, 4], batch: 1 }), simd);
      const short = predictionOf(askTranslator(code, { input: [6, 0], batch: 1 }), simd);
      expect(together.chosen, code).to.deep.equal([...(whole.chosen ?? []), ...(short.chosen ?? [])]);
      expect(worst(together.outputs, [...whole.outputs, ...short.outputs]), code).to.be.below(1e-6);
    }
  });

  it('reads what it chose: another choice at a step changes what comes behind it, and nothing before', () => {
    const greedy = predictionOf(askTranslator('initial-state'), simd);
    const drawn = predictionOf(askTranslator('initial-state', { choice: { temperature: 2, seed: 4 } }), simd);
    for (const sample of [0, 1]) {
      const [a, b] = [greedy, drawn].map(({ chosen }) => chosen?.[sample] ?? []);
      const first = a.findIndex((id, t) => id !== b[t]);
      expect(first, 'the two must differ somewhere').to.be.within(0, greedy.steps - 2);
      for (let t = 0; t < greedy.steps; t++) {
        const from = (sample * greedy.steps + t) * greedy.width;
        const [here, there] = [greedy, drawn].map(({ outputs }) => outputs.slice(from, from + greedy.width));
        if (t <= first) expect(here, `step ${t}`).to.deep.equal(there);
        else if (t === first + 1) expect(here).not.to.deep.equal(there);
      }
    }
  });

  it('draws by the seed, each sample from a source of its own', () => {
    const choice = { temperature: 1.5, seed: 8 };
    const both = predictionOf(askTranslator('initial-state', { choice }), simd);
    expect(predictionOf(askTranslator('initial-state', { choice }), simd).chosen).to.deep.equal(both.chosen);
    const alone = predictionOf(askTranslator('initial-state', { choice, batch: 1, input: [2, 3, 4] }), simd);
    expect(alone.chosen?.[0]).to.deep.equal(both.chosen?.[0]);
    const other = predictionOf(askTranslator('initial-state', { choice: { ...choice, seed: 9 } }), simd);
    expect(other.chosen).not.to.deep.equal(both.chosen);
  });

  it('draws each class as often as its probability says (top-k: only the k likeliest)', () => {
    const batch = 4000;
    const input = Array.from({ length: batch }, () => 3);
    const ask = (topK: number) =>
      predictionOf(
        askTranslator('initial-state', { batch, input, steps: 1, choice: { temperature: 1, seed: 2, topK } }),
        simd,
      );
    const { chosen = [], probabilities = new Float32Array(), width } = ask(0);
    const shares = Array.from({ length: width }, (_, id) => chosen.filter(([first]) => first === id).length / batch);
    // the standard deviation of a share is below 0.008
    shares.forEach((share, id) => expect(share).to.be.closeTo(probabilities[id], 0.032));
    const likely = Array.from({ length: width }, (_, id) => id).toSorted((a, b) => probabilities[b] - probabilities[a]);
    expect(new Set(ask(2).chosen?.map(([first]) => first))).to.deep.equal(new Set(likely.slice(0, 2)));
  });

  it('ends a sample at the end symbol, the others go on', () => {
    const whole = predictionOf(askTranslator('initial-state', { choice: { temperature: 2, seed: 4 } }), simd);
    const [first = [], second = []] = whole.chosen ?? [];
    const end = first[2];
    const ended = predictionOf(askTranslator('initial-state', { choice: { temperature: 2, seed: 4, end } }), simd);
    expect(ended.chosen?.[0]).to.deep.equal(first.slice(0, first.indexOf(end) + 1));
    expect(ended.chosen?.[1]).to.deep.equal(second.includes(end) ? second.slice(0, second.indexOf(end) + 1) : second);
    const read = askTranslator('first-input', { choice: { temperature: 2, seed: 4 } });
    const [all = []] = predictionOf(read, simd).chosen ?? [];
    const cut = predictionOf({ ...read, choice: { temperature: 2, seed: 4, end: all[1] } }, simd);
    expect(cut.chosen?.[0]).to.deep.equal(all.slice(0, all.indexOf(all[1]) + 1));
  });

  it('feeds each output of one-to-many back, for as many steps as are asked', () => {
    const model = parseModel({
      shape: 'one-to-many',
      input: { kind: 'values', shape: [3], sequence: false },
      layers: [
        { name: 'cell', type: 'gru', units: 5 },
        { name: 'out', type: 'dense', units: 3 },
      ],
      steps: 4,
      loss: 'mse',
    });
    const parameters = initialParameters(traceModel(model), 1);
    const request = { model, parameters, input: [0.3, -0.2, 0.9], batch: 1 };
    const four = predictionOf(request, simd);
    expect([four.steps, four.outputs.length]).to.deep.equal([4, 12]);
    expect(four.probabilities).to.equal(undefined);
    expect(four.chosen).to.equal(undefined);
    const seven = predictionOf({ ...request, steps: 7 }, simd);
    expect(worst(seven.outputs.slice(0, 12), four.outputs)).to.be.below(1e-6);
  });

  it('tells the sigmoid of each output where the loss is binary', () => {
    const model = parseModel({
      input: { kind: 'values', shape: [2], sequence: false },
      layers: [{ name: 'out', type: 'dense', units: 3 }],
      loss: 'binary-cross-entropy',
    });
    const parameters = initialParameters(traceModel(model), 1);
    const { outputs, probabilities } = predictionOf({ model, parameters, input: [1, -2], batch: 1 }, simd);
    expect(worst(probabilities ?? [], [...outputs].map(sigmoid))).to.be.below(1e-6);
  });

  it('refuses what does not fit, naming the place', () => {
    const ask = (more: Partial<PredictRequest>) => () => predictionOf(askTranslator('initial-state', more), simd);
    expect(ask({ input: [1, 2, 3] })).to.throw(PlanError, 'input: expected 2 × steps × 1 numbers, got 3');
    expect(ask({ input: [1, 7] })).to.throw(PlanError, 'input: expected ids below 7, got 7');
    expect(ask({ steps: undefined })).to.throw(PlanError, 'steps: expected how many steps to write, got nothing');
    expect(ask({ parameters: new Float32Array(3) })).to.throw(StateError, /parameters: expected \d+ numbers, got 3/);
    expect(ask({ mask: [1, 1] })).to.throw(PlanError, 'mask: expected 2 × 3 numbers, got 2');
    const still = parseModel({
      input: { kind: 'values', shape: [2], sequence: false },
      layers: [{ name: 'out', type: 'dense', units: 3 }],
      loss: 'mse',
    });
    const parameters = initialParameters(traceModel(still), 1);
    expect(() => predictionOf({ model: still, parameters, input: [1, 2], batch: 1, mask: [1] }, simd)).to.throw(
      PlanError,
      'mask: expected none, for an input without a time axis',
    );
    const short = { ...translator('initial-state'), start: 7 };
    expect(() => predictionOf(askTranslator('initial-state', { model: short }), simd)).to.throw(/ids below 7, got 7/);
  });
});

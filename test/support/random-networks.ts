import fc from 'fast-check';
import { parameterLayout } from '../../src/nn/layout.ts';
import { lossWeights } from '../../src/nn/losses.ts';
import { parseModel, type ModelSpec } from '../../src/nn/model.ts';
import { activations } from '../../src/nn/ops/activations.ts';
import type { LossName } from '../../src/nn/ops/losses.ts';
import { Random } from '../../src/nn/random.ts';
import { sizeOf } from '../../src/nn/shape.ts';
import { traceModel } from '../../src/nn/trace-model.ts';
import type { Trace } from '../../src/nn/equation.ts';
import { Network } from '../../workers/arena/network.ts';
import { writeBatch, writeState } from '../../workers/arena/transfer.ts';
import type { KernelSet } from '../../workers/kernels/kernel-set.ts';
import { referenceKernels } from '../../workers/kernels/reference/kernel-set.ts';
import { planOf, type FeedPlace, type PlanOptions } from '../../workers/plan/plan.ts';
import type { Given } from './evaluate.ts';

/** A network, its size and a seed for its numbers. */
export interface RandomNetwork {
  readonly spec: ModelSpec;
  readonly masked: boolean;
  /** Whether dropout drops and batch norm measures its batch; yes unless said. */
  readonly training?: boolean;
  readonly batch: number;
  readonly inputSteps: number;
  readonly outputSteps: number;
  readonly seed: number;
}

const units = fc.integer({ min: 1, max: 33 });
const activation = fc.constantFrom('linear', 'softmax', ...Object.keys(activations));
const dense = fc.record({ type: fc.constant('dense'), units, activation, bias: fc.boolean() });
const recurrent = fc.oneof(
  fc.record({ type: fc.constant('rnn'), units, activation: fc.constantFrom('linear', ...Object.keys(activations)) }),
  fc.record({ type: fc.constant('lstm'), units }),
  fc.record({ type: fc.constant('gru'), units, reset: fc.constantFrom('before', 'after') }),
);
const losses = fc.constantFrom<LossName>('cross-entropy', 'mse', 'half-sum-squares', 'binary-cross-entropy');
const regularization = fc.option(fc.record({ l1: fc.constant(0.01), l2: fc.constant(0.03) }), { nil: undefined });
const size = {
  batch: fc.integer({ min: 1, max: 17 }),
  inputSteps: fc.integer({ min: 1, max: 12 }),
  outputSteps: fc.integer({ min: 1, max: 12 }),
  seed: fc.integer({ min: 0, max: 1e6 }),
};
const sized = fc.record(size);

const named = (layers: readonly object[], prefix: string) => layers.map((l, n) => ({ name: `${prefix}${n}`, ...l }));

/** Dense and recurrent layers in any order, on values or ids, the last state alone or all steps, masked or not. */
const stack = fc
  .record({
    ids: fc.constantFrom('none', 'one-hot', 'embedding'),
    layers: fc.array(fc.oneof(dense, recurrent), { minLength: 1, maxLength: 3 }),
    head: dense,
    sequence: fc.boolean(),
    last: fc.boolean(),
    masked: fc.boolean(),
    loss: losses,
    regularization,
    width: units,
    size: sized,
  })
  .map(({ ids, layers, head, sequence, last, masked, loss, regularization: penalties, width, size: numbers }) => {
    const inTime = sequence || layers.some(({ type }) => type !== 'dense');
    const lastRecurrent = layers.findLastIndex(({ type }) => type !== 'dense');
    const cells = layers.map((layer, n) => (last && n === lastRecurrent ? { ...layer, returns: 'last' } : layer));
    const first =
      ids === 'none' ? [] : [{ type: ids, vocabulary: width, ...(ids === 'embedding' ? { units: 5 } : {}) }];
    const returnsLast = last && lastRecurrent >= 0;
    return {
      spec: parseModel({
        input: { kind: ids === 'none' ? 'values' : 'ids', shape: ids === 'none' ? [width] : [], sequence: inTime },
        layers: named([...first, ...cells, head], 'layer'),
        loss,
        regularization: penalties,
      }),
      // a mask counts steps, which are gone behind the last state
      masked: masked && inTime,
      ...numbers,
      inputSteps: inTime ? numbers.inputSteps : 1,
      outputSteps: returnsLast || !inTime ? 1 : numbers.inputSteps,
    };
  });

/** Each output is the next input. */
const oneToMany = fc
  .record({ cell: recurrent, deep: fc.boolean(), width: units, loss: losses, size: sized })
  .map(({ cell, deep, width, loss, size: numbers }) => ({
    spec: parseModel({
      shape: 'one-to-many',
      input: { kind: 'values', shape: [width], sequence: false },
      layers: named([cell, ...(deep ? [{ type: 'gru', units: 3 }] : []), { type: 'dense', units: width }], 'layer'),
      steps: numbers.outputSteps,
      loss,
    }),
    masked: false,
    ...numbers,
    inputSteps: 1,
  }));

/** A code between two stacks, handed on as a state or as the first input. */
const encoderDecoder = fc
  .record({
    cell: recurrent,
    code: fc.constantFrom('initial-state', 'first-input'),
    vocabulary: fc.integer({ min: 2, max: 9 }),
    masked: fc.boolean(),
    size: sized,
  })
  .map(({ cell, code, vocabulary, masked, size: numbers }) => ({
    spec: parseModel({
      shape: 'encoder-decoder',
      input: { kind: 'ids', shape: [], sequence: true },
      encoder: [
        { name: 'source', type: 'embedding', vocabulary, units: 4 },
        { name: 'encoder', ...cell },
      ],
      decoder: [
        ...(code === 'first-input' ? [] : [{ name: 'previous', type: 'embedding', vocabulary, units: 4 }]),
        { name: 'decoder', ...cell },
        { name: 'logits', type: 'dense', units: vocabulary },
      ],
      code,
      start: 1,
      loss: 'cross-entropy',
    }),
    masked,
    ...numbers,
  }));

export const randomNetworks: fc.Arbitrary<RandomNetwork> = fc.oneof(
  { weight: 4, arbitrary: stack },
  { weight: 1, arbitrary: oneToMany },
  { weight: 1, arbitrary: encoderDecoder },
);

/** The network's equations and seeded float32 numbers for everything it reads. */
export function numbersFor({ spec, masked, training, batch, inputSteps, outputSteps, seed }: RandomNetwork): {
  trace: Trace;
  given: Given;
} {
  const trace = traceModel(spec, { masked, training });
  const random = Random.seeded(seed, 'numbers');
  const draw = (length: number, next: () => number) => Float32Array.from({ length }, next);
  const uniform = () => 2 * random.uniform() - 1;
  const steps = (scan: number) => ({ once: 1, input: inputSteps, output: outputSteps })[trace.scans[scan].length];
  const lossScan = trace.equations[trace.loss].scan;
  const feeds: Record<string, Float32Array> = {};
  const kept: Record<string, Float32Array> = {};
  for (const equation of trace.equations) {
    const { op, shape, scan } = equation;
    if (scan < 0) continue;
    const length = batch * steps(scan) * sizeOf(shape);
    if (op === 'input') feeds[equation.attributes.source] = draw(length, uniform);
    if (op === 'id') feeds[equation.attributes.source] = draw(length, () => random.below(idsBelow(trace, equation.id)));
    if (op === 'kept') {
      const { layer, rate } = equation.attributes;
      kept[layer] = draw(length, () => (random.uniform() < rate ? 0 : 1));
    }
    if (op === 'mask') feeds.mask = prefixMask(batch, steps(scan), random);
    if (op === 'target') {
      const classes = sizeOf(trace.equations[trace.output].shape);
      const isClass = spec.loss.type === 'cross-entropy';
      feeds.target = draw(length, () => (isClass ? random.below(classes) : random.uniform()));
    }
  }
  const counted = feeds.mask?.length === batch * steps(lossScan) && lossScan === 0 ? feeds.mask : undefined;
  const given: Given = {
    batch,
    inputSteps,
    outputSteps,
    parameters: Object.fromEntries(
      // a variance is positive
      trace.parameters.map(({ name, shape, kind }) => [
        name,
        draw(sizeOf(shape), () => (kind === 'statistic' ? 0.3 + random.uniform() : 0.8 * uniform())),
      ]),
    ),
    feeds,
    kept,
    weights: Float32Array.from(lossWeights(spec.loss.type, { batch, steps: steps(lossScan), counted })),
    states: trace.states.map(({ initial, shape }) =>
      initial === undefined ? draw(batch * sizeOf(shape), uniform) : undefined,
    ),
  };
  return { trace, given };
}

function idsBelow({ equations }: Trace, id: number): number {
  const reader = equations.find(({ inputs }) => inputs[0] === id);
  if (reader?.op === 'one-hot') return reader.attributes.vocabulary;
  if (reader?.op === 'lookup') return equations[reader.inputs[1]].shape[0];
  throw new Error('ids that nothing reads');
}

/** Each sample is real up to some step, at least the first. */
function prefixMask(batch: number, steps: number, random: Random): Float32Array {
  const ends = Array.from({ length: batch }, () => 1 + random.below(steps));
  return Float32Array.from({ length: batch * steps }, (_, n) => (n % steps < ends[Math.floor(n / steps)] ? 1 : 0));
}

function fedTo({ role, dropout }: FeedPlace, { weights, feeds, kept }: Given): ArrayLike<number> | undefined {
  if (role === 'weights') return weights;
  return role === 'kept' ? kept?.[dropout?.layer ?? ''] : feeds[role];
}

/** The tensor core on these numbers, ready to run; on the reference kernels unless others are given. */
export function networkFor(
  { spec }: RandomNetwork,
  { trace, given, kernels, ...options }: { trace: Trace; given: Given; kernels?: KernelSet } & Partial<PlanOptions>,
): Network {
  const { batch, inputSteps, outputSteps } = given;
  const sizes = { batch, inputSteps, outputSteps };
  const { regularization } = spec;
  const network = new Network(
    planOf(trace, { kind: 'training', regularization, ...sizes, ...options }),
    kernels ?? referenceKernels(),
  );
  for (const [name, { offset }] of parameterLayout(trace).places) {
    network.parameters.set(Float32Array.from(given.parameters[name]), offset);
  }
  for (const feed of network.plan.feeds) {
    const data = fedTo(feed, given);
    if (data === undefined) throw new Error(`nothing given for ${feed.role}`);
    writeBatch(network.memory, feed, data);
  }
  given.states.forEach((values, n) => {
    if (values !== undefined) writeState(network.memory, network.plan.states[n], values);
  });
  return network;
}

import { parseModel, type ModelSpec } from '../../src/nn/model.ts';
import { Random } from '../../src/nn/random.ts';
import { sizeOf } from '../../src/nn/shape.ts';
import { traceModel } from '../../src/nn/trace-model.ts';
import type { Tag } from '../../src/streams/events.ts';
import { network, type Network } from '../../src/streams/network.ts';
import type { PassInput } from '../../src/streams/pass-input.ts';

/** Words for a spec as a test writes it: `parseModel` checks them. */
export interface LooseSpec {
  readonly shape?: string;
  readonly input?: { readonly kind: 'ids' | 'values'; readonly shape: readonly number[]; readonly sequence: boolean };
  readonly layers?: readonly Readonly<Record<string, unknown>>[];
  readonly encoder?: readonly Readonly<Record<string, unknown>>[];
  readonly decoder?: readonly Readonly<Record<string, unknown>>[];
  readonly code?: string;
  readonly start?: number;
  readonly steps?: number;
  readonly loss?: string;
  readonly regularization?: { readonly l1: number; readonly l2: number };
}

const characters = { kind: 'ids', shape: [], sequence: true } as const;

export function model({ input = characters, loss = 'cross-entropy', ...rest }: LooseSpec): ModelSpec {
  return parseModel({ shape: 'stack', ...rest, input, loss: { type: loss } });
}

/** Five characters, one cell with memory, logits. */
export function recurrent(type: string, fields: Readonly<Record<string, unknown>> = {}): ModelSpec {
  return model({
    layers: [
      { name: 'x', type: 'one-hot', vocabulary: 5 },
      { name: 'cell', type, units: 3, ...fields },
      { name: 'logits', type: 'dense', units: 5 },
    ],
  });
}

/** Numbers in ±1, the same for the same seed. */
export function numbers(count: number, seed: number): Float64Array {
  const random = Random.seeded(seed, 'test');
  return Float64Array.from({ length: count }, () => 2 * random.uniform() - 1);
}

export function parametersOf(spec: ModelSpec, seed = 1): Record<string, Float64Array> {
  return Object.fromEntries(
    traceModel(spec).parameters.map(({ name, shape }, n) => [name, numbers(sizeOf(shape), seed * 100 + n)]),
  );
}

/** A network with seeded parameters in ±1. */
export function made(spec: ModelSpec, options: { readonly masked?: boolean; readonly seed?: number } = {}): Network {
  return network(spec, parametersOf(spec, options.seed), options);
}

/** A pass of `steps` steps that suits the spec. */
export function passOf(spec: ModelSpec, { steps = 4, seed = 7 }: { steps?: number; seed?: number } = {}): PassInput {
  const random = Random.seeded(seed, 'pass');
  const trace = traceModel(spec);
  const { length } = trace.scans[trace.equations[trace.loss].scan];
  const lossSteps = length === 'once' ? 1 : spec.shape === 'one-to-many' ? spec.steps : steps;
  const size = sizeOf(spec.input.shape);
  const output = sizeOf(trace.equations[trace.output].shape);
  const isClass = spec.loss.type === 'cross-entropy';
  const kept = trace.equations.flatMap((equation) => {
    if (equation.op !== 'kept') return [];
    const { layer, shape, rate } = equation.attributes;
    const length = (spec.input.sequence ? steps : 1) * sizeOf(shape);
    return [[layer, Array.from({ length }, () => (random.uniform() < rate ? 0 : 1))] as const];
  });
  return {
    kept: Object.fromEntries(kept),
    input: Array.from({ length: spec.input.sequence ? steps : 1 }, (_, t) =>
      spec.input.kind === 'ids' ? random.below(5) : numbers(size, seed * 10 + t),
    ),
    target: Array.from({ length: lossSteps }, (_, t) =>
      isClass ? random.below(output) : numbers(output, seed * 20 + t),
    ),
  };
}

/** Releases everything before the first work for which the predicate holds. */
export function releaseUntil({ scheduler }: Network, isThere: (next: Tag) => boolean): void {
  while (scheduler.next !== null && !isThere(scheduler.next)) scheduler.step('operation');
}

/** The total loss of a pass, by the streams' own forward and loss phase. */
export function lossOf(
  spec: ModelSpec,
  parameters: Readonly<Record<string, ArrayLike<number>>>,
  pass: PassInput,
): number {
  const net = network(spec, parameters, { masked: pass.mask !== undefined });
  net.feed(pass);
  releaseUntil(net, ({ phase }) => phase === 'backward');
  const loss = net.recorder.totalLoss();
  net.dispose();
  if (loss === undefined) throw new Error('the pass has no loss');
  return loss;
}

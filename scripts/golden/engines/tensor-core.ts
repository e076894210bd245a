import type { EquationId, Trace } from '../../../src/nn/equation.ts';
import { isTrained } from '../../../src/nn/layout.ts';
import { slotsOf, type OptimizerSpec } from '../../../src/nn/optimizers.ts';
import { Network } from '../../../workers/arena/network.ts';
import { readBatch, readState, writeBatch, writeState } from '../../../workers/arena/transfer.ts';
import type { KernelSet } from '../../../workers/kernels/kernel-set.ts';
import { planOf, type FeedPlace, type StatePlace } from '../../../workers/plan/plan.ts';
import type { Engine, EngineResult, GoldenCase } from '../engine.ts';
import { caseLossWeights } from '../loss-rows.ts';
import { recurrenceTerms } from './recurrence.ts';

/** The worker's engine on one kernel set, without the worker around it. */
export function tensorCore(name: 'reference' | 'simd', kernels: () => KernelSet): Engine {
  return {
    name,
    tolerance: 1e-4,
    run: (golden) => run(golden, kernels()),
    train: (golden, work) => train(golden, { ...work, kernels: kernels() }),
  };
}

function run(golden: GoldenCase, kernels: KernelSet): EngineResult {
  const { trace } = golden;
  const network = prepared(golden, { kernels, slots: 0, inspected: true });
  network.forward();
  network.backward();
  network.remember();
  const { plan, memory } = network;
  const read = (id: EquationId) => {
    const place = plan.values.get(id);
    if (place === undefined) throw new Error(`equation ${id} was not kept`);
    return readBatch(memory, place);
  };
  const gradients = plan.states.flatMap((state) =>
    state.gradient === undefined
      ? []
      : [[`${state.layer}.${state.name}0`, readState(memory, state.gradient, 0)] as const],
  );
  const [inputGradient] = plan.inputGradients.values();
  const result = {
    output: read(trace.output),
    values: Object.fromEntries(Object.entries(trace.values).map(([key, id]) => [key, read(id)])),
    loss: network.loss,
    total_loss: network.loss + network.penalty,
    gradients: byName(trained(trace), network, network.gradients),
    input_gradient: inputGradient === undefined ? undefined : readBatch(memory, inputGradient),
    state_gradients: Object.fromEntries(gradients),
    updated: byName(trace, network, network.parameters),
  };
  // behind all else: measuring the terms overwrites gradients and loss weights
  return { ...result, ...recurrenceTerms(network, golden) };
}

interface Training {
  readonly optimizer: OptimizerSpec;
  readonly steps: number;
  readonly kernels: KernelSet;
}

function train(golden: GoldenCase, { optimizer, steps, kernels }: Training) {
  const network = prepared(golden, { kernels, slots: slotsOf(optimizer.type).length, inspected: false });
  const losses: number[] = [];
  for (let step = 1; step <= steps; step++) {
    network.forward();
    network.backward();
    losses.push(network.loss + network.penalty);
    network.update(optimizer, { step, norm: network.norm() });
  }
  return { losses, parameters: byName(golden.trace, network, network.parameters) };
}

interface Preparation {
  readonly kernels: KernelSet;
  readonly slots: number;
  /** Whether every value and the inputs' gradients are kept. */
  readonly inspected: boolean;
}

function prepared(golden: GoldenCase, { kernels, slots, inspected }: Preparation): Network {
  const { trace, batch, inputSteps, outputSteps, spec } = golden;
  const plan = planOf(trace, {
    kind: 'training',
    batch,
    inputSteps,
    outputSteps,
    slots,
    regularization: spec.regularization,
    keep: inspected ? trace.equations.map(({ id }) => id) : [],
    inputGradients: inspected,
    ...(golden.terms.length > 0 ? { pieceRows: Infinity } : {}),
  });
  const network = new Network(plan, kernels);
  for (const [name, { offset }] of network.layout.places) {
    network.parameters.set(Float32Array.from(golden.parameters[name].data), offset);
  }
  for (const feed of plan.feeds) writeBatch(network.memory, feed, feedData(golden, feed));
  for (const state of plan.states) {
    const given = initialState(golden, state);
    if (given !== undefined) writeState(network.memory, state, given);
  }
  return network;
}

function feedData(golden: GoldenCase, { role, steps, dropout }: FeedPlace): ArrayLike<number> {
  const { input, target, mask, batch, spec, dropoutMasks } = golden;
  switch (role) {
    case 'input':
      return input.data;
    case 'target':
      return target.data;
    case 'mask':
      if (mask === undefined) throw new Error('the case has no mask');
      return mask.data;
    case 'kept': {
      const kept = dropoutMasks[dropout?.layer ?? ''];
      if (kept === undefined) throw new Error(`the case has no mask for ${dropout?.layer}`);
      return kept.data;
    }
    case 'weights':
      return caseLossWeights(golden);
    case 'teacher': {
      // the start token, then the target shifted by one step
      const start = spec.shape === 'encoder-decoder' ? spec.start : 0;
      return Array.from({ length: batch * steps }, (_, n) => (n % steps === 0 ? start : target.data[n - 1]));
    }
    default:
      return role satisfies never;
  }
}

function initialState({ initialStates }: GoldenCase, { layer, name }: StatePlace): ArrayLike<number> | undefined {
  return initialStates[`${layer}.${name}0`]?.data;
}

/** The trace without statistics, which have no gradient. */
function trained({ parameters }: Trace): Pick<Trace, 'parameters'> {
  return { parameters: parameters.filter(isTrained) };
}

function byName(
  { parameters }: Pick<Trace, 'parameters'>,
  { layout }: Network,
  values: Float32Array,
): Record<string, Float32Array> {
  return Object.fromEntries(
    parameters.map(({ name }) => {
      const place = layout.places.get(name);
      if (place === undefined) throw new Error(`no place for ${name}`);
      return [name, values.slice(place.offset, place.offset + place.size)];
    }),
  );
}

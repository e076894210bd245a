import { recurrentTypes } from '../../../src/nn/cells/registry.ts';
import type { EquationId } from '../../../src/nn/equation.ts';
import type { OptimizerSpec } from '../../../src/nn/optimizers.ts';
import { opOf } from '../../../src/nn/ops/table.ts';
import { addPenaltyGradient, penalty } from '../../../src/nn/penalties.ts';
import { sizeOf } from '../../../src/nn/shape.ts';
import { remembered } from '../../../src/nn/statistics.ts';
import { Batch, drainTogether } from '../../../src/streams/batch.ts';
import { WIDEST } from '../../../src/streams/graph.ts';
import { network, type Network, type Parameters } from '../../../src/streams/network.ts';
import type { PassInput, StepValues } from '../../../src/streams/pass-input.ts';
import { Skip, type Engine, type EngineResult, type GoldenCase, type Tensor, type TrainingResult } from '../engine.ts';
import { caseLossWeights, lossSteps } from '../loss-rows.ts';
import { streamTerms } from './stream-terms.ts';

/** Longer sequences are the tensor core's. */
const LONGEST = 64;

/** The streams, one sample after the other: the batch's gradients are gathered from pass to pass. */
export const streams: Engine = { name: 'streams', tolerance: 1e-8, run, train };

function check({ trace, inputSteps, outputSteps }: GoldenCase): void {
  const steps = Math.max(inputSteps, outputSteps);
  if (steps > LONGEST) throw new Skip(`${steps} time steps; streams serve up to ${LONGEST}`);
  // any other layer as wide computes as one layer stream
  for (const { name, type, output } of trace.layers) {
    const units = sizeOf(trace.equations[output].shape);
    const isRecurrent = recurrentTypes.some((each) => each === type);
    if (isRecurrent && units > WIDEST) {
      throw new Skip(`${name} has ${units} units; streams serve recurrent layers up to ${WIDEST}`);
    }
  }
}

function open({ spec, parameters, mask, trainingMode }: GoldenCase): Network {
  const values = Object.fromEntries(
    Object.entries(parameters).map(([name, { data }]) => [name, Float32Array.from(data)]),
  );
  return network(spec, values, { masked: mask !== undefined, training: trainingMode });
}

/** Row n of the first axis. Given tensors hold float32 values, printed with 9 digits: those that PyTorch computed with. */
function row({ shape, data }: Tensor, n: number): number[] {
  const size = sizeOf(shape.slice(1));
  return Array.from({ length: size }, (_, k) => Math.fround(data[n * size + k]));
}

/** A sample's steps: ids as numbers, vectors as lists. */
function stepsOf(values: readonly number[], steps: number, isNumber: boolean): StepValues[] {
  const width = values.length / steps;
  return Array.from({ length: steps }, (_, t) => (isNumber ? values[t] : values.slice(t * width, (t + 1) * width)));
}

function passOf(golden: GoldenCase, sample: number): PassInput {
  const { trace, spec, input, target, mask, initialStates, dropoutMasks, inputSteps } = golden;
  const steps = lossSteps(golden);
  const weights = caseLossWeights(golden);
  const isClass = trace.equations[trace.loss].op === 'cross-entropy';
  const initial = Object.entries(initialStates).map(([name, tensor]) => [name.slice(0, -1), row(tensor, sample)]);
  return {
    sample,
    input: stepsOf(row(input, sample), inputSteps, spec.input.shape.length === 0),
    target: stepsOf(row(target, sample), steps, isClass),
    mask: mask && row(mask, sample),
    lossWeights: weights.slice(sample * steps, (sample + 1) * steps),
    initialStates: Object.fromEntries(initial) as Record<string, number[]>,
    kept: Object.fromEntries(Object.entries(dropoutMasks).map(([name, tensor]) => [name, row(tensor, sample)])),
  };
}

type Read = (id: EquationId, t: number) => ArrayLike<number> | undefined;

/** Collects `[batch, steps, units]` sample by sample. */
class Collected {
  readonly byName: Readonly<Record<string, number[]>>;

  constructor(private readonly names: Readonly<Record<string, EquationId>>) {
    this.byName = Object.fromEntries(Object.keys(names).map((name) => [name, []]));
  }

  add(net: Network, read: Read): void {
    for (const [name, id] of Object.entries(this.names)) {
      const steps = net.steps.filter(({ phase, scan }) => phase === 'forward' && scan === net.trace.equations[id].scan);
      const all = this.byName[name];
      for (let t = 0; t < steps.length; t++) all.push(...Array.from(read(id, t) ?? [NaN]));
    }
  }
}

/** The networks that a batch needs: one after the other's sample is enough unless an op waits for all of them. */
function openAll(golden: GoldenCase): Network[] {
  const isTogether = golden.trace.equations.some(({ op }) => opOf(op).scope === 'batch');
  return Array.from({ length: isTogether ? golden.batch : 1 }, () => open(golden));
}

type Gathered = Readonly<Record<string, Float64Array>>;

/** Passes over all samples, each network as it stands behind a sample's pass; the last one brings the update. */
function* passes(golden: GoldenCase, networks: readonly Network[], optimizer?: OptimizerSpec): Generator<Network> {
  const last = golden.batch - 1;
  const update = (sample: number) => (sample === last && optimizer !== undefined ? { optimizer } : {});
  if (networks.length > 1) {
    const batch = new Batch(networks.length);
    networks.forEach((net, sample) => net.feed({ ...passOf(golden, sample), batch, ...update(sample) }));
    drainTogether(networks.map(({ scheduler }) => scheduler));
    yield* networks;
    return;
  }
  const [net] = networks;
  let gathered: Gathered = {};
  for (let sample = 0; sample <= last; sample++) {
    net.feed({ ...passOf(golden, sample), gathered, ...update(sample) });
    net.scheduler.drain();
    yield net;
    gathered = totals(net);
  }
}

/** The gradients of the whole batch, when all passes are done. */
function gatheredOf(networks: readonly Network[]): Gathered {
  const [first, ...others] = networks.map(totals);
  return Object.fromEntries(
    Object.entries(first).map(([name, total]) => [
      name,
      total.map((value, n) => others.reduce((sum, other) => sum + other[name][n], value)),
    ]),
  );
}

function run(golden: GoldenCase): EngineResult {
  check(golden);
  const networks = openAll(golden);
  const { trace } = golden;
  const values = new Collected(trace.values);
  const output = new Collected({ output: trace.output });
  const inputs = trace.equations.filter(({ op }) => op === 'input').map(({ id }) => ['input', id] as const);
  const inputGradient = new Collected(Object.fromEntries(inputs));
  const states: Record<string, number[]> = {};
  let loss = 0;
  for (const net of passes(golden, networks)) {
    const { recorder } = net;
    values.add(net, (id, t) => recorder.frame(id, t)?.values);
    output.add(net, (id, t) => recorder.frame(id, t)?.values);
    inputGradient.add(net, (id, t) => recorder.gradientFrame(id, t)?.values);
    for (const { layer, name, previous, initial } of trace.states) {
      if (initial !== undefined) continue;
      (states[`${layer}.${name}0`] ??= []).push(...(recorder.gradientFrame(previous, 0)?.values ?? [NaN]));
    }
    loss += recorder.totalLoss() ?? NaN;
  }
  const [net] = networks;
  const { penalties, gradients } = penalized(golden, net.parameters, gatheredOf(networks));
  const updated = statistics(golden, net);
  const terms = streamTerms(net, golden, (sample) => passOf(golden, sample));
  for (const each of networks) each.dispose();
  return {
    ...terms,
    output: output.byName.output,
    values: values.byName,
    loss,
    total_loss: loss + penalties,
    gradients,
    input_gradient: inputGradient.byName.input,
    state_gradients: states,
    updated,
  };
}

/** Running statistics as an update would leave them. */
function statistics({ trace, batch }: GoldenCase, { parameters, recorder }: Network): Record<string, Float64Array> {
  return Object.fromEntries(
    trace.parameters.flatMap(({ name, kind }) => {
      if (kind !== 'statistic') return [];
      const rule = trace.statistics.find(({ parameter }) => parameter === name);
      const measured = rule && recorder.frame(rule.measured, 0)?.values;
      const before = parameters[name];
      return [[name, rule && measured ? remembered(rule, { before, measured, batch }) : before]];
    }),
  );
}

function totals({ trace, recorder }: Network): Record<string, Float64Array> {
  const gathered = trace.parameters.map(({ name }) => [name, recorder.total(name)] as const);
  return Object.fromEntries(gathered.flatMap(([name, total]) => (total === undefined ? [] : [[name, total]])));
}

function penalized(
  { spec, trace }: GoldenCase,
  parameters: Readonly<Record<string, Float64Array>>,
  shares: Parameters,
) {
  const gradients: Record<string, Float64Array> = {};
  let penalties = 0;
  for (const { name, kind } of trace.parameters) {
    if (kind === 'statistic') continue;
    gradients[name] = Float64Array.from(shares[name] ?? parameters[name].map(() => 0));
    if (spec.regularization === undefined || kind !== 'weight') continue;
    penalties += penalty(spec.regularization, parameters[name]);
    addPenaltyGradient(spec.regularization, parameters[name], gradients[name]);
  }
  return { penalties, gradients };
}

function train(golden: GoldenCase, { optimizer, steps }: { optimizer: OptimizerSpec; steps: number }): TrainingResult {
  check(golden);
  const networks = openAll(golden);
  const last = networks[networks.length - 1];
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    let { penalties: loss } = penalized(golden, last.parameters, {});
    for (const net of passes(golden, networks, optimizer)) loss += net.recorder.totalLoss() ?? NaN;
    losses.push(loss);
    for (const net of networks) if (net !== last) net.assign(last.parameters);
  }
  const { parameters } = last;
  for (const net of networks) net.dispose();
  return { losses, parameters };
}

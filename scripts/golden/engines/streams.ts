import type { EquationId, Trace } from '../../../src/nn/equation.ts';
import { lossWeights } from '../../../src/nn/losses.ts';
import type { OptimizerSpec } from '../../../src/nn/optimizers.ts';
import { addPenaltyGradient, penalty } from '../../../src/nn/penalties.ts';
import { sizeOf } from '../../../src/nn/shape.ts';
import { WIDEST } from '../../../src/streams/graph.ts';
import { network, type Network, type Parameters } from '../../../src/streams/network.ts';
import type { PassInput, StepValues } from '../../../src/streams/pass-input.ts';
import { Skip, type Engine, type EngineResult, type GoldenCase, type Tensor, type TrainingResult } from '../engine.ts';
import { streamTerms } from './stream-terms.ts';

/** Longer sequences are the tensor core's. */
const LONGEST = 64;

/** The streams, one sample after the other: the batch's gradients are gathered from pass to pass. */
export const streams: Engine = { name: 'streams', tolerance: 1e-8, run, train };

function check({ trace, inputSteps, outputSteps }: GoldenCase): void {
  const steps = Math.max(inputSteps, outputSteps);
  if (steps > LONGEST) throw new Skip(`${steps} time steps; streams serve up to ${LONGEST}`);
  for (const { layer, shape, op } of trace.equations) {
    const units = sizeOf(shape);
    const isParameter = op === 'parameter' || op === 'rows';
    if (!isParameter && units > WIDEST) throw new Skip(`${layer} has ${units} units; streams serve up to ${WIDEST}`);
  }
}

function open({ spec, parameters, mask }: GoldenCase): Network {
  const values = Object.fromEntries(
    Object.entries(parameters).map(([name, { data }]) => [name, Float32Array.from(data)]),
  );
  return network(spec, values, { masked: mask !== undefined });
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

function weightsOf({ batch, mask, spec }: GoldenCase, steps: number): Float64Array {
  return lossWeights(spec.loss.type, { batch, steps, counted: mask?.data });
}

function passOf(golden: GoldenCase, sample: number): PassInput {
  const { trace, spec, input, target, mask, initialStates, inputSteps, outputSteps } = golden;
  const steps = lossSteps(trace, { inputSteps, outputSteps });
  const weights = weightsOf(golden, steps);
  const isClass = trace.equations[trace.loss].op === 'cross-entropy';
  const initial = Object.entries(initialStates).map(([name, tensor]) => [name.slice(0, -1), row(tensor, sample)]);
  return {
    sample,
    input: stepsOf(row(input, sample), inputSteps, spec.input.kind === 'ids'),
    target: stepsOf(row(target, sample), steps, isClass),
    mask: mask && row(mask, sample),
    lossWeights: weights.slice(sample * steps, (sample + 1) * steps),
    initialStates: Object.fromEntries(initial) as Record<string, number[]>,
  };
}

function lossSteps(
  { scans, equations, loss }: Trace,
  { inputSteps, outputSteps }: { inputSteps: number; outputSteps: number },
): number {
  const { length } = scans[equations[loss].scan];
  return length === 'once' ? 1 : length === 'input' ? inputSteps : outputSteps;
}

type Read = (id: EquationId, t: number) => ArrayLike<number> | undefined;

/** Collects `[batch, steps, units]` sample by sample. */
class Collected {
  readonly byName: Record<string, number[]> = {};

  constructor(private readonly names: Readonly<Record<string, EquationId>>) {}

  add(net: Network, read: Read): void {
    for (const [name, id] of Object.entries(this.names)) {
      const steps = net.steps.filter(({ phase, scan }) => phase === 'forward' && scan === net.trace.equations[id].scan);
      const all = (this.byName[name] ??= []);
      for (let t = 0; t < steps.length; t++) all.push(...Array.from(read(id, t) ?? [NaN]));
    }
  }
}

function run(golden: GoldenCase): EngineResult {
  check(golden);
  const net = open(golden);
  const { trace } = golden;
  const values = new Collected(trace.values);
  const output = new Collected({ output: trace.output });
  const inputs = trace.equations.filter(({ op }) => op === 'input').map(({ id }) => ['input', id] as const);
  const inputGradient = new Collected(Object.fromEntries(inputs));
  const states: Record<string, number[]> = {};
  let loss = 0;
  let gathered: Record<string, Float64Array> = {};
  for (let sample = 0; sample < golden.batch; sample++) {
    net.feed({ ...passOf(golden, sample), gathered });
    net.scheduler.drain();
    const { recorder } = net;
    values.add(net, (id, t) => recorder.frame(id, t)?.values);
    output.add(net, (id, t) => recorder.frame(id, t)?.values);
    inputGradient.add(net, (id, t) => recorder.gradientFrame(id, t)?.values);
    for (const { layer, name, previous, initial } of trace.states) {
      if (initial !== undefined) continue;
      (states[`${layer}.${name}0`] ??= []).push(...(recorder.gradientFrame(previous, 0)?.values ?? [NaN]));
    }
    loss += recorder.totalLoss() ?? NaN;
    gathered = totals(net);
  }
  const { penalties, gradients } = penalized(golden, net.parameters, gathered);
  const terms = streamTerms(net, golden, (sample) => passOf(golden, sample));
  net.dispose();
  return {
    ...terms,
    output: output.byName.output,
    values: values.byName,
    loss,
    total_loss: loss + penalties,
    gradients,
    input_gradient: inputGradient.byName.input,
    state_gradients: states,
    updated: {},
  };
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
    gradients[name] = Float64Array.from(shares[name] ?? parameters[name].map(() => 0));
    if (spec.regularization === undefined || kind !== 'weight') continue;
    penalties += penalty(spec.regularization, parameters[name]);
    addPenaltyGradient(spec.regularization, parameters[name], gradients[name]);
  }
  return { penalties, gradients };
}

function train(golden: GoldenCase, { optimizer, steps }: { optimizer: OptimizerSpec; steps: number }): TrainingResult {
  check(golden);
  const net = open(golden);
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    let { penalties: loss } = penalized(golden, net.parameters, {});
    let gathered: Record<string, Float64Array> = {};
    for (let sample = 0; sample < golden.batch; sample++) {
      // the batch's last pass brings the update
      const isLast = sample === golden.batch - 1;
      net.feed({ ...passOf(golden, sample), gathered, ...(isLast ? { optimizer } : {}) });
      net.scheduler.drain();
      loss += net.recorder.totalLoss() ?? NaN;
      gathered = totals(net);
    }
    losses.push(loss);
  }
  const { parameters } = net;
  net.dispose();
  return { losses, parameters };
}

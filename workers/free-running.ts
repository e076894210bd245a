import type { Trace } from '../src/nn/equation.ts';
import { parameterLayout } from '../src/nn/layout.ts';
import type { EncoderDecoderSpec, StackSpec } from '../src/nn/model.ts';
import { traceModel } from '../src/nn/trace-model.ts';
import type { PredictRequest, Prediction } from '../src/train/protocol/prediction.ts';
import { Network } from './arena/network.ts';
import { readState, writeBatch, writeState } from './arena/transfer.ts';
import { ClassChooser, LIKELIEST, randomOf } from './choosing.ts';
import { checkIds } from './ids.ts';
import type { KernelSet } from './kernels/kernel-set.ts';
import { PlanError } from './plan/errors.ts';
import { planOf, type Place } from './plan/plan.ts';

/** A network's outputs, and of a chooser among classes what was chosen. */
export type Outputs = Pick<Prediction, 'steps' | 'width' | 'outputs' | 'chosen'>;

interface Running {
  readonly request: PredictRequest;
  readonly model: EncoderDecoderSpec;
  /** Of the whole model: it says where each parameter stands. */
  readonly trace: Trace;
  readonly inputSteps: number;
  /** Of the output. */
  readonly steps: number;
}

/**
 * An encoder–decoder that writes by itself: the encoder reads the input, its last states start the decoder, which reads
 * the start token and then what it chose at the step before. Both are plain stacks with the model's own parameters; the
 * decoder runs a step at a time, for all samples together.
 */
export function freeRunning(running: Running, kernels: KernelSet): Outputs {
  const { request, model, steps } = running;
  const { batch, choice = LIKELIEST } = request;
  const decoder = openDecoder(running, kernels);
  handOver(encode(running, kernels), decoder);
  const { input, output, network } = decoder;
  const { width } = output;
  const chooser = new ClassChooser(width);
  const randoms = Array.from({ length: batch }, (_, sample) => randomOf(choice, sample));
  const chosen = randoms.map((): number[] => []);
  const outputs = new Float32Array(batch * steps * width);
  for (let t = 0; t < steps; t++) {
    for (let row = 0; row < batch; row++) network.memory.whole[input.address + row] = chosen[row].at(-1) ?? model.start;
    network.forward(t === 0 ? 'changed' : 'unchanged');
    for (let row = 0; row < batch; row++) {
      const from = output.address + row * output.rowStride;
      const logits = network.memory.floats.subarray(from, from + width);
      outputs.set(logits, (row * steps + t) * width);
      const isOver = t > 0 && chosen[row].at(-1) === choice.end;
      if (!isOver) chosen[row].push(chooser.choose(logits, randoms[row], choice));
    }
    network.carryStates();
  }
  return { steps, width, outputs, chosen };
}

/** Runs the encoder over the whole input. */
function encode({ request, model, trace, inputSteps }: Running, kernels: KernelSet): Network {
  const { batch, input, mask } = request;
  // its output is not asked for, and no loss computed: any that takes every output will do
  const spec: StackSpec = { shape: 'stack', input: model.input, layers: model.encoder, loss: { type: 'mse' } };
  const part = traceModel(spec, { training: false, masked: mask !== undefined });
  checkIds(part, { source: 'input', ids: input });
  const keep = part.states.map(({ next }) => next);
  const sizes = { batch, inputSteps, outputSteps: inputSteps };
  const network = new Network(planOf(part, { kind: 'values', ...sizes, keep }), kernels);
  copyParameters(network, { trace, parameters: request.parameters });
  const [into, masked] = [network.feed('input'), network.feed('mask')];
  if (into !== undefined) writeBatch(network.memory, into, input);
  if (masked !== undefined && mask !== undefined) writeBatch(network.memory, masked, mask);
  network.forward();
  return network;
}

interface Decoder {
  readonly network: Network;
  readonly input: Place;
  readonly output: Place;
}

/** A step of the decoder for every sample, its states zeros. */
function openDecoder({ request, model, trace }: Running, kernels: KernelSet): Decoder {
  const spec: StackSpec = {
    shape: 'stack',
    input: { kind: 'ids', shape: [], sequence: true },
    layers: model.decoder,
    loss: model.loss,
  };
  const part = traceModel(spec, { training: false });
  const { scan, shape } = part.equations[part.output];
  if (part.scans[scan].length === 'once') throw new PlanError('decoder', 'expected an output at every step');
  if (model.loss.type !== 'cross-entropy') throw new PlanError('loss', 'expected cross-entropy over the tokens');
  const sizes = { batch: request.batch, inputSteps: 1, outputSteps: 1 };
  const network = new Network(planOf(part, { kind: 'values', ...sizes, keep: [part.output] }), kernels);
  copyParameters(network, { trace, parameters: request.parameters });
  // whatever it writes it must be able to read
  checkIds(part, { source: 'input', ids: [model.start, shape[0] - 1] });
  const input = network.feed('input');
  const output = network.plan.values.get(part.output);
  if (input === undefined || output === undefined) throw new PlanError('decoder', 'expected tokens in and out');
  return { network, input, output };
}

/** The encoder's last states start the decoder's first cell, each by its name; the others start from zeros. */
function handOver(encoder: Network, { network }: Decoder): void {
  const [first] = network.plan.states;
  for (const state of network.plan.states) {
    const code = encoder.plan.states.findLast(({ name }) => name === state.name);
    if (code === undefined || state.layer !== first.layer) continue;
    if (code.width !== state.width) {
      throw new PlanError(`${state.layer}.${state.name}`, `expected a code of ${state.width} units, got ${code.width}`);
    }
    writeState(network.memory, state, readState(encoder.memory, code, code.slots - 1));
  }
}

/** The part's parameters, by name, from those of the whole model. */
function copyParameters(network: Network, { trace, parameters }: { trace: Trace; parameters: Float32Array }): void {
  const { places } = parameterLayout(trace);
  for (const [name, { offset, size }] of network.layout.places) {
    const whole = places.get(name);
    if (whole === undefined) throw new PlanError(name, 'expected a parameter of the model');
    network.parameters.set(parameters.subarray(whole.offset, whole.offset + size), offset);
  }
}

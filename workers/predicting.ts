import type { Trace } from '../src/nn/equation.ts';
import { sigmoid } from '../src/nn/maths.ts';
import type { ModelSpec } from '../src/nn/model.ts';
import { softmaxOf } from '../src/nn/ops/softmax.ts';
import { sizeOf } from '../src/nn/shape.ts';
import { traceModel } from '../src/nn/trace-model.ts';
import type { Choice, PredictRequest, Prediction } from '../src/train/protocol/prediction.ts';
import { Network } from './arena/network.ts';
import { readBatch, writeBatch } from './arena/transfer.ts';
import { ClassChooser, LIKELIEST, randomOf } from './choosing.ts';
import { freeRunning, type Outputs } from './free-running.ts';
import { checkIds } from './ids.ts';
import type { KernelSet } from './kernels/kernel-set.ts';
import { PlanError } from './plan/errors.ts';
import { planOf } from './plan/plan.ts';
import { StateError } from './state.ts';

/**
 * Computes a network's outputs for a batch of inputs. One-to-many feeds each output back; an encoder–decoder whose
 * decoder reads tokens chooses each next one itself. Throws PlanError for what does not fit the model, StateError for
 * parameters of another network, MemoryLimitError for what is too large.
 */
export function predictionOf(request: PredictRequest, kernels: KernelSet): Prediction {
  const { model, parameters, mask } = request;
  const trace = traceModel(model, { training: false, masked: mask !== undefined });
  const size = trace.parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  if (parameters.length !== size) throw new StateError('parameters', size, parameters.length);
  if (mask !== undefined) checkMask(mask, request);
  const isFree = trace.equations.some(({ op, attributes }) => op === 'id' && attributes.source === 'teacher');
  const computed =
    model.shape === 'encoder-decoder' && isFree
      ? freeRunning({ request, model, trace, inputSteps: inputSteps(request), steps: stepsOf(request) }, kernels)
      : forward({ request, trace }, kernels);
  const probabilities = probabilitiesOf(model, computed);
  return { ...computed, ...(probabilities && { probabilities }) };
}

/** Steps of the input, each of the input's shape. */
function inputSteps({ model, input, batch }: PredictRequest): number {
  const width = sizeOf(model.input.shape);
  const steps = input.length / (batch * width);
  const isWhole = Number.isInteger(steps) && steps >= 1;
  if (!isWhole || (!model.input.sequence && steps !== 1)) {
    const wanted = model.input.sequence ? `${batch} × steps × ${width}` : `${batch} × ${width}`;
    throw new PlanError('input', `expected ${wanted} numbers, got ${input.length}`);
  }
  return steps;
}

function checkMask(mask: ArrayLike<number>, request: PredictRequest): void {
  const { model, batch } = request;
  if (!model.input.sequence) throw new PlanError('mask', 'expected none, for an input without a time axis');
  const steps = inputSteps(request);
  if (mask.length !== batch * steps) {
    throw new PlanError('mask', `expected ${batch} × ${steps} numbers, got ${mask.length}`);
  }
}

/** Steps of the output's scan. */
function stepsOf(request: PredictRequest): number {
  const { model, steps } = request;
  if (model.shape === 'stack') return inputSteps(request);
  const wanted = steps ?? (model.shape === 'one-to-many' ? model.steps : undefined);
  if (wanted === undefined || !Number.isInteger(wanted) || wanted < 1) {
    throw new PlanError('steps', `expected how many steps to write, got ${steps ?? 'nothing'}`);
  }
  return wanted;
}

/** All steps in one run: nothing that was chosen is read. */
function forward({ request, trace }: { request: PredictRequest; trace: Trace }, kernels: KernelSet): Outputs {
  const { batch, input, mask, parameters, model, choice = LIKELIEST } = request;
  const sizes = { batch, inputSteps: inputSteps(request), outputSteps: stepsOf(request) };
  const network = new Network(planOf(trace, { kind: 'values', ...sizes, keep: [trace.output] }), kernels);
  network.parameters.set(parameters);
  checkIds(trace, { source: 'input', ids: input });
  const [into, masked] = [network.feed('input'), network.feed('mask')];
  if (into !== undefined) writeBatch(network.memory, into, input);
  if (masked !== undefined && mask !== undefined) writeBatch(network.memory, masked, mask);
  network.forward();
  const place = network.plan.values.get(trace.output);
  if (place === undefined) throw new PlanError('model', 'expected an output');
  const { slots: steps, width } = place;
  const outputs = readBatch(network.memory, place);
  if (model.loss.type !== 'cross-entropy') return { steps, width, outputs };
  return { steps, width, outputs, chosen: choose({ batch, steps, width, outputs }, choice) };
}

/** A class for each output, until the end symbol. */
function choose(
  { batch, steps, width, outputs }: Outputs & { batch: number },
  choice: Choice,
): readonly (readonly number[])[] {
  const chooser = new ClassChooser(width);
  return Array.from({ length: batch }, (_, sample) => {
    const random = randomOf(choice, sample);
    const chosen: number[] = [];
    while (chosen.length < steps && (chosen.length === 0 || chosen.at(-1) !== choice.end)) {
      const from = (sample * steps + chosen.length) * width;
      chosen.push(chooser.choose(outputs.subarray(from, from + width), random, choice));
    }
    return chosen;
  });
}

function probabilitiesOf({ loss }: ModelSpec, { width, outputs }: Outputs): Float32Array | undefined {
  if (loss.type === 'binary-cross-entropy') return outputs.map(sigmoid);
  if (loss.type !== 'cross-entropy') return undefined;
  const probabilities = new Float32Array(outputs.length);
  for (let at = 0; at < outputs.length; at += width) {
    softmaxOf(outputs.subarray(at, at + width), probabilities.subarray(at, at + width));
  }
  return probabilities;
}

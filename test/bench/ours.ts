/** Our tensor core as the training worker drives it. */
import { SpecError } from '../../src/nn/cells/fields.ts';
import { lossWeights } from '../../src/nn/losses.ts';
import { parseModel, type ModelSpec } from '../../src/nn/model.ts';
import { slotsOf, type OptimizerSpec } from '../../src/nn/optimizers.ts';
import { sameShape, showShape } from '../../src/nn/shape.ts';
import { traceModel } from '../../src/nn/trace-model.ts';
import { Network } from '../../workers/arena/network.ts';
import { writeBatch } from '../../workers/arena/transfer.ts';
import { bestKernels } from '../../workers/kernels/choose.ts';
import type { KernelSet } from '../../workers/kernels/kernel-set.ts';
import { planOf } from '../../workers/plan/plan.ts';
import { TextSampler } from '../../workers/sampling.ts';
import { adam, Unsupported, type Engine, type Session } from './engine.ts';
import { imagesOf, parametersOf, textOf } from './inputs.ts';
import { modelOf } from './models.ts';
import { firstCharacter, SAMPLE_SEED } from './draw.ts';
import type { SamplingWork, Work } from './works.ts';

export const ours: Engine = {
  async open(work) {
    // the one place where the measured kernels are chosen: those that the training worker takes
    const kernels = await bestKernels();
    return work.kind === 'sampling' ? sampling(work, kernels) : training(work, kernels);
  },
};

function training(work: Exclude<Work, SamplingWork>, kernels: KernelSet): Session {
  const spec = parse(work);
  const { batch, learningRate } = work;
  const steps = work.kind === 'sequence' ? work.steps : 1;
  const optimizer: OptimizerSpec = { type: 'adam', learning_rate: learningRate, ...adam };
  const slots = slotsOf(optimizer.type).length;
  const plan = planOf(traceModel(spec), { kind: 'training', batch, inputSteps: steps, outputSteps: steps, slots });
  const network = new Network(plan, kernels);
  writeParameters(network, work);
  const data = work.kind === 'sequence' ? textOf(work) : imagesOf(work);
  const inputs = data.inputs instanceof Int32Array ? data.inputs : data.inputs.data;
  write(network, { input: inputs, target: data.targets, weights: lossWeights(spec.loss.type, { batch, steps }) });
  let step = 0;
  return {
    call() {
      network.forward();
      network.backward();
      const { loss } = network;
      // nothing is clipped, so the norm is not read
      network.update(optimizer, { step: ++step, norm: 0 });
      return [loss];
    },
  };
}

function sampling(work: SamplingWork, kernels: KernelSet): Session {
  const trace = traceModel(parse(work));
  const size = { batch: 1, inputSteps: 1, outputSteps: 1 };
  const network = new Network(planOf(trace, { kind: 'values', ...size }), kernels);
  writeParameters(network, work);
  const sampler = new TextSampler(trace, kernels);
  const request = { prompt: [firstCharacter], length: work.steps, temperature: 1, seed: SAMPLE_SEED };
  return { call: () => sampler.sample(network.parameters, request) };
}

/** Until a layer exists its work is skipped, and says so. */
function parse(work: Work): ModelSpec {
  try {
    return parseModel(modelOf(work));
  } catch (error) {
    if (error instanceof SpecError) throw new Unsupported(error.message);
    throw error;
  }
}

function writeParameters({ layout, parameters }: Network, work: Work): void {
  const given = parametersOf(work);
  for (const [name, { offset, shape }] of layout.places) {
    const tensor = given[name];
    if (tensor === undefined) throw new Error(`${work.name}: no parameter ${name}`);
    if (!sameShape(tensor.shape, shape)) {
      throw new Error(`${work.name}: ${name}: expected ${showShape(shape)}, got ${showShape(tensor.shape)}`);
    }
    parameters.set(tensor.data, offset);
  }
  if (layout.places.size !== Object.keys(given).length) throw new Error(`${work.name}: a parameter is not used`);
}

function write(network: Network, data: Readonly<Record<string, ArrayLike<number>>>): void {
  for (const feed of network.plan.feeds) writeBatch(network.memory, feed, data[feed.role]);
}

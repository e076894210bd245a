/** Networks as the tensor core trains them, prepared for timing. */
import { initialParameters } from '../../src/nn/layout.ts';
import { lossWeights } from '../../src/nn/losses.ts';
import { parseModel, type ModelSpec } from '../../src/nn/model.ts';
import { slotsOf, type OptimizerSpec } from '../../src/nn/optimizers.ts';
import { Random } from '../../src/nn/random.ts';
import { traceModel } from '../../src/nn/trace-model.ts';
import { Network } from '../../workers/arena/network.ts';
import { writeBatch } from '../../workers/arena/transfer.ts';
import { referenceKernels } from '../../workers/kernels/reference/kernel-set.ts';
import { planOf } from '../../workers/plan/plan.ts';
import { TextSampler } from '../../workers/sampling.ts';
import type { Work } from './measure.ts';

const adam: OptimizerSpec = { type: 'adam', learning_rate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

interface TrainingStep {
  readonly name: string;
  readonly model: ModelSpec;
  readonly batch: number;
  readonly steps: number;
  /** Ids are drawn below this. */
  readonly classes: number;
  /** Multiply-adds of one sample at one step, forward and backward. */
  readonly products: number;
}

/** Forward, loss, backward and Adam on one seeded batch. */
export function trainingStep({ name, model, batch, steps, classes, products }: TrainingStep): Work {
  return {
    name,
    flops: 2 * products * batch * steps,
    prepare() {
      const trace = traceModel(model);
      const size = { batch, inputSteps: steps, outputSteps: steps };
      const plan = planOf(trace, { kind: 'training', ...size, slots: slotsOf(adam.type).length });
      const network = new Network(plan, referenceKernels());
      network.parameters.set(initialParameters(trace, 1));
      const random = Random.seeded(1, 'bench');
      for (const feed of plan.feeds) {
        const length = feed.rows * feed.slots * feed.width;
        const drawn = () => (feed.numbers === 'whole' ? random.below(classes) : random.uniform());
        const data =
          feed.role === 'weights' ? lossWeights(model.loss.type, { batch, steps }) : Array.from({ length }, drawn);
        writeBatch(network.memory, feed, data);
      }
      let step = 0;
      return () => {
        network.forward();
        network.backward();
        network.update(adam, { step: ++step, norm: network.norm() });
        if (!Number.isFinite(network.loss)) throw new Error(`${name}: the loss is ${network.loss}`);
      };
    },
  };
}

interface Recurrent {
  readonly name: string;
  readonly layer: object;
  /** Rows of the stacked gates. */
  readonly gates: number;
  readonly vocabulary: number;
  readonly units: number;
  readonly batch: number;
  readonly steps: number;
}

/** One-hot characters, a recurrent layer, logits, a loss at each step, full BPTT. The one-hot product is a look-up. */
export function characterStep({ name, layer, gates, vocabulary, units, batch, steps }: Recurrent): Work {
  const model = characters({ layer, vocabulary, units });
  // backward costs twice as much as forward
  const products = 3 * (gates * units * units + units * vocabulary);
  return trainingStep({ name, model, batch, steps, classes: vocabulary, products });
}

/** One character drawn and read. */
export function samplingStep({ name, layer, gates, vocabulary, units }: Omit<Recurrent, 'batch' | 'steps'>): Work {
  return {
    name,
    flops: 2 * (gates * units * units + units * vocabulary),
    prepare() {
      const trace = traceModel(characters({ layer, vocabulary, units }));
      const sampler = new TextSampler(trace, referenceKernels());
      const parameters = initialParameters(trace, 1);
      const next = sampler.write(parameters, { prompt: [0], temperature: 1, seed: 1 });
      return () => {
        next();
      };
    },
  };
}

function characters({ layer, vocabulary, units }: Pick<Recurrent, 'layer' | 'vocabulary' | 'units'>): ModelSpec {
  return parseModel({
    input: { kind: 'ids', shape: [], sequence: true },
    layers: [
      { name: 'x', type: 'one-hot', vocabulary },
      { name: 'cell', units, ...layer },
      { name: 'logits', type: 'dense', units: vocabulary },
    ],
    loss: { type: 'cross-entropy' },
  });
}

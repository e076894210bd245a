/**
 * @jax-js/jax on its wasm device: the whole training step (loss, gradients, Adam) is one jitted function. Every array is
 * consumed by its use; `.ref` keeps it for another.
 */
import { jit, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import { adam, type Engine, type Session } from '../engine.ts';
import { imagesOf, oneHotRows, parametersOf, textOf, timeMajor, transposed, type Tensor } from '../inputs.ts';
import type { CnnWork, MlpWork, SequenceWork, Work } from '../works.ts';
import { cnnLoss } from './jax-js-convolution.ts';
import { mlpLoss, sequenceLoss, type Loss, type Parameters } from './jax-js-models.ts';
import { jaxSampling } from './jax-js-sampling.ts';

export const jaxJs: Engine = {
  open(work, options) {
    switch (work.kind) {
      case 'mlp':
        return training(work, { ...images(work), loss: mlpLoss });
      case 'cnn':
        return training(work, { ...images(work), loss: cnnLoss(work, options) });
      case 'sequence':
        return training(work, { ...text(work), loss: sequenceLoss(work) });
      case 'sampling':
        return jaxSampling(work, jaxParameters(work));
      default:
        return work satisfies never;
    }
  },
};

export function arrayOf({ shape, data }: Tensor): np.Array {
  return np.array(data).reshape([...shape]);
}

/** Matrices as `[in, out]`, which suits plain products. */
function jaxParameters(work: Work): Parameters {
  const tensors = Object.entries(parametersOf(work));
  return Object.fromEntries(
    tensors.map(([name, tensor]) => [name, arrayOf(tensor.shape.length === 2 ? transposed(tensor) : tensor)]),
  );
}

interface Batch {
  readonly x: np.Array;
  /** One-hot rows. */
  readonly y: np.Array;
}

function images(work: MlpWork | CnnWork): Batch {
  const { inputs, targets } = imagesOf(work);
  return { x: arrayOf(inputs), y: arrayOf(oneHotRows(targets, work.classes)) };
}

/** Time-major rows: a product with one-hot rows is quicker here than looking rows up, whose gradient is a scatter in JavaScript. */
function text(work: SequenceWork): Batch {
  const { inputs, targets } = textOf(work);
  const rows = (ids: Int32Array) => arrayOf(oneHotRows(timeMajor(ids, work), work.vocabulary));
  return { x: rows(inputs), y: rows(targets) };
}

function training(work: Exclude<Work, { kind: 'sampling' }>, { x, y, loss }: Batch & { loss: Loss }): Session {
  const update = jit(trainStep(loss, work.learningRate));
  let parameters = jaxParameters(work);
  let first: Parameters = tree.map((p: np.Array) => np.zerosLike(p.ref), parameters);
  let second: Parameters = tree.map((p: np.Array) => np.zerosLike(p.ref), parameters);
  let step = 0;
  return {
    call() {
      step++;
      const corrections = np.array(Float32Array.of(1 / (1 - adam.beta1 ** step), 1 / (1 - adam.beta2 ** step)));
      let value: np.Array;
      [value, parameters, first, second] = update(parameters, first, second, corrections, x.ref, y.ref);
      // waiting blocks this thread, which then runs the kernels itself: one thread, as ours
      return Array.from(value.dataSync());
    },
  };
}

type State = [loss: np.Array, parameters: Parameters, first: Parameters, second: Parameters];

/** Adam by hand, so that it is compiled with the rest: the package's optax cannot be traced. */
function trainStep(loss: Loss, learningRate: number) {
  return (
    parameters: Parameters,
    first: Parameters,
    second: Parameters,
    corrections: np.Array,
    x: np.Array,
    y: np.Array,
  ): State => {
    const [value, gradients] = valueAndGrad(loss)(tree.ref(parameters), x, y);
    const inverse1 = corrections.ref.slice(0);
    const inverse2 = corrections.slice(1);
    const next: State = [value, {}, {}, {}];
    for (const name of Object.keys(parameters)) {
      const g = gradients[name];
      const m = first[name].mul(adam.beta1).add(g.ref.mul(1 - adam.beta1));
      const v = second[name].mul(adam.beta2).add(g.ref.mul(g).mul(1 - adam.beta2));
      const root = np.sqrt(v.ref.mul(inverse2.ref)).add(adam.epsilon);
      next[1][name] = parameters[name].sub(m.ref.mul(inverse1.ref).mul(learningRate).div(root));
      next[2][name] = m;
      next[3][name] = v;
    }
    inverse1.dispose();
    inverse2.dispose();
    return next;
  };
}

/** TensorFlow.js on its wasm backend, core API: eager kernels, autodiff by `tf.train.adam(…).minimize`. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import { adam, type Engine, type Session } from '../engine.ts';
import { imagesOf, oneHotRows, parametersOf, textOf, timeMajor, transposed, type Tensor } from '../inputs.ts';
import type { SamplingWork, SequenceWork, Work } from '../works.ts';
import { channelsLast, cnnLogits, cnnParameters } from './tfjs-convolution.ts';
import { netOf, type Net, type Parameters } from './tfjs-net.ts';
import { mlpLogits, sequenceLogits } from './tfjs-models.ts';
import { tfjsSampling } from './tfjs-sampling.ts';

export const tfjs: Engine = {
  async open(work, options) {
    // one thread, as ours: a page on a static host has no SharedArrayBuffer (with two, the works were no faster)
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    setWasmPaths({
      'tfjs-backend-wasm.wasm': plain,
      'tfjs-backend-wasm-simd.wasm': simd,
      'tfjs-backend-wasm-threaded-simd.wasm': threaded,
    });
    if (!(await tf.setBackend('wasm'))) throw new Error('the wasm backend does not start');
    const net = netOf(parameters(work), options);
    return work.kind === 'sampling' ? tfjsSampling(work, net) : training(work, net);
  },
};

/** Matrices as `[in, out]`: the backend's products are quick only where nothing is transposed. */
function parameters(work: Work): Parameters {
  const given = work.kind === 'cnn' ? cnnParameters(work, parametersOf(work)) : parametersOf(work);
  return Object.fromEntries(
    Object.entries(given).map(([name, tensor]) => {
      const { shape, data } = tensor.shape.length === 2 ? transposed(tensor) : tensor;
      return [name, tf.variable(tf.tensor(data, [...shape]), true, name)];
    }),
  );
}

function training(work: Exclude<Work, SamplingWork>, net: Net): Session {
  const { targets, logits } = batchOf(work, net);
  const optimizer = tf.train.adam(work.learningRate, adam.beta1, adam.beta2, adam.epsilon);
  // minimize() runs within a tidy of its own
  const loss = () => tf.losses.softmaxCrossEntropy<tf.Tensor, tf.Scalar>(targets, logits());
  return {
    call() {
      const value = optimizer.minimize(loss, true);
      if (value === null) throw new Error('minimize returned no loss');
      const numbers = Array.from(value.dataSync());
      value.dispose();
      return numbers;
    },
  };
}

function batchOf(work: Exclude<Work, SamplingWork>, net: Net): { targets: tf.Tensor; logits: () => tf.Tensor } {
  switch (work.kind) {
    case 'mlp': {
      const { inputs, targets } = imagesOf(work);
      const x = matrix(inputs);
      return { targets: matrix(oneHotRows(targets, work.classes)), logits: () => mlpLogits(x, net) };
    }
    case 'cnn': {
      const { inputs, targets } = imagesOf(work);
      const x = channelsLast(inputs);
      return { targets: matrix(oneHotRows(targets, work.classes)), logits: () => cnnLogits(x, net) };
    }
    case 'sequence':
      return text(work, net);
    default:
      return work satisfies never;
  }
}

/** One-hot rows, time-major: the gradient of `gather` needs a kernel that the backend does not have. */
function text(work: SequenceWork, net: Net): { targets: tf.Tensor; logits: () => tf.Tensor } {
  const { inputs, targets } = textOf(work);
  const rows = (ids: Int32Array) => matrix(oneHotRows(timeMajor(ids, work), work.vocabulary));
  const x = rows(inputs);
  return { targets: rows(targets), logits: () => sequenceLogits(x, net, work) };
}

function matrix({ shape, data }: Tensor): tf.Tensor2D {
  return tf.tensor2d(data, [shape[0], shape[1]]);
}

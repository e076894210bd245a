/** Convolution for tfjs: its wasm backend has no kernel for the filter's gradient, so the patches are laid out (im2col). */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '../inputs.ts';
import type { CnnWork } from '../works.ts';
import type { Net } from './tfjs-net.ts';

/** Images `[batch, 1, side, side]` as `[batch, side, side, 1]`. */
export function channelsLast({ shape: [batch, , height, width], data }: Tensor): tf.Tensor4D {
  return tf.tensor4d(data, [batch, height, width, 1]);
}

/**
 * Filters `[out, in, y, x]` as matrices `[out, y·x·in]`, the order of the patches below; the dense layer's columns from
 * `[channel, y, x]` to `[y, x, channel]`.
 */
export function cnnParameters({ filter, channels, side }: CnnWork, given: Record<string, Tensor>) {
  const flatten = ({ shape: [out, inner], data }: Tensor, area: number): Tensor => ({
    shape: [out, area * inner],
    data: data.map((_, n) => {
      const [row, column] = [Math.floor(n / (area * inner)), n % (area * inner)];
      return data[row * area * inner + (column % inner) * area + Math.floor(column / inner)];
    }),
  });
  const output = given['output.weight'];
  return {
    ...given,
    'conv1.weight': flatten(given['conv1.weight'], filter * filter),
    'conv2.weight': flatten(given['conv2.weight'], filter * filter),
    'output.weight': flatten({ ...output, shape: [output.shape[0], channels[1]] }, (side / 4) ** 2),
  };
}

export function cnnLogits(x: tf.Tensor4D, net: Net): tf.Tensor2D {
  const features = layer(layer(x, net, 'conv1'), net, 'conv2');
  return net.dense(tf.reshape(features, [x.shape[0], -1]), 'output');
}

function layer(x: tf.Tensor4D, net: Net, name: string): tf.Tensor4D {
  const [batch, height, width, inner] = x.shape;
  const size = Math.sqrt(net.p[`${name}.weight`].shape[0] / inner);
  const features = net.dense(patches(x, size), name, 'relu');
  return tf.maxPool(tf.reshape(features, [batch, height, width, -1]) as tf.Tensor4D, 2, 2, 'valid');
}

/** `[batch·height·width, size·size·in]`, zeros around the image. */
function patches(x: tf.Tensor4D, size: number): tf.Tensor2D {
  const [batch, height, width, inner] = x.shape;
  const around: [number, number] = [(size - 1) / 2, (size - 1) / 2];
  const padded = tf.pad(x, [[0, 0], around, around, [0, 0]]);
  const shifted = Array.from({ length: size * size }, (_, n) =>
    tf.slice(padded, [0, Math.floor(n / size), n % size, 0], [batch, height, width, inner]),
  );
  return tf.reshape(tf.concat(shifted, 3), [batch * height * width, size * size * inner]);
}

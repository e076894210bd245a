/** The works' dense and recurrent networks in the core API of TensorFlow.js. */
import * as tf from '@tensorflow/tfjs-core';
import type { RecurrentSizes, SequenceWork } from '../works.ts';
import type { Net } from './tfjs-net.ts';

export function mlpLogits(x: tf.Tensor2D, net: Net): tf.Tensor2D {
  return net.dense(net.dense(x, 'hidden', 'relu'), 'output');
}

export interface CellState {
  readonly h: tf.Tensor2D;
  readonly c?: tf.Tensor2D;
}

export function zeroState({ cell, hidden }: RecurrentSizes, batch: number): CellState {
  const zeros = () => tf.zeros<tf.Rank.R2>([batch, hidden]);
  return cell === 'lstm' ? { h: zeros(), c: zeros() } : { h: zeros() };
}

/** x one-hot rows, time-major: the input's product and the head's are done once for all steps. */
export function sequenceLogits(x: tf.Tensor2D, net: Net, work: SequenceWork): tf.Tensor2D {
  const shares = tf.split(tf.add(net.product(x, 'cell.weight_x'), net.p['cell.bias']) as tf.Tensor2D, work.steps, 0);
  let state = zeroState(work, work.batch);
  const hs: tf.Tensor2D[] = [];
  for (const share of shares) {
    state = step({ x: share, state, net }, work);
    hs.push(state.h);
  }
  return net.dense(tf.concat(hs, 0), 'output');
}

interface StepInput {
  /** W_x x + b */
  readonly x: tf.Tensor2D;
  readonly state: CellState;
  readonly net: Net;
}

export function step({ x, state, net }: StepInput, { cell }: RecurrentSizes): CellState {
  const past = net.product(state.h, 'cell.weight_h');
  switch (cell) {
    case 'rnn':
      return { h: tf.tanh(tf.add(x, past)) };
    case 'lstm':
      return lstm(tf.add(x, past), state);
    case 'gru':
      return gru({ x, past, h: state.h, bias: net.p['cell.bias_h'] });
    default:
      return cell satisfies never;
  }
}

function lstm(a: tf.Tensor2D, { c }: CellState): CellState {
  if (c === undefined) throw new Error('an LSTM needs its cell state');
  const [i, f, g, o] = tf.split(a, 4, 1);
  const next = tf.add(tf.mul(tf.sigmoid(f), c), tf.mul(tf.sigmoid(i), tf.tanh(g))) as tf.Tensor2D;
  return { h: tf.mul(tf.sigmoid(o), tf.tanh(next)), c: next };
}

interface GruInput {
  readonly x: tf.Tensor2D;
  readonly past: tf.Tensor2D;
  readonly h: tf.Tensor2D;
  readonly bias: tf.Tensor;
}

/** z is the share of the new candidate, as in src/nn/cells/gru.ts. */
function gru({ x, past, h, bias }: GruInput): CellState {
  const [xr, xz, xn] = tf.split(x, 3, 1);
  const [pr, pz, pn] = tf.split(past, 3, 1);
  const r = tf.sigmoid(tf.add(xr, pr));
  const z = tf.sigmoid(tf.add(xz, pz));
  const n = tf.tanh(tf.add(xn, tf.mul(r, tf.add(pn, bias))));
  return { h: tf.add(h, tf.mul(z, tf.sub(n, h))) };
}

import { activations } from './activations.ts';
import { arithmetic } from './arithmetic.ts';
import { crossings, leaves } from './leaves.ts';
import { channelBias, convolution } from './convolution.ts';
import { addBias, linear, lookup, oneHot } from './linear.ts';
import { losses } from './losses.ts';
import { batchMean, batchVariance, normalize, scale, shift, standardize } from './norms.ts';
import type { Op } from './op.ts';
import { averagePool, maxPool } from './pooling.ts';
import { dropout, flatten } from './reshape.ts';
import { hold, rows, slice } from './selection.ts';
import { softmax } from './softmax.ts';

/** The op table. A new op is one row; tables total over `OpName` (kernels, for one) then do not compile without it. */
export const ops = {
  ...leaves,
  ...crossings,
  ...arithmetic,
  ...activations,
  ...losses,
  linear,
  'add-bias': addBias,
  lookup,
  'one-hot': oneHot,
  slice,
  rows,
  hold,
  softmax,
  convolution,
  'channel-bias': channelBias,
  'max-pool': maxPool,
  'average-pool': averagePool,
  flatten,
  dropout,
  standardize,
  scale,
  shift,
  'batch-mean': batchMean,
  'batch-variance': batchVariance,
  normalize,
};

export type OpName = keyof typeof ops;

/** What an op's equation says beside its inputs. */
export type AttributesOf<N extends OpName> = (typeof ops)[N] extends Op<infer A> ? A : never;

/** A row of the table with its attributes left open: the equation that names the op carries the right ones. */
export function opOf(name: OpName): Op<AttributesOf<OpName>> {
  return ops[name];
}

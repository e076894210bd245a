import { activations, type ActivationName } from '../../src/nn/ops/activations.ts';
import { arithmetic } from '../../src/nn/ops/arithmetic.ts';
import { losses, type LossName } from '../../src/nn/ops/losses.ts';

/** Ops that work unit by unit: their kernels are generated from the op table. */
export type ElementwiseName = keyof typeof arithmetic | ActivationName;

const arithmeticNames = Object.keys(arithmetic) as (keyof typeof arithmetic)[];
export const activationNames: readonly ActivationName[] = Object.keys(activations) as ActivationName[];
export const elementwiseNames: readonly ElementwiseName[] = [...arithmeticNames, ...activationNames];

const lossNames = Object.keys(losses) as LossName[];

const others = [
  'linear',
  'linear-input-gradient',
  'linear-weight-gradient',
  'columns',
  'transposed',
  'rows',
  'rows-gradient',
  'one-hot',
  'add-bias',
  'bias-gradient',
  'softmax',
  'softmax-gradient',
  'hold',
  'hold-gradient',
  'copy',
  'zero',
  'weighted-sum',
  'penalty',
  'penalty-gradient',
  'convolution',
  'convolution-input-gradient',
  'convolution-weight-gradient',
  'channel-bias',
  'channel-bias-gradient',
  'max-pool',
  'max-pool-gradient',
  'average-pool',
  'average-pool-gradient',
  'dropout',
  'standardize',
  'standardize-gradient',
  'scale',
  'scale-weight-gradient',
  'shift',
  'shift-gradient',
  'batch-mean',
  'batch-variance',
  'inverse-root',
  'normalize',
  'normalize-gradient',
  'normalize-batch-gradient',
  'normalize-weight-gradient',
  'running-statistic',
] as const;

/** Every kernel. `-gradient` kernels write the op's contribution to ∂L/∂(one input). */
export type KernelName =
  ElementwiseName | `${ElementwiseName}-gradient` | LossName | `${LossName}-gradient` | (typeof others)[number];

const withGradients = <N extends string>(names: readonly N[]) => [
  ...names,
  ...names.map((name) => `${name}-gradient` as const),
];

/** A kernel's place here is its code in a program. */
export const kernelNames: readonly KernelName[] = [
  ...withGradients(elementwiseNames),
  ...withGradients(lossNames),
  ...others,
];

/** Bit of `mode`: add to what stands at the result instead of replacing it. */
export const ACCUMULATE = 1;
/** Bit of `mode` of `linear` and `columns`: start from a bias, operand 2. Of `multiply`: add operand 2, any numbers. */
export const BIAS = 2;
/** Bit of `mode` of a gradient kernel: the contribution to the second input (for `hold`: to the old value). */
export const SECOND = 4;
/** Bit of `mode` of an activation's gradient whose slope reads the output: what arrives is a times operand 2. */
export const TIMES = 8;
/** Bit of `mode` of an op's gradient: rows of operands 1 and 2 are parts of rows whose other parts are read next. */
export const FETCH = 16;

import { exp, log, sigmoid, softplus } from '../../../src/nn/maths.ts';
import type { LossName } from '../../../src/nn/ops/losses.ts';
import { A, A_ROW, B, B_ROW, C, C_ROW, D, D_ROW, INNER, MODE, ROWS, type Kernel } from '../kernel-set.ts';
import { ACCUMULATE } from '../names.ts';

/**
 * Losses of rows, and their gradients: a the output, b the target, c the row's weight in the total.
 * A row of weight 0 gets no gradient, even if its loss is NaN.
 */
export const lossKernels: Record<LossName | `${LossName}-gradient`, Kernel> = {
  /** d = log Σ e^a − a[target] */
  'cross-entropy'({ floats: f, whole }, call) {
    for (let row = 0; row < call[ROWS]; row++) {
      const a = call[A] + row * call[A_ROW];
      const target = whole[call[B] + row * call[B_ROW]];
      f[call[D] + row * call[D_ROW]] = logSumExp(f, a, call[INNER]) - f[a + target];
    }
  },
  /** d (+)= weight (softmax(a) − 1[target]) */
  'cross-entropy-gradient'({ floats: f, whole }, call) {
    const width = call[INNER];
    const adds = (call[MODE] & ACCUMULATE) !== 0;
    for (let row = 0; row < call[ROWS]; row++) {
      const a = call[A] + row * call[A_ROW];
      const d = call[D] + row * call[D_ROW];
      const weight = f[call[C] + row * call[C_ROW]];
      if (!adds) f.fill(0, d, d + width);
      if (weight === 0) continue;
      if (adds) addProbabilities(f, { a, d, width, weight });
      else writeProbabilities(f, { a, d, width, weight });
      f[d + whole[call[B] + row * call[B_ROW]]] -= weight;
    }
  },
  /** d = mean (a − b)² */
  mse: ({ floats }, call) => squares(floats, call, 1 / call[INNER]),
  'mse-gradient': (memory, call) => rowGradient(memory.floats, call, meanSquareSlope),
  /** d = ½ Σ (a − b)² */
  'half-sum-squares': ({ floats }, call) => squares(floats, call, 0.5),
  'half-sum-squares-gradient': (memory, call) => rowGradient(memory.floats, call, halfSquareSlope),
  /** d = mean log(1 + e^a) − a b */
  'binary-cross-entropy'({ floats: f }, call) {
    const width = call[INNER];
    for (let row = 0; row < call[ROWS]; row++) {
      const a = call[A] + row * call[A_ROW];
      const b = call[B] + row * call[B_ROW];
      let sum = 0;
      for (let n = 0; n < width; n++) sum += softplus(f[a + n]) - f[a + n] * f[b + n];
      f[call[D] + row * call[D_ROW]] = sum / width;
    }
  },
  'binary-cross-entropy-gradient': (memory, call) => rowGradient(memory.floats, call, binarySlope),
};

function logSumExp(f: Float32Array, a: number, width: number): number {
  const largest = maximum(f, a, width);
  let sum = 0;
  for (let n = 0; n < width; n++) sum += exp(f[a + n] - largest);
  return largest + log(sum);
}

interface Row {
  readonly a: number;
  readonly d: number;
  readonly width: number;
  readonly weight: number;
}

/** d = weight softmax(a); the exponentials wait in d for their sum, so that each is computed once. */
function writeProbabilities(f: Float32Array, { a, d, width, weight }: Row): void {
  const largest = maximum(f, a, width);
  let sum = 0;
  for (let n = 0; n < width; n++) {
    const e = exp(f[a + n] - largest);
    f[d + n] = e;
    sum += e;
  }
  const scale = weight / sum;
  for (let n = 0; n < width; n++) f[d + n] *= scale;
}

/** d += weight softmax(a) */
function addProbabilities(f: Float32Array, { a, d, width, weight }: Row): void {
  const total = logSumExp(f, a, width);
  for (let n = 0; n < width; n++) f[d + n] += weight * exp(f[a + n] - total);
}

function maximum(f: Float32Array, a: number, width: number): number {
  let largest = -Infinity;
  for (let n = 0; n < width; n++) if (f[a + n] > largest) largest = f[a + n];
  return largest;
}

function squares(f: Float32Array, call: Int32Array, factor: number): void {
  for (let row = 0; row < call[ROWS]; row++) {
    const a = call[A] + row * call[A_ROW];
    const b = call[B] + row * call[B_ROW];
    let sum = 0;
    for (let n = 0; n < call[INNER]; n++) sum += (f[a + n] - f[b + n]) * (f[a + n] - f[b + n]);
    f[call[D] + row * call[D_ROW]] = sum * factor;
  }
}

/** ∂(row's loss)/∂a from a, the target b and the width. */
type Slope = (a: number, b: number, width: number) => number;

const meanSquareSlope: Slope = (a, b, width) => (2 * (a - b)) / width;
const halfSquareSlope: Slope = (a, b) => a - b;
const binarySlope: Slope = (a, b, width) => (sigmoid(a) - b) / width;

/** d (+)= weight × slope */
function rowGradient(f: Float32Array, call: Int32Array, slope: Slope): void {
  const width = call[INNER];
  const adds = (call[MODE] & ACCUMULATE) !== 0;
  for (let row = 0; row < call[ROWS]; row++) {
    const a = call[A] + row * call[A_ROW];
    const b = call[B] + row * call[B_ROW];
    const d = call[D] + row * call[D_ROW];
    const weight = f[call[C] + row * call[C_ROW]];
    for (let n = 0; n < width; n++) {
      const value = weight === 0 ? 0 : weight * slope(f[a + n], f[b + n], width);
      f[d + n] = adds ? f[d + n] + value : value;
    }
  }
}

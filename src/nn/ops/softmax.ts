import { exp } from '../maths.ts';
import type { Frame, LayerOp } from './op.ts';

/** Writes e^(x − max) / Σ e^(x − max); shift invariant, so large logits do not overflow. */
export function softmaxOf(x: Frame, out: { [n: number]: number }): void {
  let largest = -Infinity;
  for (let n = 0; n < x.length; n++) if (x[n] > largest) largest = x[n];
  let total = 0;
  for (let n = 0; n < x.length; n++) total += out[n] = exp(x[n] - largest);
  for (let n = 0; n < x.length; n++) out[n] /= total;
}

/** Probabilities from logits. */
export const softmax: LayerOp = {
  scope: 'layer',
  onnx: 'Softmax',
  tex: ([x]) => `\\operatorname{softmax}\\left(${x}\\right)`,
  shape: ([x]) => x,
  forward: ([x], out) => softmaxOf(x, out),
  /** ∂L/∂x_k = y_k (g_k − Σ_j g_j y_j) */
  backward(_n, { output: y, gradient: g }, out) {
    let mean = 0;
    for (let n = 0; n < y.length; n++) mean += g[n] * y[n];
    for (let n = 0; n < y.length; n++) out[n] += y[n] * (g[n] - mean);
  },
};

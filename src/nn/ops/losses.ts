import { exp, log, sigmoid, softplus } from '../maths.ts';
import { sameShape, ShapeError, showShape, sizeOf, type Shape } from '../shape.ts';
import type { Frame, LayerOp } from './op.ts';
import { softmaxOf } from './softmax.ts';

/** log Σ e^x, stable. */
function logSumExp(x: Frame): number {
  let largest = -Infinity;
  for (let n = 0; n < x.length; n++) if (x[n] > largest) largest = x[n];
  let total = 0;
  for (let n = 0; n < x.length; n++) total += exp(x[n] - largest);
  return largest + log(total);
}

function alike([x, target]: readonly Shape[], _attributes: unknown, place: string): Shape {
  if (!sameShape(x, target)) throw new ShapeError(`${place} target`, showShape(x), showShape(target));
  return [];
}

/**
 * Losses: the error of one sample at one step, from the output and the target. How rows are averaged is said by
 * `lossWeight` in `losses.ts` of this room. Only input 0 receives a gradient.
 */
export const losses = {
  /** −log softmax(x)[target]: x logits `[classes]`, target one class id. ∂/∂x_k = p_k − 1[k = target]. */
  'cross-entropy': {
    scope: 'layer',
    onnx: 'SoftmaxCrossEntropyLoss',
    tex: ([x, target]) => `-\\log \\operatorname{softmax}\\left(${x}\\right)_{${target}}`,
    shape([x, target], _attributes, place) {
      if (sizeOf(target) !== 1) throw new ShapeError(`${place} target`, 'one class id', showShape(target));
      if (x.length > 1) throw new ShapeError(place, 'logits on one axis (flatten first)', showShape(x));
      if (sizeOf(x) < 1) throw new ShapeError(place, 'at least one class', showShape(x));
      return [];
    },
    forward([x, target], out) {
      out[0] = logSumExp(x) - x[target[0]];
    },
    backward(n, { inputs: [x, target], gradient: g }, out) {
      if (n !== 0) return;
      const p = new Float64Array(x.length);
      softmaxOf(x, p);
      for (let k = 0; k < x.length; k++) out[k] += g[0] * (p[k] - (k === target[0] ? 1 : 0));
    },
  },
  /** Mean over the units of (x − y)². */
  mse: {
    scope: 'layer',
    onnx: 'ReduceMean',
    tex: ([x, y]) => `\\frac{1}{n} \\sum \\left(${x} - ${y}\\right)^2`,
    shape: alike,
    forward([x, y], out) {
      let total = 0;
      for (let k = 0; k < x.length; k++) total += (x[k] - y[k]) * (x[k] - y[k]);
      out[0] = total / x.length;
    },
    backward(n, { inputs: [x, y], gradient: g }, out) {
      if (n === 0) for (let k = 0; k < x.length; k++) out[k] += (g[0] * 2 * (x[k] - y[k])) / x.length;
    },
  },
  /** ½ Σ (x − y)² */
  'half-sum-squares': {
    scope: 'layer',
    onnx: 'ReduceSum',
    tex: ([x, y]) => `\\tfrac{1}{2} \\sum \\left(${x} - ${y}\\right)^2`,
    shape: alike,
    forward([x, y], out) {
      let total = 0;
      for (let k = 0; k < x.length; k++) total += (x[k] - y[k]) * (x[k] - y[k]);
      out[0] = total / 2;
    },
    backward(n, { inputs: [x, y], gradient: g }, out) {
      if (n === 0) for (let k = 0; k < x.length; k++) out[k] += g[0] * (x[k] - y[k]);
    },
  },
  /** Mean over the units of log(1 + e^x) − x y: x logits, y in 0…1. */
  'binary-cross-entropy': {
    scope: 'layer',
    onnx: 'ReduceMean',
    tex: ([x, y]) =>
      `-${y} \\log \\sigma\\left(${x}\\right) - \\left(1 - ${y}\\right) \\log \\sigma\\left(-${x}\\right)`,
    shape: alike,
    forward([x, y], out) {
      let total = 0;
      for (let k = 0; k < x.length; k++) total += softplus(x[k]) - x[k] * y[k];
      out[0] = total / x.length;
    },
    backward(n, { inputs: [x, y], gradient: g }, out) {
      if (n === 0) for (let k = 0; k < x.length; k++) out[k] += (g[0] * (sigmoid(x[k]) - y[k])) / x.length;
    },
  },
} satisfies Record<string, LayerOp>;

export type LossName = keyof typeof losses;

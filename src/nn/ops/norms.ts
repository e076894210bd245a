import { sameShape, ShapeError, showShape, sizeOf } from '../shape.ts';
import type { BatchOp, Factor, Frame, LayerOp, UnitOp } from './op.ts';

/** Groups of `size` neighbours, each brought to mean 0 and variance 1: (x − μ)/√(σ² + ε), biased variance. */
export const standardize: LayerOp<{ size: number; epsilon: number }> = {
  scope: 'layer',
  onnx: 'LayerNormalization',
  tex: ([x]) => `\\frac{${x} - \\mu}{\\sqrt{\\sigma^2 + \\epsilon}}`,
  shape: ([x]) => x,
  forward([x], out, { size, epsilon }) {
    for (let from = 0; from < x.length; from += size) {
      const { mean, scale } = moments(x, { from, size, epsilon });
      for (let n = from; n < from + size; n++) out[n] = (x[n] - mean) * scale;
    }
  },
  /** ∂L/∂x = (g − mean g − y mean(g y))/√(σ² + ε) */
  backward(_n, { inputs: [x], output: y, gradient: g }, out, { size, epsilon }) {
    for (let from = 0; from < x.length; from += size) {
      const { scale } = moments(x, { from, size, epsilon });
      let meanG = 0;
      let meanGY = 0;
      for (let n = from; n < from + size; n++) {
        meanG += g[n] / size;
        meanGY += (g[n] * y[n]) / size;
      }
      for (let n = from; n < from + size; n++) out[n] += scale * (g[n] - meanG - y[n] * meanGY);
    }
  },
};

function moments(x: Frame, { from, size, epsilon }: { from: number; size: number; epsilon: number }) {
  let mean = 0;
  for (let n = from; n < from + size; n++) mean += x[n] / size;
  let variance = 0;
  for (let n = from; n < from + size; n++) variance += ((x[n] - mean) * (x[n] - mean)) / size;
  return { mean, scale: 1 / Math.sqrt(variance + epsilon) };
}

const input = (n: number, unit: number): Factor => ({ kind: 'input', input: n, unit });

/** x ⊙ w with one weight for each place along the last axis: x `[…, n]`, w `[n]`. */
export const scale: UnitOp = {
  scope: 'unit',
  onnx: 'Mul',
  tex: ([x, w]) => `${w} \\odot ${x}`,
  shape: ([x, w], _attributes, place) => lastAxis(x, w, place),
  forward: (k, [x, w]) => x[k] * w[k % w.length],
  backward(n, k, { inputs: [x, w], gradient: g }) {
    if (n === 0) return g[k] * w[k % w.length];
    let total = 0;
    for (let unit = k; unit < x.length; unit += w.length) total += g[unit] * x[unit];
    return total;
  },
  spell: (k, [, width]) => ({ terms: [[input(0, k), input(1, k % width)]] }),
  spellBackward: (n, k, { inputs: [size, width] }) =>
    n === 0
      ? { terms: [[{ kind: 'gradient', unit: k }, input(1, k % width)]] }
      : { terms: along(k, size, width).map((unit) => [{ kind: 'gradient', unit }, input(0, unit)]) },
};

/** x + b with one bias for each place along the last axis: x `[…, n]`, b `[n]`. */
export const shift: UnitOp = {
  scope: 'unit',
  onnx: 'Add',
  tex: ([x, b]) => `${x} + ${b}`,
  shape: ([x, b], _attributes, place) => lastAxis(x, b, place),
  forward: (k, [x, b]) => x[k] + b[k % b.length],
  backward(n, k, { inputs: [, b], gradient: g }) {
    if (n === 0) return g[k];
    let total = 0;
    for (let unit = k; unit < g.length; unit += b.length) total += g[unit];
    return total;
  },
  spell: (k, [, width]) => ({ terms: [[input(0, k)], [input(1, k % width)]] }),
  spellBackward: (n, k, { inputs: [size, width] }) =>
    n === 0
      ? { terms: [[{ kind: 'gradient', unit: k }]] }
      : { terms: along(k, size, width).map((unit) => [{ kind: 'gradient', unit }]) },
};

function along(first: number, size: number, step: number): number[] {
  return Array.from({ length: Math.ceil((size - first) / step) }, (_, n) => first + n * step);
}

function lastAxis(x: readonly number[], w: readonly number[], place: string): readonly number[] {
  const last = x[x.length - 1];
  if (w.length !== 1 || w[0] !== last) throw new ShapeError(place, showShape([last]), showShape(w));
  return x;
}

/** `inner` units a channel: the first axis is the channel. */
interface Channels {
  readonly inner: number;
}

/** Mean over the batch and the places of a channel: x `[C, …]`, result `[C]`, the same for all samples. */
export const batchMean: BatchOp<Channels> = {
  scope: 'batch',
  onnx: 'ReduceMean',
  tex: ([x]) => `\\operatorname{mean}\\left(${x}\\right)`,
  shape: ([x]) => [x[0]],
  forward([xs], out, { inner }) {
    out.fill(0);
    for (const x of xs) for (let k = 0; k < x.length; k++) out[Math.floor(k / inner)] += x[k] / (xs.length * inner);
  },
  backward(_n, { inputs: [xs], gradient: g }, outs, { inner }) {
    const share = 1 / (xs.length * inner);
    for (const out of outs) for (let k = 0; k < out.length; k++) out[k] += g[Math.floor(k / inner)] * share;
  },
};

/** Biased variance over the batch and the places of a channel: inputs x and its batch mean; result `[C]`. */
export const batchVariance: BatchOp<Channels> = {
  scope: 'batch',
  onnx: 'ReduceMean',
  tex: ([x]) => `\\operatorname{var}\\left(${x}\\right)`,
  shape: ([x]) => [x[0]],
  forward([xs, [mean]], out, { inner }) {
    out.fill(0);
    for (const x of xs) {
      for (let k = 0; k < x.length; k++) {
        const c = Math.floor(k / inner);
        out[c] += ((x[k] - mean[c]) * (x[k] - mean[c])) / (xs.length * inner);
      }
    }
  },
  /** The way through the mean is zero: Σ(x − μ) = 0. */
  backward(n, { inputs: [xs, [mean]], gradient: g }, outs, { inner }) {
    if (n !== 0) return;
    const share = 2 / (xs.length * inner);
    outs.forEach((out, sample) => {
      for (let k = 0; k < out.length; k++) {
        const c = Math.floor(k / inner);
        out[k] += g[c] * share * (xs[sample][k] - mean[c]);
      }
    });
  },
};

/**
 * w (x − μ)/√(σ² + ε) + b for each channel: inputs x `[C, …]`, μ, σ², w, b, each `[C]` (Ioffe and Szegedy 2015).
 * μ and σ² come from the batch while training, from the running statistics afterwards.
 */
export const normalize: LayerOp<Channels & { epsilon: number }> = {
  scope: 'layer',
  onnx: 'BatchNormalization',
  tex: ([x, mean, variance, w, b]) => `${w} \\frac{${x} - ${mean}}{\\sqrt{${variance} + \\epsilon}} + ${b}`,
  shape([x, ...others], { inner }, place) {
    if (inner * x[0] !== sizeOf(x)) throw new ShapeError(place, '[channel, …]', showShape(x));
    for (const other of others)
      if (!sameShape(other, [x[0]])) throw new ShapeError(place, `[${x[0]}]`, showShape(other));
    return x;
  },
  forward([x, mean, variance, w, b], out, { inner, epsilon }) {
    for (let k = 0; k < x.length; k++) {
      const c = Math.floor(k / inner);
      out[k] = (w[c] * (x[k] - mean[c])) / Math.sqrt(variance[c] + epsilon) + b[c];
    }
  },
  backward(n, { inputs: [x, mean, variance, w], gradient: g }, out, { inner, epsilon }) {
    for (let k = 0; k < x.length; k++) {
      const c = Math.floor(k / inner);
      const inverse = 1 / Math.sqrt(variance[c] + epsilon);
      if (n === 0) out[k] += g[k] * w[c] * inverse;
      else if (n === 1) out[c] -= g[k] * w[c] * inverse;
      else if (n === 2) out[c] -= 0.5 * g[k] * w[c] * (x[k] - mean[c]) * inverse * inverse * inverse;
      else if (n === 3) out[c] += g[k] * (x[k] - mean[c]) * inverse;
      else out[c] += g[k];
    }
  },
};

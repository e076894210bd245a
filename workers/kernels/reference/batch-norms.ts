import { A, A_ROW, B, B_ROW, C, D, D_ROW, INNER, MODE, OUTER, ROWS, type Kernel } from '../kernel-set.ts';
import { ACCUMULATE } from '../names.ts';

type BatchNormName =
  | 'batch-mean'
  | 'batch-variance'
  | 'inverse-root'
  | 'normalize'
  | 'normalize-gradient'
  | 'normalize-batch-gradient'
  | 'normalize-weight-gradient'
  | 'running-statistic';

/**
 * Kernels of batch norm. Rows are `[outer, inner]`: `outer` channels of `inner` units. What is the same for all rows stands
 * at one place: means and variances, a number a channel, and a channel table: μ, 1/√(σ² + ε), w, b of each channel, then ε.
 */
export const batchNormKernels: Record<BatchNormName, Kernel> = {
  /** d[c] = mean of a over rows and units of channel c */
  'batch-mean'({ floats: f }, call) {
    const inner = call[INNER];
    for (let c = 0; c < call[OUTER]; c++) {
      let sum = 0;
      for (let row = 0; row < call[ROWS]; row++) {
        const a = call[A] + row * call[A_ROW] + c * inner;
        for (let n = 0; n < inner; n++) sum += f[a + n];
      }
      f[call[D] + c] = sum / (call[ROWS] * inner);
    }
  },
  /** d[c] = mean of (a − b[c])² over rows and units of channel c: b the means; biased */
  'batch-variance'({ floats: f }, call) {
    const inner = call[INNER];
    for (let c = 0; c < call[OUTER]; c++) {
      const mean = f[call[B] + c];
      let sum = 0;
      for (let row = 0; row < call[ROWS]; row++) {
        const a = call[A] + row * call[A_ROW] + c * inner;
        for (let n = 0; n < inner; n++) sum += (f[a + n] - mean) * (f[a + n] - mean);
      }
      f[call[D] + c] = sum / (call[ROWS] * inner);
    }
  },
  /** d = 1/√(a + ε), inner numbers; b holds ε */
  'inverse-root'({ floats: f }, call) {
    for (let n = 0; n < call[INNER]; n++) f[call[D] + n] = 1 / Math.sqrt(f[call[A] + n] + f[call[B]]);
  },
  /** d[row] = w (a − μ)/√(σ² + ε) + bias; b the channel table */
  normalize({ floats: f }, call) {
    const inner = call[INNER];
    for (let c = 0; c < call[OUTER]; c++) {
      const table = call[B] + c;
      const mean = f[table];
      const scale = f[table + call[OUTER]] * f[table + 2 * call[OUTER]];
      const bias = f[table + 3 * call[OUTER]];
      for (let row = 0; row < call[ROWS]; row++) {
        const a = call[A] + row * call[A_ROW] + c * inner;
        const d = call[D] + row * call[D_ROW] + c * inner;
        for (let n = 0; n < inner; n++) f[d + n] = (f[a + n] - mean) * scale + bias;
      }
    }
  },
  /** d[row] (+)= a w/√(σ² + ε): a ∂L/∂y, c the channel table */
  'normalize-gradient'({ floats: f }, call) {
    const inner = call[INNER];
    const adds = (call[MODE] & ACCUMULATE) !== 0;
    for (let c = 0; c < call[OUTER]; c++) {
      const table = call[C] + c;
      const scale = f[table + call[OUTER]] * f[table + 2 * call[OUTER]];
      for (let row = 0; row < call[ROWS]; row++) {
        const a = call[A] + row * call[A_ROW] + c * inner;
        const d = call[D] + row * call[D_ROW] + c * inner;
        for (let n = 0; n < inner; n++) f[d + n] = adds ? f[d + n] + f[a + n] * scale : f[a + n] * scale;
      }
    }
  },
  /**
   * The same where μ and σ² are those of this very batch, and so depend on the input too:
   * d[row] (+)= w/√(σ² + ε) (a − mean a − (b − μ)/(σ² + ε) mean a (b − μ)); b the input. Means over rows and units.
   * What remains may be far smaller than its summands, so μ and σ² are measured again, in float64: the table's are rounded.
   */
  'normalize-batch-gradient'({ floats: f }, call) {
    const inner = call[INNER];
    const epsilon = f[call[C] + 4 * call[OUTER]];
    const adds = (call[MODE] & ACCUMULATE) !== 0;
    for (let c = 0; c < call[OUTER]; c++) {
      const { meanA, meanB, product, variance } = moments(f, call, c);
      const scale = f[call[C] + c + 2 * call[OUTER]] / Math.sqrt(variance + epsilon);
      const slope = product / (variance + epsilon);
      for (let row = 0; row < call[ROWS]; row++) {
        const a = call[A] + row * call[A_ROW] + c * inner;
        const b = call[B] + row * call[B_ROW] + c * inner;
        const d = call[D] + row * call[D_ROW] + c * inner;
        for (let n = 0; n < inner; n++) {
          const value = scale * (f[a + n] - meanA - (f[b + n] - meanB) * slope);
          f[d + n] = adds ? f[d + n] + value : value;
        }
      }
    }
  },
  /** d[c] (+)= Σ a (b − μ)/√(σ² + ε): a ∂L/∂y, b the input, c the channel table */
  'normalize-weight-gradient'({ floats: f }, call) {
    for (let c = 0; c < call[OUTER]; c++) {
      const start = (call[MODE] & ACCUMULATE) === 0 ? 0 : f[call[D] + c];
      f[call[D] + c] = start + f[call[C] + c + call[OUTER]] * centred(f, call, c);
    }
  },
  /** d = (1 − m) d + m k a, inner numbers; b holds the momentum m and the correction k. It reads d, whatever the mode. */
  'running-statistic'({ floats: f }, call) {
    const momentum = f[call[B]];
    const correction = f[call[B] + 1];
    for (let n = 0; n < call[INNER]; n++) {
      const d = call[D] + n;
      f[d] = (1 - momentum) * f[d] + momentum * correction * f[call[A] + n];
    }
  },
};

/**
 * Means of a and b, of the product of their deviations, and of b's squared, over rows and units of channel c. Deviations are
 * taken from the table's μ and corrected for what its rounding left: Σ(b − m)² = Σ(b − μ)² − n(m − μ)².
 */
function moments(f: Float32Array, call: Int32Array, c: number) {
  const near = f[call[C] + c];
  const count = call[ROWS] * call[INNER];
  let [a, b, ab, bb] = [0, 0, 0, 0];
  for (let row = 0; row < call[ROWS]; row++) {
    const fromA = call[A] + row * call[A_ROW] + c * call[INNER];
    const fromB = call[B] + row * call[B_ROW] + c * call[INNER];
    for (let n = 0; n < call[INNER]; n++) {
      const deviation = f[fromB + n] - near;
      a += f[fromA + n];
      b += deviation;
      ab += f[fromA + n] * deviation;
      bb += deviation * deviation;
    }
  }
  const [meanA, left] = [a / count, b / count];
  return { meanA, meanB: near + left, product: ab / count - meanA * left, variance: bb / count - left * left };
}

/** Σ a (b − μ) over rows and units of channel c; the table at operand c begins with μ */
function centred(f: Float32Array, call: Int32Array, c: number): number {
  const mean = f[call[C] + c];
  let sum = 0;
  for (let row = 0; row < call[ROWS]; row++) {
    const a = call[A] + row * call[A_ROW] + c * call[INNER];
    const b = call[B] + row * call[B_ROW] + c * call[INNER];
    for (let n = 0; n < call[INNER]; n++) sum += f[a + n] * (f[b + n] - mean);
  }
  return sum;
}

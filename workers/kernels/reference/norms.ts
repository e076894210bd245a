import { A, A_ROW, B, B_ROW, C, D, D_ROW, INNER, MODE, OUTER, ROWS, type Kernel } from '../kernel-set.ts';
import { ACCUMULATE } from '../names.ts';

type NormName =
  'standardize' | 'standardize-gradient' | 'scale' | 'scale-weight-gradient' | 'shift' | 'shift-gradient' | 'dropout';

/** Kernels of layer norm and dropout: rows of `inner` units; groups or last axes of `outer` units. */
export const normKernels: Record<NormName, Kernel> = {
  /** d[row] = (a − μ)/√(σ² + ε) within each group of a[row]; b holds ε. */
  standardize({ floats: f }, call) {
    const size = call[OUTER];
    const epsilon = f[call[B]];
    for (let row = 0; row < call[ROWS]; row++) {
      const a = call[A] + row * call[A_ROW];
      const d = call[D] + row * call[D_ROW];
      for (let group = 0; group < call[INNER]; group += size) {
        const mean = meanOf(f, a + group, size);
        const scale = 1 / Math.sqrt(varianceOf(f, { from: a + group, size, mean }) + epsilon);
        for (let n = group; n < group + size; n++) f[d + n] = (f[a + n] - mean) * scale;
      }
    }
  },
  /** d (+)= (a − mean a − y mean(a y))/√(σ² + ε), y = (b − μ)/√(σ² + ε): a ∂L/∂y, b the input, c holds ε. */
  'standardize-gradient'({ floats: f }, call) {
    const size = call[OUTER];
    const epsilon = f[call[C]];
    const adds = (call[MODE] & ACCUMULATE) !== 0;
    for (let row = 0; row < call[ROWS]; row++) {
      for (let group = 0; group < call[INNER]; group += size) {
        const a = call[A] + row * call[A_ROW] + group;
        const b = call[B] + row * call[B_ROW] + group;
        const d = call[D] + row * call[D_ROW] + group;
        const mean = meanOf(f, b, size);
        const scale = 1 / Math.sqrt(varianceOf(f, { from: b, size, mean }) + epsilon);
        const meanA = meanOf(f, a, size);
        let meanAY = 0;
        for (let n = 0; n < size; n++) meanAY += (f[a + n] * (f[b + n] - mean) * scale) / size;
        for (let n = 0; n < size; n++) {
          const value = scale * (f[a + n] - meanA - (f[b + n] - mean) * scale * meanAY);
          f[d + n] = adds ? f[d + n] + value : value;
        }
      }
    }
  },
  /** d[row] (+)= a[row] ⊙ b, b repeated along the row. Also the gradient towards the input, where a is ∂L/∂y. */
  scale({ floats: f }, call) {
    const size = call[OUTER];
    const adds = (call[MODE] & ACCUMULATE) !== 0;
    for (let row = 0; row < call[ROWS]; row++) {
      const a = call[A] + row * call[A_ROW];
      const d = call[D] + row * call[D_ROW];
      for (let n = 0; n < call[INNER]; n++) {
        const value = f[a + n] * f[call[B] + (n % size)];
        f[d + n] = adds ? f[d + n] + value : value;
      }
    }
  },
  /** d[n] (+)= Σ over rows and groups of a ⊙ b: a ∂L/∂y, b the input */
  'scale-weight-gradient'({ floats: f }, call) {
    const size = call[OUTER];
    const adds = (call[MODE] & ACCUMULATE) !== 0;
    for (let n = 0; n < size; n++) {
      let sum = adds ? f[call[D] + n] : 0;
      for (let row = 0; row < call[ROWS]; row++) {
        const a = call[A] + row * call[A_ROW];
        const b = call[B] + row * call[B_ROW];
        for (let at = n; at < call[INNER]; at += size) sum += f[a + at] * f[b + at];
      }
      f[call[D] + n] = sum;
    }
  },
  /** d[row] = a[row] + b, b repeated along the row */
  shift({ floats: f }, call) {
    const size = call[OUTER];
    for (let row = 0; row < call[ROWS]; row++) {
      const a = call[A] + row * call[A_ROW];
      const d = call[D] + row * call[D_ROW];
      for (let n = 0; n < call[INNER]; n++) f[d + n] = f[a + n] + f[call[B] + (n % size)];
    }
  },
  /** d[n] (+)= Σ over rows and groups of a */
  'shift-gradient'({ floats: f }, call) {
    const size = call[OUTER];
    const adds = (call[MODE] & ACCUMULATE) !== 0;
    for (let n = 0; n < size; n++) {
      let sum = adds ? f[call[D] + n] : 0;
      for (let row = 0; row < call[ROWS]; row++) {
        const a = call[A] + row * call[A_ROW];
        for (let at = n; at < call[INNER]; at += size) sum += f[a + at];
      }
      f[call[D] + n] = sum;
    }
  },
  /** d[row] (+)= a[row] ⊙ b[row] / c: b the mask of 0 and 1, c the share that is kept. Also the gradient, a ∂L/∂y. */
  dropout({ floats: f }, call) {
    const share = f[call[C]];
    const adds = (call[MODE] & ACCUMULATE) !== 0;
    for (let row = 0; row < call[ROWS]; row++) {
      const a = call[A] + row * call[A_ROW];
      const b = call[B] + row * call[B_ROW];
      const d = call[D] + row * call[D_ROW];
      for (let n = 0; n < call[INNER]; n++) {
        const value = (f[a + n] * f[b + n]) / share;
        f[d + n] = adds ? f[d + n] + value : value;
      }
    }
  },
};

function meanOf(f: Float32Array, from: number, size: number): number {
  let sum = 0;
  for (let n = from; n < from + size; n++) sum += f[n];
  return sum / size;
}

/** Biased: divided by the number of values. */
function varianceOf(f: Float32Array, { from, size, mean }: { from: number; size: number; mean: number }): number {
  let sum = 0;
  for (let n = from; n < from + size; n++) sum += (f[n] - mean) * (f[n] - mean);
  return sum / size;
}

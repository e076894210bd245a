import { exp } from '../../../src/nn/maths.ts';
import { A, A_ROW, B, B_ROW, D, D_ROW, INNER, MODE, ROWS, type Kernel } from '../kernel-set.ts';
import { ACCUMULATE } from '../names.ts';

export const softmaxKernels: Record<'softmax' | 'softmax-gradient', Kernel> = {
  /** d = e^(a − max) / Σ e^(a − max); d may be a */
  softmax({ floats: f }, call) {
    const width = call[INNER];
    for (let row = 0; row < call[ROWS]; row++) {
      const a = call[A] + row * call[A_ROW];
      const d = call[D] + row * call[D_ROW];
      let largest = -Infinity;
      for (let n = 0; n < width; n++) if (f[a + n] > largest) largest = f[a + n];
      let sum = 0;
      for (let n = 0; n < width; n++) {
        const e = exp(f[a + n] - largest);
        f[d + n] = e;
        sum += e;
      }
      for (let n = 0; n < width; n++) f[d + n] /= sum;
    }
  },
  /** d (+)= b (a − Σ a b): a ∂L/∂y, b the probabilities y */
  'softmax-gradient'({ floats: f }, call) {
    const width = call[INNER];
    const adds = (call[MODE] & ACCUMULATE) !== 0;
    for (let row = 0; row < call[ROWS]; row++) {
      const a = call[A] + row * call[A_ROW];
      const b = call[B] + row * call[B_ROW];
      const d = call[D] + row * call[D_ROW];
      let mean = 0;
      for (let n = 0; n < width; n++) mean += f[a + n] * f[b + n];
      for (let n = 0; n < width; n++) {
        const value = f[b + n] * (f[a + n] - mean);
        f[d + n] = adds ? f[d + n] + value : value;
      }
    }
  },
};

import { A, A_ROW, B, B_ROW, C, C_ROW, D, D_ROW, INNER, MODE, OUTER, ROWS, type Kernel } from '../kernel-set.ts';
import { ACCUMULATE, SECOND } from '../names.ts';

type RowName =
  | 'add-bias'
  | 'bias-gradient'
  | 'hold'
  | 'hold-gradient'
  | 'copy'
  | 'zero'
  | 'transposed'
  | 'weighted-sum'
  | 'penalty'
  | 'penalty-gradient';

/** Kernels that move, choose and sum whole rows. */
export const rowKernels: Record<RowName, Kernel> = {
  /** d[row] = a[row] + b */
  'add-bias'({ floats: f }, call) {
    for (let row = 0; row < call[ROWS]; row++) {
      const a = call[A] + row * call[A_ROW];
      const d = call[D] + row * call[D_ROW];
      for (let n = 0; n < call[INNER]; n++) f[d + n] = f[a + n] + f[call[B] + n];
    }
  },
  /** d (+)= Σ_row a[row] */
  'bias-gradient'({ floats: f }, call) {
    const adds = (call[MODE] & ACCUMULATE) !== 0;
    for (let n = 0; n < call[INNER]; n++) {
      let sum = adds ? f[call[D] + n] : 0;
      let a = call[A] + n;
      for (let row = 0; row < call[ROWS]; row++) {
        sum += f[a];
        a += call[A_ROW];
      }
      f[call[D] + n] = sum;
    }
  },
  /** d `[outer, inner]` (+)= aᵀ */
  transposed({ floats: f }, call) {
    const adds = (call[MODE] & ACCUMULATE) !== 0;
    const [inner, outer] = [call[INNER], call[OUTER]];
    for (let n = 0; n < inner * outer; n++) {
      const value = f[call[A] + (n % inner) * outer + Math.floor(n / inner)];
      f[call[D] + n] = adds ? f[call[D] + n] + value : value;
    }
  },
  /** d[row] = b[row] where the mask a[row] is not 0, else c[row] */
  hold({ floats: f }, call) {
    for (let row = 0; row < call[ROWS]; row++) {
      const real = f[call[A] + row * call[A_ROW]] !== 0;
      const from = real ? call[B] + row * call[B_ROW] : call[C] + row * call[C_ROW];
      const d = call[D] + row * call[D_ROW];
      for (let n = 0; n < call[INNER]; n++) f[d + n] = f[from + n];
    }
  },
  /** d[row] (+)= a[row] where the mask b[row] chose this input, else 0 */
  'hold-gradient'({ floats: f }, call) {
    const adds = (call[MODE] & ACCUMULATE) !== 0;
    const old = (call[MODE] & SECOND) !== 0;
    for (let row = 0; row < call[ROWS]; row++) {
      const a = call[A] + row * call[A_ROW];
      const d = call[D] + row * call[D_ROW];
      const chosen = (f[call[B] + row * call[B_ROW]] === 0) === old;
      for (let n = 0; n < call[INNER]; n++) {
        const value = chosen ? f[a + n] : 0;
        f[d + n] = adds ? f[d + n] + value : value;
      }
    }
  },
  /** d (+)= a */
  copy({ floats: f }, call) {
    const adds = (call[MODE] & ACCUMULATE) !== 0;
    for (let row = 0; row < call[ROWS]; row++) {
      const a = call[A] + row * call[A_ROW];
      const d = call[D] + row * call[D_ROW];
      for (let n = 0; n < call[INNER]; n++) f[d + n] = adds ? f[d + n] + f[a + n] : f[a + n];
    }
  },
  /** d = 0 */
  zero({ floats: f }, call) {
    for (let row = 0; row < call[ROWS]; row++) {
      const d = call[D] + row * call[D_ROW];
      f.fill(0, d, d + call[INNER]);
    }
  },
  /** d (+)= Σ_row a[row] b[row]: rows' losses with their weights; a row of weight 0 does not count, even if it is NaN. */
  'weighted-sum'({ floats: f }, call) {
    let sum = (call[MODE] & ACCUMULATE) === 0 ? 0 : f[call[D]];
    for (let row = 0; row < call[ROWS]; row++) {
      const weight = f[call[B] + row * call[B_ROW]];
      if (weight !== 0) sum += f[call[A] + row * call[A_ROW]] * weight;
    }
    f[call[D]] = sum;
  },
  /** d (+)= l1 Σ|a| + l2/2 Σ a²; b holds l1 and l2 (`src/nn/penalties.ts`) */
  penalty({ floats: f }, call) {
    const l1 = f[call[B]];
    const l2 = f[call[B] + 1];
    let sum = (call[MODE] & ACCUMULATE) === 0 ? 0 : f[call[D]];
    for (let n = 0; n < call[INNER]; n++) {
      const weight = f[call[A] + n];
      sum += l1 * Math.abs(weight) + (l2 / 2) * weight * weight;
    }
    f[call[D]] = sum;
  },
  /** d (+)= l1 sign a + l2 a */
  'penalty-gradient'({ floats: f }, call) {
    const l1 = f[call[B]];
    const l2 = f[call[B] + 1];
    const adds = (call[MODE] & ACCUMULATE) !== 0;
    for (let n = 0; n < call[INNER]; n++) {
      const weight = f[call[A] + n];
      const value = l1 * Math.sign(weight) + l2 * weight;
      f[call[D] + n] = adds ? f[call[D] + n] + value : value;
    }
  },
};

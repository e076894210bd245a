import { A, A_ROW, B, B_ROW, C, D, D_ROW, INNER, MODE, OUTER, ROWS, type Kernel } from '../kernel-set.ts';
import { ACCUMULATE, BIAS } from '../names.ts';

type LookupName = 'columns' | 'rows' | 'rows-gradient' | 'one-hot';

/** Kernels that read ids (int32, one a row). */
export const lookupKernels: Record<LookupName, Kernel> = {
  /** d[row, out] = start + W[out, id(row)]: a product with a one-hot vector. a ids, b W; inner vocabulary, outer out. */
  columns({ floats: f, whole }, call) {
    const vocabulary = call[INNER];
    const adds = (call[MODE] & ACCUMULATE) !== 0;
    const biased = (call[MODE] & BIAS) !== 0;
    for (let row = 0; row < call[ROWS]; row++) {
      const d = call[D] + row * call[D_ROW];
      let column = call[B] + whole[call[A] + row * call[A_ROW]];
      for (let out = 0; out < call[OUTER]; out++) {
        const start = (biased ? f[call[C] + out] : 0) + (adds ? f[d + out] : 0);
        f[d + out] = start + f[column];
        column += vocabulary;
      }
    }
  },
  /** d[row] = W[id(row)]. a ids, b W `[vocabulary, units]`; inner units, outer vocabulary. */
  rows({ floats: f, whole }, call) {
    const units = call[INNER];
    for (let row = 0; row < call[ROWS]; row++) {
      const d = call[D] + row * call[D_ROW];
      const b = call[B] + whole[call[A] + row * call[A_ROW]] * units;
      for (let n = 0; n < units; n++) f[d + n] = f[b + n];
    }
  },
  /** d[id(row)] += a[row]. a ∂L/∂y, b ids. */
  'rows-gradient'({ floats: f, whole }, call) {
    const units = call[INNER];
    if ((call[MODE] & ACCUMULATE) === 0) f.fill(0, call[D], call[D] + units * call[OUTER]);
    for (let row = 0; row < call[ROWS]; row++) {
      const a = call[A] + row * call[A_ROW];
      const d = call[D] + whole[call[B] + row * call[B_ROW]] * units;
      for (let n = 0; n < units; n++) f[d + n] += f[a + n];
    }
  },
  /** d[row] = 1 at id(row), 0 elsewhere. */
  'one-hot'({ floats: f, whole }, call) {
    for (let row = 0; row < call[ROWS]; row++) {
      const d = call[D] + row * call[D_ROW];
      f.fill(0, d, d + call[INNER]);
      f[d + whole[call[A] + row * call[A_ROW]]] = 1;
    }
  },
};

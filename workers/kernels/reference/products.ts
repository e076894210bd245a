import { A, A_ROW, B, C, D, D_ROW, B_ROW, INNER, MODE, OUTER, ROWS, type Kernel } from '../kernel-set.ts';
import { ACCUMULATE, BIAS } from '../names.ts';
import { multiply, type Product } from './product.ts';

type ProductName = 'linear' | 'linear-input-gradient' | 'linear-weight-gradient';

/** The product kernels; sums are kept in float64 and rounded once, in the order of l. */
export function productKernels(): Record<ProductName, Kernel> {
  // one object for all calls, so that a step allocates nothing
  const p: Product = {
    a: 0,
    aRow: 0,
    aStep: 0,
    b: 0,
    bRow: 0,
    bStep: 0,
    d: 0,
    dRow: 0,
    rows: 0,
    columns: 0,
    length: 0,
    bias: -1,
    adds: false,
  };
  return {
    /** d[row, out] = start + Σ_in a[row, in] W[out, in]; inner in, outer out. */
    linear({ floats }, call) {
      takeOperands(p, call);
      p.aRow = call[A_ROW];
      p.aStep = 1;
      p.bRow = call[INNER];
      p.bStep = 1;
      p.rows = call[ROWS];
      p.columns = call[OUTER];
      p.length = call[INNER];
      p.bias = (call[MODE] & BIAS) === 0 ? -1 : call[C];
      multiply(floats, p);
    },
    /** d[row, in] = start + Σ_out a[row, out] W[out, in] */
    'linear-input-gradient'({ floats }, call) {
      takeOperands(p, call);
      p.aRow = call[A_ROW];
      p.aStep = 1;
      p.bRow = 1;
      p.bStep = call[INNER];
      p.rows = call[ROWS];
      p.columns = call[INNER];
      p.length = call[OUTER];
      multiply(floats, p);
    },
    /** d[out, in] = start + Σ_row a[row, out] b[row, in] */
    'linear-weight-gradient'({ floats }, call) {
      takeOperands(p, call);
      p.aRow = 1;
      p.aStep = call[A_ROW];
      p.bRow = 1;
      p.bStep = call[B_ROW];
      p.dRow = call[INNER];
      p.rows = call[OUTER];
      p.columns = call[INNER];
      p.length = call[ROWS];
      multiply(floats, p);
    },
  };
}

function takeOperands(p: Product, call: Int32Array): void {
  p.a = call[A];
  p.b = call[B];
  p.d = call[D];
  p.dRow = call[D_ROW];
  p.bias = -1;
  p.adds = (call[MODE] & ACCUMULATE) !== 0;
}

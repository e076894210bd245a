import { A, A_ROW, B, C, D, D_ROW, B_ROW, INNER, MODE, OUTER, ROWS, type Kernel } from '../kernel-set.ts';
import { ACCUMULATE, BIAS } from '../names.ts';

type ProductName = 'linear' | 'linear-input-gradient' | 'linear-weight-gradient';

/**
 * D[i, j] = start + Σ_l A[i, l] B[j, l], each matrix given by the address of its first number and two strides.
 * The three products of a layer differ only in what i, j and l run over.
 */
interface Product {
  a: number;
  aRow: number;
  aStep: number;
  b: number;
  bRow: number;
  bStep: number;
  d: number;
  dRow: number;
  rows: number;
  columns: number;
  length: number;
  /** Address of one starting value a column, or −1. */
  bias: number;
  adds: boolean;
}

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

const TILE_ROWS = 2;
const TILE_COLUMNS = 4;

/** Goes over D in tiles of 2 × 4, whose eight sums stay in registers, then over what is left at its edges. */
function multiply(f: Float32Array, p: Product): void {
  const fullRows = p.rows - (p.rows % TILE_ROWS);
  const fullColumns = p.columns - (p.columns % TILE_COLUMNS);
  for (let i = 0; i < fullRows; i += TILE_ROWS) {
    for (let j = 0; j < fullColumns; j += TILE_COLUMNS) tile(f, p, i, j);
    for (let j = fullColumns; j < p.columns; j++) {
      single(f, p, i, j);
      single(f, p, i + 1, j);
    }
  }
  for (let i = fullRows; i < p.rows; i++) for (let j = 0; j < p.columns; j++) single(f, p, i, j);
}

function start(f: Float32Array, p: Product, i: number, j: number): number {
  const given = p.bias === -1 ? 0 : f[p.bias + j];
  return p.adds ? given + f[p.d + i * p.dRow + j] : given;
}

function single(f: Float32Array, p: Product, i: number, j: number): void {
  let a = p.a + i * p.aRow;
  let b = p.b + j * p.bRow;
  let sum = start(f, p, i, j);
  for (let l = 0; l < p.length; l++) {
    sum += f[a] * f[b];
    a += p.aStep;
    b += p.bStep;
  }
  f[p.d + i * p.dRow + j] = sum;
}

function tile(f: Float32Array, p: Product, i: number, j: number): void {
  const { aStep, bStep, length } = p;
  let a0 = p.a + i * p.aRow;
  let a1 = a0 + p.aRow;
  let b0 = p.b + j * p.bRow;
  let b1 = b0 + p.bRow;
  let b2 = b1 + p.bRow;
  let b3 = b2 + p.bRow;
  let s00 = start(f, p, i, j);
  let s01 = start(f, p, i, j + 1);
  let s02 = start(f, p, i, j + 2);
  let s03 = start(f, p, i, j + 3);
  let s10 = start(f, p, i + 1, j);
  let s11 = start(f, p, i + 1, j + 1);
  let s12 = start(f, p, i + 1, j + 2);
  let s13 = start(f, p, i + 1, j + 3);
  for (let l = 0; l < length; l++) {
    const x0 = f[a0];
    const x1 = f[a1];
    const w0 = f[b0];
    const w1 = f[b1];
    const w2 = f[b2];
    const w3 = f[b3];
    s00 += x0 * w0;
    s01 += x0 * w1;
    s02 += x0 * w2;
    s03 += x0 * w3;
    s10 += x1 * w0;
    s11 += x1 * w1;
    s12 += x1 * w2;
    s13 += x1 * w3;
    a0 += aStep;
    a1 += aStep;
    b0 += bStep;
    b1 += bStep;
    b2 += bStep;
    b3 += bStep;
  }
  const d0 = p.d + i * p.dRow + j;
  const d1 = d0 + p.dRow;
  f[d0] = s00;
  f[d0 + 1] = s01;
  f[d0 + 2] = s02;
  f[d0 + 3] = s03;
  f[d1] = s10;
  f[d1 + 1] = s11;
  f[d1 + 2] = s12;
  f[d1 + 3] = s13;
}

/**
 * D[i, j] = start + Σ_l A[i, l] B[j, l], each matrix given by the address of its first number and two strides.
 * The three products of a layer differ only in what i, j and l run over.
 */
export interface Product {
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

const TILE = 4;

/**
 * Goes over D in tiles of 4 × 4, whose sums stay in registers:
 *
 *              j … j+3
 *            ┌─────────┬───┐
 *    i … i+3 │  tile   │ s │   tile    4 × 4 sums, 8 numbers read for 16 multiply-adds
 *            ├─────────┤ i │   strip   1 × 4, for rows that are left
 *       rest │  strip  │ n │   single  1 × 1, for columns that are left
 *            └─────────┴───┘
 *
 * One address for each matrix and fixed distances from it: measured a third faster than an address a row.
 */
export function multiply(f: Float32Array, p: Product): void {
  const fullRows = p.rows - (p.rows % TILE);
  const fullColumns = p.columns - (p.columns % TILE);
  for (let i = 0; i < fullRows; i += TILE) for (let j = 0; j < fullColumns; j += TILE) tile(f, p, i, j);
  for (let i = fullRows; i < p.rows; i++) for (let j = 0; j < fullColumns; j += TILE) strip(f, p, i, j);
  for (let i = 0; i < p.rows; i++) for (let j = fullColumns; j < p.columns; j++) single(f, p, i, j);
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

function strip(f: Float32Array, p: Product, i: number, j: number): void {
  const { aStep, bStep, bRow, length } = p;
  const b2 = 2 * bRow;
  const b3 = 3 * bRow;
  let a = p.a + i * p.aRow;
  let b = p.b + j * bRow;
  let s00 = start(f, p, i, j);
  let s01 = start(f, p, i, j + 1);
  let s02 = start(f, p, i, j + 2);
  let s03 = start(f, p, i, j + 3);
  for (let l = 0; l < length; l++) {
    const x0 = f[a];
    const w0 = f[b];
    const w1 = f[b + bRow];
    const w2 = f[b + b2];
    const w3 = f[b + b3];
    s00 += x0 * w0;
    s01 += x0 * w1;
    s02 += x0 * w2;
    s03 += x0 * w3;
    a += aStep;
    b += bStep;
  }
  const d = p.d + i * p.dRow + j;
  f[d] = s00;
  f[d + 1] = s01;
  f[d + 2] = s02;
  f[d + 3] = s03;
}

function tile(f: Float32Array, p: Product, i: number, j: number): void {
  const { aStep, aRow, bStep, bRow, dRow, length } = p;
  const a2 = 2 * aRow;
  const a3 = 3 * aRow;
  const b2 = 2 * bRow;
  const b3 = 3 * bRow;
  let a = p.a + i * aRow;
  let b = p.b + j * bRow;
  let s00 = start(f, p, i, j);
  let s01 = start(f, p, i, j + 1);
  let s02 = start(f, p, i, j + 2);
  let s03 = start(f, p, i, j + 3);
  let s10 = start(f, p, i + 1, j);
  let s11 = start(f, p, i + 1, j + 1);
  let s12 = start(f, p, i + 1, j + 2);
  let s13 = start(f, p, i + 1, j + 3);
  let s20 = start(f, p, i + 2, j);
  let s21 = start(f, p, i + 2, j + 1);
  let s22 = start(f, p, i + 2, j + 2);
  let s23 = start(f, p, i + 2, j + 3);
  let s30 = start(f, p, i + 3, j);
  let s31 = start(f, p, i + 3, j + 1);
  let s32 = start(f, p, i + 3, j + 2);
  let s33 = start(f, p, i + 3, j + 3);
  for (let l = 0; l < length; l++) {
    const x0 = f[a];
    const x1 = f[a + aRow];
    const x2 = f[a + a2];
    const x3 = f[a + a3];
    const w0 = f[b];
    const w1 = f[b + bRow];
    const w2 = f[b + b2];
    const w3 = f[b + b3];
    s00 += x0 * w0;
    s01 += x0 * w1;
    s02 += x0 * w2;
    s03 += x0 * w3;
    s10 += x1 * w0;
    s11 += x1 * w1;
    s12 += x1 * w2;
    s13 += x1 * w3;
    s20 += x2 * w0;
    s21 += x2 * w1;
    s22 += x2 * w2;
    s23 += x2 * w3;
    s30 += x3 * w0;
    s31 += x3 * w1;
    s32 += x3 * w2;
    s33 += x3 * w3;
    a += aStep;
    b += bStep;
  }
  const d = p.d + i * dRow + j;
  f[d] = s00;
  f[d + 1] = s01;
  f[d + 2] = s02;
  f[d + 3] = s03;
  f[d + dRow] = s10;
  f[d + dRow + 1] = s11;
  f[d + dRow + 2] = s12;
  f[d + dRow + 3] = s13;
  f[d + 2 * dRow] = s20;
  f[d + 2 * dRow + 1] = s21;
  f[d + 2 * dRow + 2] = s22;
  f[d + 2 * dRow + 3] = s23;
  f[d + 3 * dRow] = s30;
  f[d + 3 * dRow + 1] = s31;
  f[d + 3 * dRow + 2] = s32;
  f[d + 3 * dRow + 3] = s33;
}

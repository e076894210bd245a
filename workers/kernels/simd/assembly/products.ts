import { splat } from './maths';

/**
 * Products, register-blocked: 4 rows × 8 columns of the result stay in 8 registers while the inner axis runs.
 *
 *            B packed: panels of 8 columns          A        k →          C        8 columns
 *        ┌────────┬────────┐                    row 0  a0 a0 a0 …        ┌────────┐
 *      k │ 8 wide │ 8 wide │ …                  row 1  a1 a1 a1 …        │ c00 c01│
 *      ↓ │        │ zeros  │                    row 2  …                 │ c10 c11│
 *        └────────┴────────┘                    row 3  …                 │ …      │
 *
 * Each step of k loads 8 numbers of B (two registers) and one number of each of 4 rows of A, spread over a register.
 * Unrolling k or larger blocks spill registers and are slower (docs/performance.md). Sums run in the order of k, which
 * is part of the contract: it decides the bits.
 */

// prettier-ignore
// @ts-ignore: decorator
@inline
function madd(sum: v128, a: v128, b: v128): v128 {
  return f32x4.add(sum, f32x4.mul(a, b));
}

/** Panels of 8 rows of W `[outer, inner]`, for x Wᵀ: panel[k][j] = W[8p + j][k]; rows past the end are zeros. */
export function packRows(w: usize, to: usize, inner: i32, outer: i32): void {
  const row = <usize>inner << 2;
  for (let j = 0; j < outer; j += 8) {
    const from = w + <usize>j * row;
    const real = min(8, outer - j);
    for (let k: usize = 0; k < row; k += 4) {
      for (let r = 0; r < 8; r++) {
        store<f32>(to + (<usize>r << 2), r < real ? load<f32>(from + <usize>r * row + k) : <f32>0);
      }
      to += 32;
    }
  }
}

/** Panels of 8 columns of W `[outer, inner]`, for g W: panel[k][j] = W[k][8p + j]; columns past the end are zeros. */
export function packColumns(w: usize, to: usize, inner: i32, outer: i32): void {
  const row = <usize>inner << 2;
  for (let j = 0; j < inner; j += 8) {
    const real = min(8, inner - j);
    let from = w + (<usize>j << 2);
    for (let k = 0; k < outer; k++) {
      if (real == 8) {
        v128.store(to, v128.load(from));
        v128.store(to, v128.load(from, 16), 16);
      } else {
        for (let r = 0; r < 8; r++) store<f32>(to + (<usize>r << 2), r < real ? load<f32>(from + (<usize>r << 2)) : <f32>0);
      }
      from += row;
      to += 32;
    }
  }
}

/** What a block's sums start from: zeros, what stands at the result, or a bias. */
export const FROM_ZERO = 0;
export const FROM_RESULT = 1;
export const FROM_BIAS = 2;

/** C `[rows, width]` = start + A `[rows, depth]` · B (packed). Row strides in bytes. */
export function product(
  a: usize, strideA: usize, b: usize, c: usize, strideC: usize, bias: usize,
  rows: i32, depth: i32, width: i32, start: i32,
): void {
  const panel = <usize>depth << 5;
  for (let j = 0; j < width; j += 8) {
    const real = width - j;
    let pa = a;
    let pc = c + (<usize>j << 2);
    const pbias = bias + (<usize>j << 2);
    let i = 0;
    for (; i + 4 <= rows; i += 4) {
      block4(pa, strideA, b, b + panel, pc, strideC, pbias, real, start);
      pa += strideA << 2;
      pc += strideC << 2;
    }
    for (; i < rows; i++) {
      block1(pa, b, b + panel, pc, pbias, real, start);
      pa += strideA;
      pc += strideC;
    }
    b += panel;
  }
}

// prettier-ignore
// @ts-ignore: decorator
@inline
function block4(
  a0: usize, strideA: usize, b: usize, end: usize, c: usize, strideC: usize, bias: usize, real: i32, start: i32,
): void {
  let a1 = a0 + strideA, a2 = a1 + strideA, a3 = a2 + strideA;
  let c00 = splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  while (b < end) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    let x = v128.load32_splat(a0);
    c00 = madd(c00, x, b0); c01 = madd(c01, x, b1);
    x = v128.load32_splat(a1);
    c10 = madd(c10, x, b0); c11 = madd(c11, x, b1);
    x = v128.load32_splat(a2);
    c20 = madd(c20, x, b0); c21 = madd(c21, x, b1);
    x = v128.load32_splat(a3);
    c30 = madd(c30, x, b0); c31 = madd(c31, x, b1);
    a0 += 4; a1 += 4; a2 += 4; a3 += 4;
    b += 32;
  }
  put(c, c00, c01, bias, real, start);
  c += strideC;
  put(c, c10, c11, bias, real, start);
  c += strideC;
  put(c, c20, c21, bias, real, start);
  c += strideC;
  put(c, c30, c31, bias, real, start);
}

// prettier-ignore
// @ts-ignore: decorator
@inline
function block1(a: usize, b: usize, end: usize, c: usize, bias: usize, real: i32, start: i32): void {
  let c0 = splat(0), c1 = c0;
  while (b < end) {
    const x = v128.load32_splat(a);
    c0 = madd(c0, x, v128.load(b));
    c1 = madd(c1, x, v128.load(b, 16));
    a += 4;
    b += 32;
  }
  put(c, c0, c1, bias, real, start);
}

// prettier-ignore
// @ts-ignore: decorator
@inline
function put(to: usize, low: v128, high: v128, bias: usize, real: i32, start: i32): void {
  if (start != FROM_ZERO) {
    const from = start == FROM_BIAS ? bias : to;
    low = f32x4.add(v128.load(from), low);
    high = f32x4.add(v128.load(from, 16), high);
  }
  if (real >= 8) {
    v128.store(to, low);
    v128.store(to, high, 16);
  } else putSome(to, low, high, real);
}

/** The first `real` < 8 numbers. */
function putSome(to: usize, low: v128, high: v128, real: i32): void {
  if (real >= 4) {
    v128.store(to, low);
    to += 16;
    real -= 4;
    low = high;
  }
  if (real >= 2) {
    v128.store64_lane(to, low, 0);
    to += 8;
    real -= 2;
    low = v128.shuffle<f32>(low, low, 2, 3, 2, 3);
  }
  if (real >= 1) v128.store32_lane(to, low, 0);
}

/** Rows that one block of a weight gradient goes through before the next: what fits the first-level cache. */
const DEPTH = 128;

/**
 * C `[height, width]` += Aᵀ B over rows: A `[rows, height]`, B `[rows, width]` (a weight gradient). Neither is packed:
 * at each row 4 neighbours of A meet 8 neighbours of B.
 */
export function outerProduct(
  a: usize, strideA: usize, b: usize, strideB: usize, c: usize, rows: i32, height: i32, width: i32,
): void {
  const strideC = <usize>width << 2;
  for (let from = 0; from < rows; from += DEPTH) {
    const depth = min(DEPTH, rows - from);
    const pa = a + <usize>from * strideA;
    const pb = b + <usize>from * strideB;
    for (let j = 0; j < width; j += 8) {
      const real = min(8, width - j);
      let i = 0;
      for (; i + 4 <= height; i += 4) {
        outer4(pa + (<usize>i << 2), strideA, pb + (<usize>j << 2), strideB, c + <usize>i * strideC + (<usize>j << 2), strideC, depth, real);
      }
      for (; i < height; i++) {
        outer1(pa + (<usize>i << 2), strideA, pb + (<usize>j << 2), strideB, c + <usize>i * strideC + (<usize>j << 2), depth, real);
      }
    }
  }
}

// prettier-ignore
// @ts-ignore: decorator
@inline
function outer4(
  a: usize, strideA: usize, b: usize, strideB: usize, c: usize, strideC: usize, depth: i32, real: i32,
): void {
  let c00 = splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  for (let k = 0; k < depth; k++) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = madd(c00, x, b0); c01 = madd(c01, x, b1);
    x = v128.load32_splat(a, 4);
    c10 = madd(c10, x, b0); c11 = madd(c11, x, b1);
    x = v128.load32_splat(a, 8);
    c20 = madd(c20, x, b0); c21 = madd(c21, x, b1);
    x = v128.load32_splat(a, 12);
    c30 = madd(c30, x, b0); c31 = madd(c31, x, b1);
    a += strideA;
    b += strideB;
  }
  put(c, c00, c01, 0, real, FROM_RESULT);
  c += strideC;
  put(c, c10, c11, 0, real, FROM_RESULT);
  c += strideC;
  put(c, c20, c21, 0, real, FROM_RESULT);
  c += strideC;
  put(c, c30, c31, 0, real, FROM_RESULT);
}

// prettier-ignore
// @ts-ignore: decorator
@inline
function outer1(a: usize, strideA: usize, b: usize, strideB: usize, c: usize, depth: i32, real: i32): void {
  let c0 = splat(0), c1 = c0;
  for (let k = 0; k < depth; k++) {
    const x = v128.load32_splat(a);
    c0 = madd(c0, x, v128.load(b));
    c1 = madd(c1, x, v128.load(b, 16));
    a += strideA;
    b += strideB;
  }
  put(c, c0, c1, 0, real, FROM_RESULT);
}

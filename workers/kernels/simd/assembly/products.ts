import { putSome } from './lanes';
import { splat } from './maths';
import { ACCUMULATE, BIAS } from './modes';
import { panels } from './packing';

/**
 * Products, register-blocked: 4 rows × 8 columns of the result stay in 8 registers while the inner axis k runs.
 *
 *         A     k →             B packed: panels of 8 columns         C
 *        ┌──────────────┐      ┌────────┬────────┬─               ┌────────┬────────┬─
 *      4 │ x0 x0 x0 …   │    k │ b0  b1 │        │ …            4 │ c00 c01│        │ …
 *        │ x1           │    ↓ │        │        │                │ c10 c11│        │
 *        │ x2           │      │        │        │                │ c20 c21│        │
 *        │ x3           │      │        │        │                │ c30 c31│        │
 *        ├──────────────┤      └────────┴────────┴─               ├────────┼────────┼─
 *
 * Each step of k loads 8 numbers of B (two registers) and one number of each of 4 rows of A, spread over a register.
 * A panel of B (k × 32 bytes) stays in the first-level cache while A's rows pass. Unrolling k or larger blocks spill
 * registers and are slower (docs/performance.md). Every sum runs in the order of k, whatever block it is in, and then
 * the start (a bias, or what stands at the result) is added: this order decides the bits.
 */

@inline
export function madd(sum: v128, a: v128, b: v128): v128 {
  return f32x4.add(sum, f32x4.mul(a, b));
}

/** d[row] = start + a[row] Wᵀ: b is W by `packRows`, c the bias. */
export function linear(
  a: usize, b: usize, c: usize, d: usize, sa: usize, _sb: usize, _sc: usize, sd: usize,
  rows: i32, inner: i32, outer: i32, mode: i32,
): void {
  product(a, sa, b, d, sd, (mode & BIAS) != 0 ? c : <usize>0, rows, inner, outer, (mode & ACCUMULATE) != 0);
}

/** d[row] = start + a[row] W: b is W by `packColumns`. */
export function linearInputGradient(
  a: usize, b: usize, _c: usize, d: usize, sa: usize, _sb: usize, _sc: usize, sd: usize,
  rows: i32, inner: i32, outer: i32, mode: i32,
): void {
  product(a, sa, b, d, sd, 0, rows, outer, inner, (mode & ACCUMULATE) != 0);
}

/** C `[rows, width]` = start + A `[rows, depth]` · B (packed). Row strides in bytes; bias 0: none. */
export function product(
  a: usize, strideA: usize, b: usize, c: usize, strideC: usize, bias: usize,
  rows: i32, depth: i32, width: i32, adds: bool,
): void {
  const panel = <usize>depth << 5;
  // a single row left over has a loop of its own; two or three are a block that is not full
  const blocked = (rows & 3) == 1 ? rows - 1 : rows;
  let at = b;
  for (let j = 0; j < width; j += 8) {
    let pa = a;
    let pc = c + (<usize>j << 2);
    const pbias = from(bias, <usize>j << 2);
    for (let i = 0; i < blocked; i += 4) {
      block4(pa, strideA, at, at + panel, pc, strideC, pbias, blocked - i, width - j, adds);
      pa += strideA << 2;
      pc += strideC << 2;
    }
    at += panel;
  }
  if (blocked < rows) {
    rowProduct(a + <usize>blocked * strideA, b, c + <usize>blocked * strideC, bias, panel, width, adds);
  }
}

/** 4 rows × 8 columns, of which `height` and `real` count. Rows past the last repeat the first; they are not stored. */
export function block4(
  a0: usize, strideA: usize, b: usize, end: usize, c: usize, strideC: usize, bias: usize, height: i32, real: i32,
  adds: bool,
): void {
  let a1 = height > 1 ? a0 + strideA : a0;
  let a2 = height > 2 ? a1 + strideA : a0;
  let a3 = height > 3 ? a2 + strideA : a0;
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
  put(c, c00, c01, bias, real, adds);
  if (height > 1) put(c + strideC, c10, c11, bias, real, adds);
  if (height > 2) put(c + 2 * strideC, c20, c21, bias, real, adds);
  if (height > 3) put(c + 3 * strideC, c30, c31, bias, real, adds);
}

/** One row of A: four panels at once, for one panel's two sums would wait for each other. */
function rowProduct(a: usize, b: usize, c: usize, bias: usize, panel: usize, width: i32, adds: bool): void {
  const end = a + (panel >> 3);
  for (; width > 24; width -= 32) {
    let b1 = b + panel, b2 = b1 + panel, b3 = b2 + panel;
    let c00 = splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
    for (let x = a; x < end; x += 4) {
      const s = v128.load32_splat(x);
      c00 = madd(c00, s, v128.load(b)); c01 = madd(c01, s, v128.load(b, 16));
      c10 = madd(c10, s, v128.load(b1)); c11 = madd(c11, s, v128.load(b1, 16));
      c20 = madd(c20, s, v128.load(b2)); c21 = madd(c21, s, v128.load(b2, 16));
      c30 = madd(c30, s, v128.load(b3)); c31 = madd(c31, s, v128.load(b3, 16));
      b += 32; b1 += 32; b2 += 32; b3 += 32;
    }
    b = b3;
    put(c, c00, c01, bias, 8, adds);
    put(c + 32, c10, c11, from(bias, 32), 8, adds);
    put(c + 64, c20, c21, from(bias, 64), 8, adds);
    put(c + 96, c30, c31, from(bias, 96), width - 24, adds);
    c += 128;
    bias = from(bias, 128);
  }
  for (; width > 0; width -= 8) {
    let c0 = splat(0), c1 = c0;
    for (let x = a; x < end; x += 4) {
      const s = v128.load32_splat(x);
      c0 = madd(c0, s, v128.load(b)); c1 = madd(c1, s, v128.load(b, 16));
      b += 32;
    }
    put(c, c0, c1, bias, width, adds);
    c += 32;
    bias = from(bias, 32);
  }
}

/** A bias further on; 0 stays 0, none. */
@inline
function from(bias: usize, bytes: usize): usize {
  return bias == 0 ? bias : bias + bytes;
}

/** Stores 8 sums, or `real` of them, onto their start. */
@inline
function put(to: usize, low: v128, high: v128, bias: usize, real: i32, adds: bool): void {
  if (bias != 0) {
    low = f32x4.add(v128.load(bias), low);
    high = f32x4.add(v128.load(bias, 16), high);
  }
  if (adds) {
    low = f32x4.add(v128.load(to), low);
    high = f32x4.add(v128.load(to, 16), high);
  }
  if (real >= 8) {
    v128.store(to, low);
    v128.store(to, high, 16);
  } else if (real >= 4) {
    v128.store(to, low);
    if (real > 4) putSome(to + 16, high, real - 4);
  } else putSome(to, low, real);
}

/** Rows that a weight gradient goes through at once: what is packed of them stays in the second-level cache. */
const DEPTH = 256;

/**
 * d `[outer, inner]` (+)= Σ_row a[row]ᵀ b[row]. For every 256 rows both sides are packed into scratch memory, b in
 * panels of 8 columns and a in panels of 4, because columns of long rows fall on the same few lines of the cache:
 *
 *     scratch   ┌ a: 4 columns, row by row ┐┌ b: 8 columns, row by row ┐┌ b: the next 8 columns ┐ …
 *
 * Sums run over 256 rows in registers, then are added to the result.
 */
export function linearWeightGradient(
  a: usize, b: usize, c: usize, d: usize, sa: usize, sb: usize, sc: usize, _sd: usize,
  rows: i32, inner: i32, outer: i32, mode: i32,
): void {
  const scratch = c + sc;
  const strideD = <usize>inner << 2;
  let adds = (mode & ACCUMULATE) != 0;
  for (let from = 0; from < rows; from += DEPTH) {
    const depth = min(DEPTH, rows - from);
    const packed = scratch + (<usize>depth << 4);
    panels(b, sb, packed, depth, inner);
    for (let i = 0; i < outer; i += 4) {
      packFour(a + (<usize>i << 2), sa, scratch, depth);
      const pd = d + <usize>i * strideD;
      let panel = packed;
      for (let j = 0; j < inner; j += 8) {
        outer4(scratch, panel, depth, pd + (<usize>j << 2), strideD, outer - i, inner - j, adds);
        panel += <usize>depth << 5;
      }
    }
    a += sa * DEPTH;
    b += sb * DEPTH;
    adds = true;
  }
}

/** Four columns of `depth` rows, one behind the other. What stands past the last column makes sums that are not stored. */
@inline
function packFour(a: usize, stride: usize, to: usize, depth: i32): void {
  const end = to + (<usize>depth << 4);
  for (; to < end; to += 16) {
    v128.store(to, v128.load(a));
    a += stride;
  }
}

@inline
function outer4(a: usize, b: usize, depth: i32, c: usize, strideC: usize, height: i32, real: i32, adds: bool): void {
  let c00 = splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  const end = a + (<usize>depth << 4);
  for (; a < end; a += 16) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = madd(c00, x, b0); c01 = madd(c01, x, b1);
    x = v128.load32_splat(a, 4);
    c10 = madd(c10, x, b0); c11 = madd(c11, x, b1);
    x = v128.load32_splat(a, 8);
    c20 = madd(c20, x, b0); c21 = madd(c21, x, b1);
    x = v128.load32_splat(a, 12);
    c30 = madd(c30, x, b0); c31 = madd(c31, x, b1);
    b += 32;
  }
  put(c, c00, c01, 0, real, adds);
  if (height > 1) put(c + strideC, c10, c11, 0, real, adds);
  if (height > 2) put(c + 2 * strideC, c20, c21, 0, real, adds);
  if (height > 3) put(c + 3 * strideC, c30, c31, 0, real, adds);
}

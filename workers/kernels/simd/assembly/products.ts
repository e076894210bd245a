import {
  block4, block4Packed, block5, block5Packed, madd, partialBlock4, partialBlock4Packed,
} from './blocks';
import { from, put } from './lanes';
import { splat } from './maths';
import { ACCUMULATE, BIAS } from './modes';

/**
 * Products in blocks of 4 or 5 rows × 8 columns (scripts/kernels/blocks.mjs draws one):
 *
 *         A     k →             B packed: panels of 8 columns         C
 *        ┌──────────────┐      ┌────────┬────────┬─               ┌────────┬────────┬─
 *      4 │ in place     │    k │ 8 wide │ 8 wide │ …            4 │ block  │        │ …
 *        ├──────────────┤    ↓ │        │        │                ├────────┼────────┼─
 *      4 │              │      │        │ zeros  │              4 │        │        │
 *        └──────────────┘      └────────┴────────┴─               └────────┴────────┴─
 *
 * A panel of B (k × 32 bytes) stays in the first-level cache while A's rows pass. Every sum runs in the order of k,
 * whatever block it is in, and then the start (a bias, or what stands at the result) is added: this order decides the
 * bits.
 */

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

/** Numbers of A whose rows pass all panels before the next ones do: they stay in the second-level cache. */
const TOGETHER = 16384;

/** C `[rows, width]` = start + A `[rows, depth]` · B (packed). Row strides in bytes; bias 0: none. */
export function product(
  a: usize, strideA: usize, b: usize, c: usize, strideC: usize, bias: usize,
  rows: i32, depth: i32, width: i32, adds: bool,
): void {
  // a single row left over has a loop of its own; two or three are a block that is not full
  const blocked = (rows & 3) == 1 && rowsInFives(rows) == 0 ? rows - 1 : rows;
  const together = max(20, TOGETHER / depth / 5 * 5);
  for (let i = 0; i < blocked; ) {
    // a short rest goes along, so that it fills blocks of five and four
    const left = blocked - i, height = left < 2 * together ? left : together, first = <usize>i;
    blocks(a + first * strideA, strideA, b, c + first * strideC, strideC, bias, height, depth, width, adds, false);
    i += height;
  }
  if (blocked < rows) {
    const last = <usize>blocked;
    rowProduct(a + last * strideA, b, c + last * strideC, bias, <usize>depth << 5, width, adds);
  }
}

/** Rows in blocks; `packed`: a is a list of columns and their rows of C (`weight-gradient.ts`). */
@inline
export function blocks(
  a: usize, strideA: usize, b: usize, c: usize, strideC: usize, bias: usize,
  rows: i32, depth: i32, width: i32, adds: bool, packed: bool,
): void {
  const fives = rowsInFives(rows);
  let at = b;
  for (let j = 0; j < width; j += 8) {
    let pa = a;
    let pc = c + (<usize>j << 2);
    const pbias = from(bias, <usize>j << 2);
    const end = at + (<usize>depth << 5);
    let i = 0;
    for (; i < fives; i += 5) {
      if (packed) block5Packed(pa, strideA, at, end, pc, strideC, pbias, width - j, adds);
      else block5(pa, strideA, at, end, pc, strideC, pbias, width - j, adds);
      pa += 5 * strideA;
      pc += 5 * strideC;
    }
    for (; i + 4 <= rows; i += 4) {
      if (packed) block4Packed(pa, strideA, at, end, pc, strideC, pbias, width - j, adds);
      else block4(pa, strideA, at, end, pc, strideC, pbias, width - j, adds);
      pa += strideA << 2;
      pc += strideC << 2;
    }
    if (i < rows) {
      if (packed) partialBlock4Packed(pa, strideA, at, end, pc, strideC, pbias, width - j, adds, rows - i);
      else partialBlock4(pa, strideA, at, end, pc, strideC, pbias, width - j, adds, rows - i);
    }
    at = end;
  }
}

/** How many rows go in blocks of five, so that the rest is blocks of four; 0 where rows are too few for that. */
@inline
export function rowsInFives(rows: i32): i32 {
  const rest = 4 * ((4 * rows) % 5);
  return rest <= rows ? rows - rest : 0;
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

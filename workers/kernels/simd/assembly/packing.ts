import { lanesBelow } from './lanes';
import { splat } from './maths';
import { ACCUMULATE } from './modes';

/**
 * Weights rearranged for the products, once for each set of weights: `inner` and `outer` are the weight's sizes,
 * W `[outer, inner]` at a, the result at d.
 *
 *      W of 3 rows, 2 columns         packRows: panels of 8 rows      packColumns: panels of 8 columns
 *        w00 w01                        w00 w10 w20 0 0 0 0 0            w00 w01 0 0 0 0 0 0
 *        w10 w11                        w01 w11 w21 0 0 0 0 0            w10 w11 0 0 0 0 0 0
 *        w20 w21                                                         w20 w21 0 0 0 0 0 0
 */

/** For x Wᵀ: panel p holds at [k][j] W[8p + j][k]. */
export function packRows(
  a: usize, _b: usize, _c: usize, d: usize, _sa: usize, _sb: usize, _sc: usize, _sd: usize,
  _rows: i32, inner: i32, outer: i32, _mode: i32,
): void {
  const row = <usize>inner << 2;
  for (let j = 0; j < outer; j += 8) {
    transposePanel(a, row, d, inner, min(8, outer - j));
    a += row << 3;
    d += row << 3;
  }
}

/** x `[real, width]`, at most 8 rows `stride` bytes apart, as `[width, 8]`, zeros past the rows. */
export function transposePanel(x: usize, stride: usize, to: usize, width: i32, real: i32): void {
  let n = 0;
  if (real == 8) {
    for (; n + 4 <= width; n += 4) {
      const at = x + (<usize>n << 2);
      transposeFour(at, stride, to, 32);
      transposeFour(at + (stride << 2), stride, to + 16, 32);
      to += 128;
    }
  } else memory.fill(to, 0, <usize>width << 5);
  for (; n < width; n++) {
    let from = x + (<usize>n << 2);
    for (let r: usize = 0; r < <usize>real << 2; r += 4) {
      store<f32>(to + r, load<f32>(from));
      from += stride;
    }
    to += 32;
  }
}

/** 4 × 4 numbers, transposed, (+)= to; rows are `stride` bytes apart, those of the result `toStride`. */
@inline
export function transposeFour(x: usize, stride: usize, to: usize, toStride: usize, adds: bool = false): void {
  const x0 = v128.load(x), x1 = v128.load(x + stride);
  const x2 = v128.load(x + 2 * stride), x3 = v128.load(x + 3 * stride);
  const low01 = v128.shuffle<f32>(x0, x1, 0, 4, 1, 5), high01 = v128.shuffle<f32>(x0, x1, 2, 6, 3, 7);
  const low23 = v128.shuffle<f32>(x2, x3, 0, 4, 1, 5), high23 = v128.shuffle<f32>(x2, x3, 2, 6, 3, 7);
  putRow(to, v128.shuffle<f64>(low01, low23, 0, 2), adds);
  putRow(to + toStride, v128.shuffle<f64>(low01, low23, 1, 3), adds);
  putRow(to + 2 * toStride, v128.shuffle<f64>(high01, high23, 0, 2), adds);
  putRow(to + 3 * toStride, v128.shuffle<f64>(high01, high23, 1, 3), adds);
}

@inline
function putRow(to: usize, x: v128, adds: bool): void {
  v128.store(to, adds ? f32x4.add(v128.load(to), x) : x);
}

/** For g W: panel p holds at [k][j] W[k][8p + j]. */
export function packColumns(
  a: usize, _b: usize, _c: usize, d: usize, _sa: usize, _sb: usize, _sc: usize, _sd: usize,
  _rows: i32, inner: i32, outer: i32, _mode: i32,
): void {
  panels(a, <usize>inner << 2, d, outer, inner);
}

/**
 * x `[depth, width]`, its rows `stride` bytes apart, as panels of 8 columns: each depth × 8, zeros past the width. Whether
 * all numbers are finite: the difference of such a one from itself is +0, of others NaN.
 */
export function panels(x: usize, stride: usize, to: usize, depth: i32, width: i32): bool {
  let bits = splat(0);
  for (let j = 0; j < width; j += 8) {
    let from = x + (<usize>j << 2);
    const real = width - j;
    for (let k = 0; k < depth; k++) {
      let low = v128.load(from), high = v128.load(from, 16);
      if (real < 8) {
        low = v128.and(low, lanesBelow(real));
        high = v128.and(high, lanesBelow(real - 4));
      }
      v128.store(to, low);
      v128.store(to, high, 16);
      bits = v128.or(bits, v128.or(f32x4.sub(low, low), f32x4.sub(high, high)));
      from += stride;
      to += 32;
    }
  }
  return !v128.any_true(bits);
}

/** For `columns`: Wᵀ `[inner, outer]`. */
export function transpose(
  a: usize, _b: usize, _c: usize, d: usize, _sa: usize, _sb: usize, _sc: usize, _sd: usize,
  _rows: i32, inner: i32, outer: i32, _mode: i32,
): void {
  transposeOnto(a, d, outer, inner, false);
}

/** d `[width, height]` (+)= xᵀ, x `[height, width]`: squares of 4 × 4, and number by number what is left. */
export function transposeOnto(x: usize, d: usize, height: i32, width: i32, adds: bool): void {
  const row = <usize>width << 2, rowD = <usize>height << 2;
  const fours = height & ~3;
  for (let j = 0; j < width; j++) {
    const inSquares = j < (width & ~3);
    if (inSquares && (j & 3) == 0) {
      for (let i = 0; i < fours; i += 4) transposeFour(x + <usize>i * row, row, d + (<usize>i << 2), rowD, adds);
    }
    for (let i = inSquares ? fours : 0; i < height; i++) {
      const value = load<f32>(x + <usize>i * row);
      const at = d + (<usize>i << 2);
      store<f32>(at, adds ? load<f32>(at) + value : value);
    }
    x += 4;
    d += rowD;
  }
}

/** d `[outer, inner]` (+)= aᵀ */
export function transposed(
  a: usize, _b: usize, _c: usize, d: usize, _sa: usize, _sb: usize, _sc: usize, _sd: usize,
  _rows: i32, inner: i32, outer: i32, mode: i32,
): void {
  transposeOnto(a, d, inner, outer, (mode & ACCUMULATE) != 0);
}

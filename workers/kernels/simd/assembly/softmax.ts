import { exponentials } from './exponentials';
import { lanesBelow, largestIn, putSome, sumOf } from './lanes';
import { splat } from './maths';
import { ACCUMULATE } from './modes';

/** d = e^(a − max) / Σ e^(a − max); d may be a. */
export function softmax(
  a: usize, _b: usize, _c: usize, d: usize, sa: usize, _sb: usize, _sc: usize, sd: usize,
  rows: i32, inner: i32, _outer: i32, _mode: i32,
): void {
  const full = <usize>(inner & ~3) << 2;
  const rest = inner & 3;
  for (let r = 0; r < rows; r++) {
    const sum = splat(exponentials(a, d, inner, splat(largestIn(a, inner))));
    for (let n: usize = 0; n < full; n += 16) v128.store(d + n, f32x4.div(v128.load(d + n), sum));
    if (rest != 0) putSome(d + full, f32x4.div(v128.load(d + full), sum), rest);
    a += sa;
    d += sd;
  }
}

/** d (+)= b (a − Σ a b) */
export function softmaxGradient(
  a: usize, b: usize, _c: usize, d: usize, sa: usize, sb: usize, _sc: usize, sd: usize,
  rows: i32, inner: i32, _outer: i32, mode: i32,
): void {
  const adds = (mode & ACCUMULATE) != 0;
  const full = <usize>(inner & ~3) << 2;
  const rest = inner & 3;
  for (let r = 0; r < rows; r++) {
    let total = splat(0);
    for (let n: usize = 0; n < full; n += 16) {
      total = f32x4.add(total, f32x4.mul(v128.load(a + n), v128.load(b + n)));
    }
    if (rest != 0) {
      const last = f32x4.mul(v128.load(a + full), v128.load(b + full));
      total = f32x4.add(total, v128.and(last, lanesBelow(rest)));
    }
    const mean = splat(sumOf(total));
    for (let n: usize = 0; n < full; n += 16) v128.store(d + n, slope(a + n, b + n, d + n, mean, adds));
    if (rest != 0) putSome(d + full, slope(a + full, b + full, d + full, mean, adds), rest);
    a += sa;
    b += sb;
    d += sd;
  }
}

@inline
function slope(a: usize, b: usize, d: usize, mean: v128, adds: bool): v128 {
  const value = f32x4.mul(v128.load(b), f32x4.sub(v128.load(a), mean));
  return adds ? f32x4.add(v128.load(d), value) : value;
}

import { putSome } from './lanes';
import { splat } from './maths';
import { ACCUMULATE, SECOND } from './modes';

/** Kernels that move, choose and sum whole rows. */

/** d[row] = a[row] + b */
export function addBias(
  a: usize, b: usize, _c: usize, d: usize, sa: usize, _sb: usize, _sc: usize, sd: usize,
  rows: i32, inner: i32, _outer: i32, _mode: i32,
): void {
  const full = <usize>(inner & ~3) << 2;
  const rest = inner & 3;
  for (let r = 0; r < rows; r++) {
    for (let n: usize = 0; n < full; n += 16) v128.store(d + n, f32x4.add(v128.load(a + n), v128.load(b + n)));
    if (rest != 0) putSome(d + full, f32x4.add(v128.load(a + full), v128.load(b + full)), rest);
    a += sa;
    d += sd;
  }
}

/**
 * d (+)= Σ_row a[row]. Eight rows at a time, so that the sums are loaded and stored once for eight rows and memory is
 * read in eight even streams. Eight rows are summed in pairs of pairs of pairs, then added to the sum so far.
 */
export function biasGradient(
  a: usize, _b: usize, _c: usize, d: usize, sa: usize, _sb: usize, _sc: usize, _sd: usize,
  rows: i32, inner: i32, _outer: i32, mode: i32,
): void {
  if ((mode & ACCUMULATE) == 0) memory.fill(d, 0, <usize>inner << 2);
  const full = <usize>(inner & ~3) << 2;
  const rest = inner & 3;
  let r = 0;
  for (; r + 8 <= rows; r += 8) {
    for (let n: usize = 0; n < full; n += 16) v128.store(d + n, eightRows(a + n, sa, v128.load(d + n)));
    if (rest != 0) putSome(d + full, eightRows(a + full, sa, v128.load(d + full)), rest);
    a += sa << 3;
  }
  for (; r < rows; r++) {
    for (let n: usize = 0; n < full; n += 16) v128.store(d + n, f32x4.add(v128.load(d + n), v128.load(a + n)));
    if (rest != 0) putSome(d + full, f32x4.add(v128.load(d + full), v128.load(a + full)), rest);
    a += sa;
  }
}

@inline
function eightRows(a: usize, sa: usize, sum: v128): v128 {
  const first = f32x4.add(v128.load(a), v128.load(a + sa));
  const second = f32x4.add(v128.load(a + 2 * sa), v128.load(a + 3 * sa));
  const third = f32x4.add(v128.load(a + 4 * sa), v128.load(a + 5 * sa));
  const fourth = f32x4.add(v128.load(a + 6 * sa), v128.load(a + 7 * sa));
  return f32x4.add(sum, f32x4.add(f32x4.add(first, second), f32x4.add(third, fourth)));
}

/** d[row] = b[row] where the mask a[row] is not 0, else c[row] */
export function hold(
  a: usize, b: usize, c: usize, d: usize, sa: usize, sb: usize, sc: usize, sd: usize,
  rows: i32, inner: i32, _outer: i32, _mode: i32,
): void {
  for (let r = 0; r < rows; r++) {
    copyRow(load<f32>(a) != 0 ? b : c, d, inner, false);
    a += sa;
    b += sb;
    c += sc;
    d += sd;
  }
}

/** d[row] (+)= a[row] where the mask b[row] chose this input, else 0 */
export function holdGradient(
  a: usize, b: usize, _c: usize, d: usize, sa: usize, sb: usize, _sc: usize, sd: usize,
  rows: i32, inner: i32, _outer: i32, mode: i32,
): void {
  const adds = (mode & ACCUMULATE) != 0;
  const old = (mode & SECOND) != 0;
  for (let r = 0; r < rows; r++) {
    if ((load<f32>(b) == 0) == old) copyRow(a, d, inner, adds);
    else if (!adds) memory.fill(d, 0, <usize>inner << 2);
    a += sa;
    b += sb;
    d += sd;
  }
}

/** d (+)= a */
export function copy(
  a: usize, _b: usize, _c: usize, d: usize, sa: usize, _sb: usize, _sc: usize, sd: usize,
  rows: i32, inner: i32, _outer: i32, mode: i32,
): void {
  const adds = (mode & ACCUMULATE) != 0;
  for (let r = 0; r < rows; r++) {
    copyRow(a, d, inner, adds);
    a += sa;
    d += sd;
  }
}

@inline
function copyRow(from: usize, to: usize, width: i32, adds: bool): void {
  const full = <usize>(width & ~3) << 2;
  for (let n: usize = 0; n < full; n += 16) v128.store(to + n, moved(from + n, to + n, adds));
  const rest = width & 3;
  if (rest != 0) putSome(to + full, moved(from + full, to + full, adds), rest);
}

@inline
function moved(from: usize, to: usize, adds: bool): v128 {
  const x = v128.load(from);
  return adds ? f32x4.add(v128.load(to), x) : x;
}

/** d = 0 */
export function zero(
  _a: usize, _b: usize, _c: usize, d: usize, _sa: usize, _sb: usize, _sc: usize, sd: usize,
  rows: i32, inner: i32, _outer: i32, _mode: i32,
): void {
  const row = <usize>inner << 2;
  if (sd == row) {
    memory.fill(d, 0, row * <usize>rows);
    return;
  }
  for (let r = 0; r < rows; r++) {
    memory.fill(d, 0, row);
    d += sd;
  }
}

/** d (+)= Σ_row a[row] b[row] in float64; a row of weight 0 does not count, even if it is NaN. */
export function weightedSum(
  a: usize, b: usize, _c: usize, d: usize, sa: usize, sb: usize, _sc: usize, _sd: usize,
  rows: i32, _inner: i32, _outer: i32, mode: i32,
): void {
  let sum: f64 = (mode & ACCUMULATE) == 0 ? 0 : <f64>load<f32>(d);
  for (let r = 0; r < rows; r++) {
    const weight = load<f32>(b);
    if (weight != 0) sum += <f64>load<f32>(a) * <f64>weight;
    a += sa;
    b += sb;
  }
  store<f32>(d, <f32>sum);
}

/** d (+)= l1 Σ|a| + l2/2 Σ a² in float64; b holds l1 and l2 (`src/nn/penalties.ts`) */
export function penalty(
  a: usize, b: usize, _c: usize, d: usize, _sa: usize, _sb: usize, _sc: usize, _sd: usize,
  _rows: i32, inner: i32, _outer: i32, mode: i32,
): void {
  let sizes: f64 = 0;
  let squares: f64 = 0;
  for (let n = 0; n < inner; n++) {
    const weight = <f64>load<f32>(a + (<usize>n << 2));
    sizes += abs(weight);
    squares += weight * weight;
  }
  const sum = <f64>load<f32>(b) * sizes + 0.5 * <f64>load<f32>(b, 4) * squares;
  store<f32>(d, <f32>((mode & ACCUMULATE) == 0 ? sum : sum + <f64>load<f32>(d)));
}

/** d (+)= l1 sign a + l2 a */
export function penaltyGradient(
  a: usize, b: usize, _c: usize, d: usize, _sa: usize, _sb: usize, _sc: usize, _sd: usize,
  _rows: i32, inner: i32, _outer: i32, mode: i32,
): void {
  const l1 = v128.load32_splat(b);
  const l2 = v128.load32_splat(b, 4);
  const adds = (mode & ACCUMULATE) != 0;
  const full = <usize>(inner & ~3) << 2;
  for (let n: usize = 0; n < full; n += 16) v128.store(d + n, pull(a + n, d + n, l1, l2, adds));
  const rest = inner & 3;
  if (rest != 0) putSome(d + full, pull(a + full, d + full, l1, l2, adds), rest);
}

@inline
function pull(a: usize, d: usize, l1: v128, l2: v128, adds: bool): v128 {
  const x = v128.load(a);
  const sign = v128.and(v128.or(v128.and(x, splat(-0.0)), splat(1)), f32x4.ne(x, splat(0)));
  const value = f32x4.add(f32x4.mul(l1, sign), f32x4.mul(l2, x));
  return adds ? f32x4.add(v128.load(d), value) : value;
}

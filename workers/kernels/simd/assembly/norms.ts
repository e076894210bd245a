import { putSome, sumIn } from './lanes';
import { ACCUMULATE } from './modes';

/** Layer norm and dropout: rows of `inner` units in groups, or last axes, of `outer` units. */

/** d[row] = (a − μ)/√(σ² + ε) within each group; b holds ε. In float64, rounded once. */
export function standardize(
  a: usize, b: usize, _c: usize, d: usize, sa: usize, _sb: usize, _sc: usize, sd: usize,
  rows: i32, inner: i32, outer: i32, _mode: i32,
): void {
  const epsilon = <f64>load<f32>(b);
  const group = <usize>outer << 2;
  for (let r = 0; r < rows; r++) {
    for (let from: usize = 0; from < <usize>inner << 2; from += group) {
      const x = a + from, y = d + from;
      const mean = sumIn(x, outer) / <f64>outer;
      const scale = deviation(x, outer, mean, epsilon);
      for (let n: usize = 0; n < group; n += 4) store<f32>(y + n, <f32>((<f64>load<f32>(x + n) - mean) * scale));
    }
    a += sa;
    d += sd;
  }
}

/** 1/√(σ² + ε) of `size` numbers */
function deviation(x: usize, size: i32, mean: f64, epsilon: f64): f64 {
  return <f64>1 / sqrt(centredProduct(x, x, size, mean, mean) / <f64>size + epsilon);
}

/** Σ (x − mean x)(y − mean y) */
export function centredProduct(x: usize, y: usize, size: i32, meanX: f64, meanY: f64): f64 {
  const mx = f64x2.splat(meanX), my = f64x2.splat(meanY);
  let total = f64x2.splat(0);
  const even = <usize>(size & ~1) << 2;
  for (let n: usize = 0; n < even; n += 8) {
    total = f64x2.add(total, f64x2.mul(f64x2.sub(two(x + n), mx), f64x2.sub(two(y + n), my)));
  }
  const sum = f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1);
  if ((size & 1) == 0) return sum;
  return sum + (<f64>load<f32>(x + even) - meanX) * (<f64>load<f32>(y + even) - meanY);
}

/** d (+)= (a − mean a − y mean(a y))/√(σ² + ε), y = (b − μ)/√(σ² + ε); c holds ε. In float64, rounded once. */
export function standardizeGradient(
  a: usize, b: usize, c: usize, d: usize, sa: usize, sb: usize, _sc: usize, sd: usize,
  rows: i32, inner: i32, outer: i32, mode: i32,
): void {
  const epsilon = <f64>load<f32>(c);
  const group = <usize>outer << 2;
  const size = <f64>outer;
  for (let r = 0; r < rows; r++) {
    for (let from: usize = 0; from < <usize>inner << 2; from += group) {
      const g = a + from, x = b + from;
      const mean = sumIn(x, outer) / size;
      const scale = deviation(x, outer, mean, epsilon);
      const slope = (centredProduct(g, x, outer, 0, mean) / size) * scale * scale;
      centre(g, x, d + from, outer, sumIn(g, outer) / size, mean, slope, scale, (mode & ACCUMULATE) != 0);
    }
    a += sa;
    b += sb;
    d += sd;
  }
}

/** d (+)= scale (g − meanG − (x − meanX) slope): what must sum to zero does so but for the last rounding. */
export function centre(
  g: usize, x: usize, d: usize, size: i32, meanG: f64, meanX: f64, slope: f64, scale: f64, adds: bool,
): void {
  const mg = f64x2.splat(meanG), mx = f64x2.splat(meanX), slopes = f64x2.splat(slope), scales = f64x2.splat(scale);
  for (const end = d + (<usize>(size & ~1) << 2); d < end; d += 8) {
    let value = f64x2.mul(scales, f64x2.sub(f64x2.sub(two(g), mg), f64x2.mul(f64x2.sub(two(x), mx), slopes)));
    if (adds) value = f64x2.add(value, two(d));
    v128.store64_lane(d, f32x4.demote_f64x2_zero(value), 0);
    g += 8;
    x += 8;
  }
  if ((size & 1) == 0) return;
  const value = scale * (<f64>load<f32>(g) - meanG - (<f64>load<f32>(x) - meanX) * slope);
  store<f32>(d, <f32>(adds ? value + <f64>load<f32>(d) : value));
}

/** Two neighbours as float64 */
@inline
export function two(from: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(from));
}

/** d[row] (+)= a[row] ⊙ b, b repeated along the row */
export function scale(
  a: usize, b: usize, _c: usize, d: usize, sa: usize, _sb: usize, _sc: usize, sd: usize,
  rows: i32, inner: i32, outer: i32, mode: i32,
): void {
  const adds = (mode & ACCUMULATE) != 0;
  const group = <usize>outer << 2;
  const full = <usize>(outer & ~3) << 2;
  const rest = outer & 3;
  for (let r = 0; r < rows; r++) {
    for (let from: usize = 0; from < <usize>inner << 2; from += group) {
      const x = a + from, to = d + from;
      for (let n: usize = 0; n < full; n += 16) v128.store(to + n, scaled(x + n, b + n, to + n, adds));
      if (rest != 0) putSome(to + full, scaled(x + full, b + full, to + full, adds), rest);
    }
    a += sa;
    d += sd;
  }
}

@inline
function scaled(x: usize, w: usize, to: usize, adds: bool): v128 {
  const value = f32x4.mul(v128.load(x), v128.load(w));
  return adds ? f32x4.add(v128.load(to), value) : value;
}

/** d[row] = a[row] + b, b repeated along the row */
export function shift(
  a: usize, b: usize, _c: usize, d: usize, sa: usize, _sb: usize, _sc: usize, sd: usize,
  rows: i32, inner: i32, outer: i32, _mode: i32,
): void {
  const group = <usize>outer << 2;
  const full = <usize>(outer & ~3) << 2;
  const rest = outer & 3;
  for (let r = 0; r < rows; r++) {
    for (let from: usize = 0; from < <usize>inner << 2; from += group) {
      const x = a + from, to = d + from;
      for (let n: usize = 0; n < full; n += 16) v128.store(to + n, f32x4.add(v128.load(x + n), v128.load(b + n)));
      if (rest != 0) putSome(to + full, f32x4.add(v128.load(x + full), v128.load(b + full)), rest);
    }
    a += sa;
    d += sd;
  }
}

/** d[n] (+)= Σ over rows and groups of a ⊙ b */
export function scaleWeightGradient(
  a: usize, b: usize, _c: usize, d: usize, sa: usize, sb: usize, _sc: usize, _sd: usize,
  rows: i32, inner: i32, outer: i32, mode: i32,
): void {
  sumGroups(a, b, d, sa, sb, rows, inner, outer, mode, true);
}

/** d[n] (+)= Σ over rows and groups of a */
export function shiftGradient(
  a: usize, _b: usize, _c: usize, d: usize, sa: usize, _sb: usize, _sc: usize, _sd: usize,
  rows: i32, inner: i32, outer: i32, mode: i32,
): void {
  sumGroups(a, a, d, sa, sa, rows, inner, outer, mode, false);
}

@inline
function sumGroups(
  a: usize, b: usize, d: usize, sa: usize, sb: usize, rows: i32, inner: i32, outer: i32, mode: i32, product: bool,
): void {
  const group = <usize>outer << 2;
  const full = <usize>(outer & ~3) << 2;
  const rest = outer & 3;
  if ((mode & ACCUMULATE) == 0) memory.fill(d, 0, group);
  for (let r = 0; r < rows; r++) {
    for (let from: usize = 0; from < <usize>inner << 2; from += group) {
      const g = a + from, x = b + from;
      for (let n: usize = 0; n < full; n += 16) v128.store(d + n, onto(d + n, g + n, x + n, product));
      if (rest != 0) putSome(d + full, onto(d + full, g + full, x + full, product), rest);
    }
    a += sa;
    b += sb;
  }
}

@inline
function onto(d: usize, g: usize, x: usize, product: bool): v128 {
  const value = v128.load(g);
  return f32x4.add(v128.load(d), product ? f32x4.mul(value, v128.load(x)) : value);
}

/** d[row] (+)= a[row] ⊙ b[row] / c: b the mask of 0 and 1, c the share that is kept */
export function dropout(
  a: usize, b: usize, c: usize, d: usize, sa: usize, sb: usize, _sc: usize, sd: usize,
  rows: i32, inner: i32, _outer: i32, mode: i32,
): void {
  const share = v128.load32_splat(c);
  const adds = (mode & ACCUMULATE) != 0;
  const full = <usize>(inner & ~3) << 2;
  const rest = inner & 3;
  for (let r = 0; r < rows; r++) {
    for (let n: usize = 0; n < full; n += 16) v128.store(d + n, kept(a + n, b + n, d + n, share, adds));
    if (rest != 0) putSome(d + full, kept(a + full, b + full, d + full, share, adds), rest);
    a += sa;
    b += sb;
    d += sd;
  }
}

@inline
function kept(a: usize, b: usize, d: usize, share: v128, adds: bool): v128 {
  const value = f32x4.div(f32x4.mul(v128.load(a), v128.load(b)), share);
  return adds ? f32x4.add(v128.load(d), value) : value;
}

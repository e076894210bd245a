import { lanesBelow, putSome, sumIn, sumOf } from './lanes';
import { splat } from './maths';
import { ACCUMULATE } from './modes';

/** Layer norm and dropout: rows of `inner` units in groups, or last axes, of `outer` units. */

/** d[row] = (a − μ)/√(σ² + ε) within each group; b holds ε. */
export function standardize(
  a: usize, b: usize, _c: usize, d: usize, sa: usize, _sb: usize, _sc: usize, sd: usize,
  rows: i32, inner: i32, outer: i32, _mode: i32,
): void {
  const epsilon = load<f32>(b);
  const group = <usize>outer << 2;
  const full = <usize>(outer & ~3) << 2;
  const rest = outer & 3;
  for (let r = 0; r < rows; r++) {
    for (let from: usize = 0; from < <usize>inner << 2; from += group) {
      const x = a + from, y = d + from;
      const mean = <f32>(sumIn(x, outer) / <f64>outer);
      const mu = splat(mean), scale = splat(deviation(x, outer, mean, epsilon));
      for (let n: usize = 0; n < full; n += 16) {
        v128.store(y + n, f32x4.mul(f32x4.sub(v128.load(x + n), mu), scale));
      }
      if (rest != 0) putSome(y + full, f32x4.mul(f32x4.sub(v128.load(x + full), mu), scale), rest);
    }
    a += sa;
    d += sd;
  }
}

/** 1/√(σ² + ε) of `size` numbers */
function deviation(x: usize, size: i32, mean: f32, epsilon: f32): f32 {
  return <f32>1 / sqrt(centredProduct(x, x, size, mean, mean) / <f32>size + epsilon);
}

/** Σ (x − mean x)(y − mean y), in four lanes */
export function centredProduct(x: usize, y: usize, size: i32, meanX: f32, meanY: f32): f32 {
  const mx = splat(meanX), my = splat(meanY);
  let total = splat(0);
  const full = <usize>(size & ~3) << 2;
  for (let n: usize = 0; n < full; n += 16) {
    total = f32x4.add(total, f32x4.mul(f32x4.sub(v128.load(x + n), mx), f32x4.sub(v128.load(y + n), my)));
  }
  const rest = size & 3;
  if (rest != 0) {
    const last = f32x4.mul(f32x4.sub(v128.load(x + full), mx), f32x4.sub(v128.load(y + full), my));
    total = f32x4.add(total, v128.and(last, lanesBelow(rest)));
  }
  return sumOf(total);
}

/** d (+)= (a − mean a − y mean(a y))/√(σ² + ε), y = (b − μ)/√(σ² + ε); c holds ε. */
export function standardizeGradient(
  a: usize, b: usize, c: usize, d: usize, sa: usize, sb: usize, _sc: usize, sd: usize,
  rows: i32, inner: i32, outer: i32, mode: i32,
): void {
  const epsilon = load<f32>(c);
  const adds = (mode & ACCUMULATE) != 0;
  const group = <usize>outer << 2;
  const full = <usize>(outer & ~3) << 2;
  const rest = outer & 3;
  const size = <f32>outer;
  for (let r = 0; r < rows; r++) {
    for (let from: usize = 0; from < <usize>inner << 2; from += group) {
      const g = a + from, x = b + from, to = d + from;
      const mean = <f32>(sumIn(x, outer) / <f64>outer);
      const scale = deviation(x, outer, mean, epsilon);
      const meanG = <f32>(sumIn(g, outer) / <f64>outer);
      const slope = (centredProduct(g, x, outer, 0, mean) / size) * scale * scale;
      for (let n: usize = 0; n < full; n += 16) {
        v128.store(to + n, centred(g + n, x + n, to + n, meanG, mean, slope, scale, adds));
      }
      if (rest != 0) putSome(to + full, centred(g + full, x + full, to + full, meanG, mean, slope, scale, adds), rest);
    }
    a += sa;
    b += sb;
    d += sd;
  }
}

/** scale (g − mean g − (x − mean x) slope) */
@inline
function centred(
  g: usize, x: usize, to: usize, meanG: f32, meanX: f32, slope: f32, scale: f32, adds: bool,
): v128 {
  const pull = f32x4.mul(f32x4.sub(v128.load(x), splat(meanX)), splat(slope));
  const value = f32x4.mul(splat(scale), f32x4.sub(f32x4.sub(v128.load(g), splat(meanG)), pull));
  return adds ? f32x4.add(v128.load(to), value) : value;
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

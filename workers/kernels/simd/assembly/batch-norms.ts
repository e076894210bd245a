import { putSome, sumIn } from './lanes';
import { splat } from './maths';
import { ACCUMULATE } from './modes';
import { centredProduct } from './norms';

/**
 * Batch norm: rows are `[outer, inner]`, `outer` channels of `inner` units; a channel table is `[4, channels]`: μ,
 * 1/√(σ² + ε), w, b, and ε behind them. Sums are kept in float64.
 */

/** d[channel] = mean of a over rows and units */
export function batchMean(
  a: usize, _b: usize, _c: usize, d: usize, sa: usize, _sb: usize, _sc: usize, _sd: usize,
  rows: i32, inner: i32, outer: i32, _mode: i32,
): void {
  for (let channel = 0; channel < outer; channel++) {
    store<f32>(d, <f32>(total(a, sa, rows, inner) / <f64>(rows * inner)));
    a += <usize>inner << 2;
    d += 4;
  }
}

/** Σ over rows and units of one channel */
function total(a: usize, sa: usize, rows: i32, inner: i32): f64 {
  let sum: f64 = 0;
  for (let r = 0; r < rows; r++) {
    sum += sumIn(a, inner);
    a += sa;
  }
  return sum;
}

/** Σ (a − meanA)(b − meanB) over rows and units of one channel */
function product(
  a: usize, b: usize, sa: usize, sb: usize, rows: i32, inner: i32, meanA: f64, meanB: f64,
): f64 {
  let sum: f64 = 0;
  for (let r = 0; r < rows; r++) {
    sum += centredProduct(a, b, inner, meanA, meanB);
    a += sa;
    b += sb;
  }
  return sum;
}

/** d[channel] = mean of (a − b[channel])²: b the means; biased */
export function batchVariance(
  a: usize, b: usize, _c: usize, d: usize, sa: usize, _sb: usize, _sc: usize, _sd: usize,
  rows: i32, inner: i32, outer: i32, _mode: i32,
): void {
  for (let channel = 0; channel < outer; channel++) {
    const mean = <f64>load<f32>(b);
    store<f32>(d, <f32>(product(a, a, sa, sa, rows, inner, mean, mean) / <f64>(rows * inner)));
    a += <usize>inner << 2;
    b += 4;
    d += 4;
  }
}

/** d = 1/√(a + ε), inner numbers; b holds ε */
export function inverseRoot(
  a: usize, b: usize, _c: usize, d: usize, _sa: usize, _sb: usize, _sc: usize, _sd: usize,
  _rows: i32, inner: i32, _outer: i32, _mode: i32,
): void {
  const epsilon = load<f32>(b);
  for (let n: usize = 0; n < <usize>inner << 2; n += 4) store<f32>(d + n, <f32>1 / sqrt(load<f32>(a + n) + epsilon));
}

/** Number `row` of a channel table of `channels`, for the channel at whose μ `table` points. */
@inline
export function entry(table: usize, row: i32, channels: i32): f32 {
  return load<f32>(table + (<usize>(row * channels) << 2));
}

/** d[row] = w (a − μ)/√(σ² + ε) + bias; b the channel table */
export function normalize(
  a: usize, b: usize, _c: usize, d: usize, sa: usize, _sb: usize, _sc: usize, sd: usize,
  rows: i32, inner: i32, outer: i32, _mode: i32,
): void {
  const full = <usize>(inner & ~3) << 2;
  const rest = inner & 3;
  for (let channel = 0; channel < outer; channel++) {
    const mean = splat(entry(b, 0, outer)), scale = splat(entry(b, 1, outer) * entry(b, 2, outer));
    const bias = splat(entry(b, 3, outer));
    let from = a, to = d;
    for (let r = 0; r < rows; r++) {
      for (let n: usize = 0; n < full; n += 16) v128.store(to + n, normal(from + n, mean, scale, bias));
      if (rest != 0) putSome(to + full, normal(from + full, mean, scale, bias), rest);
      from += sa;
      to += sd;
    }
    a += <usize>inner << 2;
    d += <usize>inner << 2;
    b += 4;
  }
}

@inline
function normal(x: usize, mean: v128, scale: v128, bias: v128): v128 {
  return f32x4.add(f32x4.mul(f32x4.sub(v128.load(x), mean), scale), bias);
}

/** d[row] (+)= a w/√(σ² + ε); c the channel table */
export function normalizeGradient(
  a: usize, _b: usize, c: usize, d: usize, sa: usize, _sb: usize, _sc: usize, sd: usize,
  rows: i32, inner: i32, outer: i32, mode: i32,
): void {
  const adds = (mode & ACCUMULATE) != 0;
  const full = <usize>(inner & ~3) << 2;
  const rest = inner & 3;
  for (let channel = 0; channel < outer; channel++) {
    const scale = splat(entry(c, 1, outer) * entry(c, 2, outer));
    let from = a, to = d;
    for (let r = 0; r < rows; r++) {
      for (let n: usize = 0; n < full; n += 16) v128.store(to + n, scaled(from + n, to + n, scale, adds));
      if (rest != 0) putSome(to + full, scaled(from + full, to + full, scale, adds), rest);
      from += sa;
      to += sd;
    }
    a += <usize>inner << 2;
    d += <usize>inner << 2;
    c += 4;
  }
}

@inline
function scaled(a: usize, to: usize, scale: v128, adds: bool): v128 {
  const value = f32x4.mul(v128.load(a), scale);
  return adds ? f32x4.add(v128.load(to), value) : value;
}

/** d[channel] (+)= Σ a (b − μ)/√(σ² + ε); b the input, c the channel table */
export function normalizeWeightGradient(
  a: usize, b: usize, c: usize, d: usize, sa: usize, sb: usize, _sc: usize, _sd: usize,
  rows: i32, inner: i32, outer: i32, mode: i32,
): void {
  for (let channel = 0; channel < outer; channel++) {
    const sum = product(a, b, sa, sb, rows, inner, 0, <f64>entry(c, 0, outer)) * <f64>entry(c, 1, outer);
    store<f32>(d, <f32>((mode & ACCUMULATE) != 0 ? sum + <f64>load<f32>(d) : sum));
    a += <usize>inner << 2;
    b += <usize>inner << 2;
    c += 4;
    d += 4;
  }
}

/** d = (1 − m) d + m k a, inner numbers; b holds the momentum m and the correction k. */
export function runningStatistic(
  a: usize, b: usize, _c: usize, d: usize, _sa: usize, _sb: usize, _sc: usize, _sd: usize,
  _rows: i32, inner: i32, _outer: i32, _mode: i32,
): void {
  const momentum = <f64>load<f32>(b), correction = <f64>load<f32>(b, 4);
  for (let n: usize = 0; n < <usize>inner << 2; n += 4) {
    store<f32>(d + n, <f32>((1 - momentum) * <f64>load<f32>(d + n) + momentum * correction * <f64>load<f32>(a + n)));
  }
}

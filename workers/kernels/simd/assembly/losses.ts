import { exponentials, sumOfExponentials } from './exponentials';
import { lanesBelow, largestIn, putSome, sumOf } from './lanes';
import { exp, log, one, select, softplusTail, splat } from './maths';
import { ACCUMULATE } from './modes';

/**
 * Losses of rows, and their gradients: a the output, b the target, c the row's weight in the total. A row of weight 0
 * gets no gradient, even if its loss is NaN.
 */

/** d = log Σ e^(a − max) + (max − a[target]) */
export function crossEntropy(
  a: usize, b: usize, _c: usize, d: usize, sa: usize, sb: usize, _sc: usize, sd: usize,
  rows: i32, inner: i32, _outer: i32, _mode: i32,
): void {
  for (let r = 0; r < rows; r++) {
    const largest = largestIn(a, inner);
    const spread = f32x4.extract_lane(log(splat(sumOfExponentials(a, inner, splat(largest)))), 0);
    store<f32>(d, spread + (largest - load<f32>(a + (<usize>load<i32>(b) << 2))));
    a += sa;
    b += sb;
    d += sd;
  }
}

/** d (+)= weight (e^(a − max)/Σ − 1[target]) */
export function crossEntropyGradient(
  a: usize, b: usize, c: usize, d: usize, sa: usize, sb: usize, sc: usize, sd: usize,
  rows: i32, inner: i32, _outer: i32, mode: i32,
): void {
  const adds = (mode & ACCUMULATE) != 0;
  for (let r = 0; r < rows; r++) {
    const weight = load<f32>(c);
    if (weight != 0) {
      probabilities(a, d, inner, weight, adds);
      const at = d + (<usize>load<i32>(b) << 2);
      store<f32>(at, load<f32>(at) - weight);
    } else if (!adds) memory.fill(d, 0, <usize>inner << 2);
    a += sa;
    b += sb;
    c += sc;
    d += sd;
  }
}

/** d (+)= weight softmax(x). When it replaces, e^(x − max) waits in d, so that it is computed once. */
@inline
function probabilities(x: usize, d: usize, width: i32, weight: f32, adds: bool): void {
  const largest = splat(largestIn(x, width));
  const full = <usize>(width & ~3) << 2;
  const rest = width & 3;
  if (adds) {
    const factor = splat(weight / sumOfExponentials(x, width, largest));
    for (let n: usize = 0; n < full; n += 16) v128.store(d + n, share(x + n, d + n, largest, factor));
    if (rest != 0) putSome(d + full, share(x + full, d + full, largest, factor), rest);
    return;
  }
  const factor = splat(weight / exponentials(x, d, width, largest));
  for (let n: usize = 0; n < full; n += 16) v128.store(d + n, f32x4.mul(v128.load(d + n), factor));
  if (rest != 0) putSome(d + full, f32x4.mul(v128.load(d + full), factor), rest);
}

@inline
function share(x: usize, d: usize, largest: v128, factor: v128): v128 {
  return f32x4.add(v128.load(d), f32x4.mul(exp(f32x4.sub(v128.load(x), largest)), factor));
}

/** d = mean (a − b)² */
export function mse(
  a: usize, b: usize, _c: usize, d: usize, sa: usize, sb: usize, _sc: usize, sd: usize,
  rows: i32, inner: i32, _outer: i32, _mode: i32,
): void {
  squares(a, b, d, sa, sb, sd, rows, inner, <f32>1 / <f32>inner);
}

/** d = ½ Σ (a − b)² */
export function halfSumSquares(
  a: usize, b: usize, _c: usize, d: usize, sa: usize, sb: usize, _sc: usize, sd: usize,
  rows: i32, inner: i32, _outer: i32, _mode: i32,
): void {
  squares(a, b, d, sa, sb, sd, rows, inner, 0.5);
}

function squares(
  a: usize, b: usize, d: usize, sa: usize, sb: usize, sd: usize, rows: i32, inner: i32, factor: f32,
): void {
  const full = <usize>(inner & ~3) << 2;
  const rest = inner & 3;
  for (let r = 0; r < rows; r++) {
    let total = splat(0);
    for (let n: usize = 0; n < full; n += 16) {
      const x = f32x4.sub(v128.load(a + n), v128.load(b + n));
      total = f32x4.add(total, f32x4.mul(x, x));
    }
    if (rest != 0) {
      const x = v128.and(f32x4.sub(v128.load(a + full), v128.load(b + full)), lanesBelow(rest));
      total = f32x4.add(total, f32x4.mul(x, x));
    }
    store<f32>(d, sumOf(total) * factor);
    a += sa;
    b += sb;
    d += sd;
  }
}

/** d = mean log(1 + e^a) − a b */
export function binaryCrossEntropy(
  a: usize, b: usize, _c: usize, d: usize, sa: usize, sb: usize, _sc: usize, sd: usize,
  rows: i32, inner: i32, _outer: i32, _mode: i32,
): void {
  const full = <usize>(inner & ~3) << 2;
  const rest = inner & 3;
  for (let r = 0; r < rows; r++) {
    let total = splat(0);
    for (let n: usize = 0; n < full; n += 16) total = f32x4.add(total, binary(a + n, b + n));
    if (rest != 0) total = f32x4.add(total, v128.and(binary(a + full, b + full), lanesBelow(rest)));
    store<f32>(d, sumOf(total) / <f32>inner);
    a += sa;
    b += sb;
    d += sd;
  }
}

/** log(1 + e^−|a|) + (max(a, 0) − a b): where a certain answer is right the last two are gone before a small sum meets them. */
@inline
function binary(a: usize, b: usize): v128 {
  const x = v128.load(a);
  return f32x4.add(softplusTail(x), f32x4.sub(f32x4.pmax(x, splat(0)), f32x4.mul(x, v128.load(b))));
}

/** d (+)= weight · 2 (a − b)/width */
export function mseGradient(
  a: usize, b: usize, c: usize, d: usize, sa: usize, sb: usize, sc: usize, sd: usize,
  rows: i32, inner: i32, _outer: i32, mode: i32,
): void {
  differences(a, b, c, d, sa, sb, sc, sd, rows, inner, mode, <f32>2 / <f32>inner, false);
}

/** d (+)= weight (a − b) */
export function halfSumSquaresGradient(
  a: usize, b: usize, c: usize, d: usize, sa: usize, sb: usize, sc: usize, sd: usize,
  rows: i32, inner: i32, _outer: i32, mode: i32,
): void {
  differences(a, b, c, d, sa, sb, sc, sd, rows, inner, mode, 1, false);
}

/** d (+)= weight (σ(a) − b)/width */
export function binaryCrossEntropyGradient(
  a: usize, b: usize, c: usize, d: usize, sa: usize, sb: usize, sc: usize, sd: usize,
  rows: i32, inner: i32, _outer: i32, mode: i32,
): void {
  differences(a, b, c, d, sa, sb, sc, sd, rows, inner, mode, <f32>1 / <f32>inner, true);
}

/** d (+)= weight · factor (a − b), or of logits σ(a) in the place of a. */
@inline
function differences(
  a: usize, b: usize, c: usize, d: usize, sa: usize, sb: usize, sc: usize, sd: usize,
  rows: i32, inner: i32, mode: i32, factor: f32, logits: bool,
): void {
  const adds = (mode & ACCUMULATE) != 0;
  const full = <usize>(inner & ~3) << 2;
  const rest = inner & 3;
  for (let r = 0; r < rows; r++) {
    const weight = load<f32>(c);
    if (weight != 0) {
      const scale = splat(weight * factor);
      for (let n: usize = 0; n < full; n += 16) {
        v128.store(d + n, difference(a + n, b + n, d + n, scale, logits, adds));
      }
      if (rest != 0) putSome(d + full, difference(a + full, b + full, d + full, scale, logits, adds), rest);
    } else if (!adds) memory.fill(d, 0, <usize>inner << 2);
    a += sa;
    b += sb;
    c += sc;
    d += sd;
  }
}

@inline
function difference(a: usize, b: usize, d: usize, scale: v128, logits: bool, adds: bool): v128 {
  const x = v128.load(a), y = v128.load(b);
  const value = f32x4.mul(scale, logits ? certainty(x, y) : f32x4.sub(x, y));
  return adds ? f32x4.add(v128.load(d), value) : value;
}

/** σ(x) − y as (1 − y) σ(x) − y σ(−x): 1 − σ(x) of a certain x is smaller than what float32 can tell from 1. */
@inline
function certainty(x: v128, y: v128): v128 {
  const e = exp(f32x4.neg(f32x4.abs(x)));
  const large = f32x4.div(one(), f32x4.add(one(), e));
  const small = f32x4.mul(e, large);
  const isPositive = f32x4.ge(x, splat(0));
  const sigmoid = select(large, small, isPositive);
  const rest = select(small, large, isPositive);
  return f32x4.sub(f32x4.mul(f32x4.sub(one(), y), sigmoid), f32x4.mul(y, rest));
}

import { lanesBelow, putSome } from './lanes';
import { splat } from './maths';

/**
 * Updates of all parameters at once: w the parameters, g their gradients, further arrays the optimizer's memory, each
 * `count` numbers; the rules are those of src/nn/optimizers.ts. Arrays go on for 64 bytes, so that the last group of
 * four may be computed whole. What stands past the end of the memory arrays is stored too, for nobody reads it; behind
 * the trained parameters there may be running statistics, which must stay.
 */

/** √Σx², summed in float64. */
export function norm(x: usize, count: i32): f64 {
  let low = f64x2.splat(0), high = low;
  const end = x + (<usize>count << 2);
  for (; x < end; x += 16) {
    let four = v128.load(x);
    if (end - x < 16) four = v128.and(four, lanesBelow(<i32>(end - x) >> 2));
    const first = f64x2.promote_low_f32x4(four);
    const second = f64x2.promote_low_f32x4(v128.shuffle<f32>(four, four, 2, 3, 2, 3));
    low = f64x2.add(low, f64x2.mul(first, first));
    high = f64x2.add(high, f64x2.mul(second, second));
  }
  const sum = f64x2.add(low, high);
  return sqrt(f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
}

/** x factor */
export function scaleAll(x: usize, count: i32, factor: f32): void {
  const by = splat(factor);
  const full = x + (<usize>(count & ~3) << 2);
  for (; x < full; x += 16) v128.store(x, f32x4.mul(v128.load(x), by));
  if ((count & 3) != 0) putSome(x, f32x4.mul(v128.load(x), by), count & 3);
}

@inline
function madd(sum: v128, a: v128, b: v128): v128 {
  return f32x4.add(sum, f32x4.mul(a, b));
}

/** Stores four weights, or as many as there are. */
@inline
function putWeights(to: usize, x: v128, real: i32): void {
  if (real >= 4) v128.store(to, x);
  else putSome(to, x, real);
}

/** w − η g */
export function sgd(w: usize, g: usize, count: i32, rate: f32): void {
  const eta = splat(rate);
  for (let n: usize = 0; n < <usize>count << 2; n += 16) {
    putWeights(w + n, f32x4.sub(v128.load(w + n), f32x4.mul(eta, v128.load(g + n))), count - <i32>(n >> 2));
  }
}

/** v = μ v + g, w − η v */
export function momentum(w: usize, g: usize, v: usize, count: i32, rate: f32, mu: f32): void {
  const eta = splat(rate), m = splat(mu);
  for (let n: usize = 0; n < <usize>count << 2; n += 16) {
    const speed = madd(v128.load(g + n), m, v128.load(v + n));
    v128.store(v + n, speed);
    putWeights(w + n, f32x4.sub(v128.load(w + n), f32x4.mul(eta, speed)), count - <i32>(n >> 2));
  }
}

/** v = μ v + g, w − η (g + μ v) */
export function nesterov(w: usize, g: usize, v: usize, count: i32, rate: f32, mu: f32): void {
  const eta = splat(rate), m = splat(mu);
  for (let n: usize = 0; n < <usize>count << 2; n += 16) {
    const gradient = v128.load(g + n);
    const speed = madd(gradient, m, v128.load(v + n));
    v128.store(v + n, speed);
    putWeights(w + n, f32x4.sub(v128.load(w + n), f32x4.mul(eta, madd(gradient, m, speed))), count - <i32>(n >> 2));
  }
}

/** s = ρ s + (1 − ρ) g², w − η g/(√s + ε) */
export function rmsprop(
  w: usize, g: usize, s: usize, count: i32, rate: f32, decay: f32, rest: f32, epsilon: f32,
): void {
  const eta = splat(rate), rho = splat(decay), fresh = splat(rest), tiny = splat(epsilon);
  for (let n: usize = 0; n < <usize>count << 2; n += 16) {
    const gradient = v128.load(g + n);
    const square = madd(f32x4.mul(rho, v128.load(s + n)), fresh, f32x4.mul(gradient, gradient));
    v128.store(s + n, square);
    const step = f32x4.div(f32x4.mul(eta, gradient), f32x4.add(f32x4.sqrt(square), tiny));
    putWeights(w + n, f32x4.sub(v128.load(w + n), step), count - <i32>(n >> 2));
  }
}

/** s = s + g², w − η g/(√s + ε) */
export function adagrad(w: usize, g: usize, s: usize, count: i32, rate: f32, epsilon: f32): void {
  rmsprop(w, g, s, count, rate, 1, 1, epsilon);
}

/**
 * w (1 − η λ) − η m̂/(√v̂ + ε), m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ). The caller gives, computed in float64, `keep` = 1 − η λ
 * (1 without decay), `rest` = 1 − β, `rate` = η/(1 − β₁ᵗ) and `correction` = 1/(1 − β₂ᵗ): one division is left. Where 16
 * weights have had no gradient for long, η m is 0 and not divided: divided by a root above 0 it would be itself.
 */
export function adam(
  w: usize, g: usize, m: usize, v: usize, count: i32, rate: f32, epsilon: f32, keep: f32,
  beta1: f32, rest1: f32, beta2: f32, rest2: f32, correction: f32,
): void {
  const eta = splat(rate), tiny = splat(epsilon), kept = splat(keep), c2 = splat(correction);
  const b1 = splat(beta1), r1 = splat(rest1), b2 = splat(beta2), r2 = splat(rest2);
  const always = epsilon == 0;
  const bytes = <usize>count << 2;
  let n: usize = 0;
  for (; n < (bytes & ~63); n += 64) {
    let s0 = adamMoments(g + n, m + n, v + n, eta, b1, r1, b2, r2);
    let s1 = adamMoments(g + n + 16, m + n + 16, v + n + 16, eta, b1, r1, b2, r2);
    let s2 = adamMoments(g + n + 32, m + n + 32, v + n + 32, eta, b1, r1, b2, r2);
    let s3 = adamMoments(g + n + 48, m + n + 48, v + n + 48, eta, b1, r1, b2, r2);
    // shifted, for −0 is 0 too
    if (always || v128.any_true(i32x4.shl(v128.or(v128.or(s0, s1), v128.or(s2, s3)), 1))) {
      s0 = f32x4.div(s0, adamRoot(v + n, c2, tiny));
      s1 = f32x4.div(s1, adamRoot(v + n + 16, c2, tiny));
      s2 = f32x4.div(s2, adamRoot(v + n + 32, c2, tiny));
      s3 = f32x4.div(s3, adamRoot(v + n + 48, c2, tiny));
    }
    v128.store(w + n, f32x4.sub(f32x4.mul(v128.load(w + n), kept), s0));
    v128.store(w + n, f32x4.sub(f32x4.mul(v128.load(w + n, 16), kept), s1), 16);
    v128.store(w + n, f32x4.sub(f32x4.mul(v128.load(w + n, 32), kept), s2), 32);
    v128.store(w + n, f32x4.sub(f32x4.mul(v128.load(w + n, 48), kept), s3), 48);
  }
  for (; n < bytes; n += 16) {
    const step = f32x4.div(adamMoments(g + n, m + n, v + n, eta, b1, r1, b2, r2), adamRoot(v + n, c2, tiny));
    putWeights(w + n, f32x4.sub(f32x4.mul(v128.load(w + n), kept), step), count - <i32>(n >> 2));
  }
}

/** New moments of four weights; η m. */
@inline
function adamMoments(g: usize, m: usize, v: usize, eta: v128, b1: v128, r1: v128, b2: v128, r2: v128): v128 {
  const gradient = v128.load(g);
  const mean = madd(f32x4.mul(b1, v128.load(m)), r1, gradient);
  v128.store(m, mean);
  v128.store(v, madd(f32x4.mul(b2, v128.load(v)), r2, f32x4.mul(gradient, gradient)));
  return f32x4.mul(eta, mean);
}

/** √v̂ + ε */
@inline
function adamRoot(v: usize, correction: v128, epsilon: v128): v128 {
  return f32x4.add(f32x4.sqrt(f32x4.mul(v128.load(v), correction)), epsilon);
}

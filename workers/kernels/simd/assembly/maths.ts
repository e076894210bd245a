/**
 * Elementary functions of four float32 at once. Only + − × ÷, √ and bit moves, so that every engine gives the same bits.
 * NaN stays NaN: `pmin(a, b)` is b < a ? b : a, so a NaN in front survives.
 */

@inline
export function splat(x: f32): v128 {
  return f32x4.splat(x);
}

/**
 * The constants of loops stand in memory: V8 makes a register of a constant anew each time round, by three instructions,
 * where a load that spreads one number over a register is one.
 */
export const EXP = memory.data<f32>([
  -87, 87, 1.44269504088896341, 12582912, 0.693359375, -2.12194440e-4,
  1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1,
]);
export const TANH = memory.data<f32>([
  -7.90531110763549805, 7.90531110763549805, 0.0004,
  -2.76076847742355e-16, 2.00018790482477e-13, -8.60467152213735e-11, 5.12229709037114e-8,
  1.48572235717979e-5, 6.37261928875436e-4, 4.89352455891786e-3,
  1.19825839466702e-6, 1.18534705686654e-4, 2.26843463243900e-3, 4.89352518554385e-3,
]);
const ONE = memory.data<f32>([1]);
export const ONE_BITS = memory.data<i32>([0x3f800000]);

@inline
export function constant(table: usize, n: usize): v128 {
  return v128.load32_splat(table + (n << 2));
}

@inline
export function one(): v128 {
  return constant(ONE, 0);
}

@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  return f32x4.add(f32x4.mul(a, b), c);
}

@inline
export function select(whereTrue: v128, whereFalse: v128, mask: v128): v128 {
  return v128.bitselect(whereTrue, whereFalse, mask);
}

/**
 * e^x, relative error 8e-8 (Cephes expf). Clamped at ±87: below it is about 1.6e-38, above 6e37; no denormals, no ∞.
 *
 * e^x = 2^n e^r, n = round(x / ln 2). Adding 1.5 · 2²³ rounds, and leaves n in the lowest bits of the sum, from where a
 * shift brings it into the exponent's place.
 */
@inline
export function exp(x: v128): v128 {
  x = f32x4.pmin(f32x4.pmax(x, constant(EXP, 0)), constant(EXP, 1));
  const magic = constant(EXP, 3);
  const shifted = madd(x, constant(EXP, 2), magic);
  const n = f32x4.sub(shifted, magic);
  let r = f32x4.sub(x, f32x4.mul(n, constant(EXP, 4)));
  r = f32x4.sub(r, f32x4.mul(n, constant(EXP, 5)));
  const r2 = f32x4.mul(r, r);
  let p = madd(constant(EXP, 6), r, constant(EXP, 7));
  p = madd(p, r2, madd(constant(EXP, 8), r, constant(EXP, 9)));
  p = madd(p, r2, madd(constant(EXP, 10), r, constant(EXP, 11)));
  p = f32x4.add(madd(p, r2, r), one());
  const scale = i32x4.add(i32x4.shl(shifted, 23), constant(ONE_BITS, 0));
  return f32x4.mul(p, scale);
}

/** 1/(1 + e^−x) */
@inline
export function sigmoid(x: v128): v128 {
  return f32x4.div(one(), f32x4.add(one(), exp(f32x4.neg(x))));
}

/** Rational 13/6 on ±9, where tanh is 1 to float32's last bit: relative error 3.4e-7, also near zero (Eigen). */
@inline
export function tanh(x: v128): v128 {
  const tiny = f32x4.lt(f32x4.abs(x), constant(TANH, 2));
  const y = f32x4.pmin(f32x4.pmax(x, constant(TANH, 0)), constant(TANH, 1));
  const s = f32x4.mul(y, y);
  const s2 = f32x4.mul(s, s);
  let p = madd(constant(TANH, 3), s, constant(TANH, 4));
  p = madd(p, s2, madd(constant(TANH, 5), s, constant(TANH, 6)));
  p = madd(p, s, constant(TANH, 7));
  p = madd(p, s, constant(TANH, 8));
  p = f32x4.mul(madd(p, s, constant(TANH, 9)), y);
  let q = madd(constant(TANH, 10), s, constant(TANH, 11));
  q = madd(q, s, constant(TANH, 12));
  q = madd(q, s, constant(TANH, 13));
  return select(x, f32x4.div(p, q), tiny);
}

/** Natural logarithm of a positive normal number, relative error 1e-7 (Cephes logf). Of NaN and ∞ it is NaN. */
@inline
export function log(x: v128): v128 {
  let exponent = i32x4.sub(i32x4.shr_u(x, 23), i32x4.splat(126));
  let m = v128.or(v128.and(x, i32x4.splat(0x007fffff)), i32x4.splat(0x3f000000));
  const small = f32x4.lt(m, splat(0.707106781186547524));
  exponent = i32x4.add(exponent, small);
  m = f32x4.sub(f32x4.add(m, v128.and(m, small)), splat(1));
  const z = f32x4.mul(m, m);
  let p = splat(7.0376836292e-2);
  p = madd(p, m, splat(-1.1514610310e-1));
  p = madd(p, m, splat(1.1676998740e-1));
  p = madd(p, m, splat(-1.2420140846e-1));
  p = madd(p, m, splat(1.4249322787e-1));
  p = madd(p, m, splat(-1.6668057665e-1));
  p = madd(p, m, splat(2.0000714765e-1));
  p = madd(p, m, splat(-2.4999993993e-1));
  p = madd(p, m, splat(3.3333331174e-1));
  p = f32x4.mul(f32x4.mul(p, m), z);
  const e = f32x4.convert_i32x4_s(exponent);
  p = madd(e, splat(-2.12194440e-4), p);
  p = f32x4.sub(p, f32x4.mul(z, splat(0.5)));
  // x − x is 0, or NaN where x is no finite number, whose bits the steps above have lost
  return f32x4.add(madd(e, splat(0.693359375), f32x4.add(m, p)), f32x4.sub(x, x));
}

/** log(1 + e^x) = max(x, 0) + log(1 + e^−|x|) */
@inline
export function softplus(x: v128): v128 {
  return f32x4.add(f32x4.pmax(x, splat(0)), softplusTail(x));
}

/** log(1 + e^−|x|) */
@inline
export function softplusTail(x: v128): v128 {
  const e = exp(f32x4.neg(f32x4.abs(x)));
  // log(1 + e) for e in 0…1: log of the rounded sum, corrected for what rounding lost (Goldberg 1991)
  const u = f32x4.add(splat(1), e);
  const lost = f32x4.sub(u, splat(1));
  const ratio = f32x4.div(e, lost);
  const exact = f32x4.mul(log(u), ratio);
  return select(e, exact, f32x4.eq(lost, splat(0)));
}

/** e^x − 1 for x ≤ 0: the exponential's polynomial without the 1 near zero. */
@inline
export function expm1(x: v128): v128 {
  let p = splat(1.9841270e-4);
  p = madd(p, x, splat(1.3888889e-3));
  p = madd(p, x, splat(8.3333333e-3));
  p = madd(p, x, splat(4.1666667e-2));
  p = madd(p, x, splat(1.6666667e-1));
  p = madd(p, x, splat(0.5));
  p = f32x4.mul(madd(p, x, splat(1)), x);
  return select(p, f32x4.sub(exp(x), splat(1)), f32x4.lt(f32x4.abs(x), splat(0.35)));
}

/** The error function, absolute error 1.5e-7 (Abramowitz and Stegun 7.1.26). */
@inline
export function erf(x: v128): v128 {
  const a = f32x4.abs(x);
  const t = f32x4.div(splat(1), madd(a, splat(0.3275911), splat(1)));
  let p = splat(1.061405429);
  p = madd(p, t, splat(-1.453152027));
  p = madd(p, t, splat(1.421413741));
  p = madd(p, t, splat(-0.284496736));
  p = madd(p, t, splat(0.254829592));
  const value = f32x4.sub(splat(1), f32x4.mul(f32x4.mul(p, t), exp(f32x4.neg(f32x4.mul(a, a)))));
  return v128.or(value, v128.and(x, splat(-0.0)));
}

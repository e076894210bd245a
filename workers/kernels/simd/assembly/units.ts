import { erf, exp, expm1, one, sigmoid, softplus, splat, tanh } from './maths';

/**
 * The element-by-element ops, four units at once: NAME + `Value` is the op's value, NAME + `Slope` its derivative. The
 * slope of an op of one input gets the input or the output, as `plan/slope-reads.ts` says; the slope of an op of two
 * gets which of its inputs is meant, and the other one. scripts/kernels.mjs makes loops over rows from these; an op of
 * the table that is missing here does not compile.
 */

const LEAK: f32 = 0.01;

@inline
export function addValue(a: v128, b: v128): v128 {
  return f32x4.add(a, b);
}

@inline
export function addSlope(_second: bool, _other: v128): v128 {
  return one();
}

@inline
export function subtractValue(a: v128, b: v128): v128 {
  return f32x4.sub(a, b);
}

@inline
export function subtractSlope(second: bool, _other: v128): v128 {
  return splat(second ? -1 : 1);
}

@inline
export function multiplyValue(a: v128, b: v128): v128 {
  return f32x4.mul(a, b);
}

@inline
export function multiplySlope(_second: bool, other: v128): v128 {
  return other;
}

@inline
export function complementValue(x: v128): v128 {
  return f32x4.sub(one(), x);
}

@inline
export function complementSlope(_y: v128): v128 {
  return splat(-1);
}

@inline
export function sigmoidValue(x: v128): v128 {
  return sigmoid(x);
}

@inline
export function sigmoidSlope(y: v128): v128 {
  return f32x4.mul(y, f32x4.sub(one(), y));
}

@inline
export function tanhValue(x: v128): v128 {
  return tanh(x);
}

@inline
export function tanhSlope(y: v128): v128 {
  return f32x4.sub(one(), f32x4.mul(y, y));
}

@inline
export function reluValue(x: v128): v128 {
  return f32x4.pmax(x, splat(0));
}

/** Of the output: 1 where it is above 0. */
@inline
export function reluSlope(y: v128): v128 {
  return v128.and(f32x4.gt(y, splat(0)), one());
}

@inline
export function leakyReluValue(x: v128): v128 {
  return v128.bitselect(x, f32x4.mul(splat(LEAK), x), f32x4.gt(x, splat(0)));
}

@inline
export function leakyReluSlope(y: v128): v128 {
  return v128.bitselect(one(), splat(LEAK), f32x4.gt(y, splat(0)));
}

@inline
export function eluValue(x: v128): v128 {
  return v128.bitselect(x, expm1(x), f32x4.gt(x, splat(0)));
}

@inline
export function eluSlope(y: v128): v128 {
  return v128.bitselect(one(), f32x4.add(y, one()), f32x4.gt(y, splat(0)));
}

/** Φ(x), the normal distribution function. */
@inline
function phi(x: v128): v128 {
  return f32x4.mul(splat(0.5), f32x4.add(one(), erf(f32x4.mul(x, splat(0.70710678118654752)))));
}

@inline
export function geluValue(x: v128): v128 {
  return f32x4.mul(x, phi(x));
}

/** Of the input: Φ(x) + x e^(−x²/2)/√2π. */
@inline
export function geluSlope(x: v128): v128 {
  const density = f32x4.mul(splat(0.3989422804014327), exp(f32x4.mul(splat(-0.5), f32x4.mul(x, x))));
  return f32x4.add(phi(x), f32x4.mul(x, density));
}

@inline
export function softplusValue(x: v128): v128 {
  return softplus(x);
}

@inline
export function softplusSlope(x: v128): v128 {
  return sigmoid(x);
}

/**
 * Elementary functions in float64 built from + − × ÷ and √ only.
 *
 * `Math.exp`, `Math.tanh` and friends may differ in the last bit from one JavaScript engine to the next; IEEE 754 fixes
 * the five operations above. Whatever touches training numbers uses these, so that a seed gives the same bits everywhere.
 */

const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;
const SQRT_HALF = 0.7071067811865476;

const scratch = new DataView(new ArrayBuffer(8));

/** 2^−1022 … 2^1023, the normal powers of two, each exact. */
const POWERS_OF_TWO = Float64Array.from({ length: 2046 });
POWERS_OF_TWO[1022] = 1;
for (let n = 1; n <= 1023; n++) POWERS_OF_TWO[1022 + n] = 2 * POWERS_OF_TWO[1021 + n];
for (let n = 1; n <= 1022; n++) POWERS_OF_TWO[1022 - n] = POWERS_OF_TWO[1023 - n] / 2;

/** 2^n for an integer n in the range of normal doubles. */
function powerOfTwo(n: number): number {
  return POWERS_OF_TWO[n + 1022];
}

const F3 = 1 / 6;
const F4 = 1 / 24;
const F5 = 1 / 120;
const F6 = 1 / 720;
const F7 = 1 / 5040;
const F8 = 1 / 40320;
const F9 = 1 / 362880;
const F10 = 1 / 3628800;
const F11 = 1 / 39916800;
const F12 = 1 / 479001600;
const F13 = 1 / 6227020800;
const F14 = 1 / 87178291200;
const F15 = 1 / 1307674368000;

/**
 * e^x − 1 for |x| ≤ ln 2 / 2, by its Taylor series: Σ x^n / n! up to n = 15 reaches 1e-19. Terms are grouped by powers of
 * x⁴ (Estrin's scheme), so that a processor can compute the groups side by side.
 */
function expm1Small(x: number): number {
  const x2 = x * x;
  const x4 = x2 * x2;
  const low = 0.5 + x * F3 + x2 * (F4 + x * F5);
  const middle = F6 + x * F7 + x2 * (F8 + x * F9);
  const high = F10 + x * F11 + x2 * (F12 + x * F13);
  const top = F14 + x * F15;
  return x + x2 * (low + x4 * (middle + x4 * (high + x4 * top)));
}

/** e^x; 0 below −708 and Infinity above 709.78. NaN stays NaN. */
export function exp(x: number): number {
  if (x !== x) return x;
  if (x < -708) return 0;
  if (x > 709.782712893384) return Infinity;
  const n = Math.floor(x / Math.LN2 + 0.5);
  const rest = x - n * LN2_HIGH - n * LN2_LOW;
  const value = 1 + expm1Small(rest);
  return n > 1022 ? value * powerOfTwo(1022) * powerOfTwo(n - 1022) : value * powerOfTwo(n);
}

/** e^x − 1 without cancellation near zero. */
export function expm1(x: number): number {
  return Math.abs(x) < 0.34 ? expm1Small(x) : exp(x) - 1;
}

/** Natural logarithm; log 0 = −Infinity, NaN below zero. */
export function log(x: number): number {
  if (x !== x || x < 0) return NaN;
  if (x === 0) return -Infinity;
  if (x === Infinity) return Infinity;
  let exponent = 0;
  let mantissa = x;
  if (mantissa < 2.2250738585072014e-308) {
    mantissa *= 18014398509481984;
    exponent -= 54;
  }
  scratch.setFloat64(0, mantissa);
  const high = scratch.getUint32(0);
  exponent += (high >>> 20) - 1022;
  scratch.setUint32(0, (high & 0x000fffff) | (1022 << 20));
  mantissa = scratch.getFloat64(0);
  if (mantissa < SQRT_HALF) {
    mantissa *= 2;
    exponent--;
  }
  // log m = 2 artanh((m − 1)/(m + 1)), |argument| ≤ 0.1716
  return exponent * LN2_HIGH + (exponent * LN2_LOW + 2 * artanh((mantissa - 1) / (mantissa + 1)));
}

/** artanh s for |s| ≤ 0.2: its series reaches 1e-17 with twelve terms. */
function artanh(s: number): number {
  const square = s * s;
  let series = 0;
  for (let n = 25; n >= 3; n -= 2) series = square * (1 / n + series);
  return s * (1 + series);
}

/** log(1 + x) without cancellation near zero. */
export function log1p(x: number): number {
  return Math.abs(x) < 0.4 ? 2 * artanh(x / (2 + x)) : log(1 + x);
}

/** tanh x = (e^2x − 1)/(e^2x + 1), odd and free of cancellation. */
export function tanh(x: number): number {
  if (x !== x) return x;
  const size = Math.abs(x);
  if (size > 20) return x < 0 ? -1 : 1;
  const e = expm1(2 * size);
  const value = e / (e + 2);
  return x < 0 ? -value : value;
}

/** 1/(1 + e^−x). */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x));
  const e = exp(x);
  return e / (1 + e);
}

/** log(1 + e^x), stable for large |x|. */
export function softplus(x: number): number {
  return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x));
}

/** The error function: Taylor series up to 3, a continued fraction beyond; error below 1e-15. */
export function erf(x: number): number {
  if (x !== x) return x;
  const size = Math.abs(x);
  if (size > 6) return x < 0 ? -1 : 1;
  const value = size < 3 ? erfSeries(size) : 1 - erfcFraction(size);
  return x < 0 ? -value : value;
}

/** erf x = 2/√π e^−x² Σ 2^n x^(2n+1) / (1·3·5…(2n+1)) (Abramowitz and Stegun 7.1.6). */
function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 80; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return 1.1283791670955126 * exp(-x * x) * sum;
}

/** erfc x as a continued fraction (Abramowitz and Stegun 7.1.14), 60 levels. */
function erfcFraction(x: number): number {
  let fraction = x;
  for (let n = 60; n >= 1; n--) fraction = x + n / 2 / fraction;
  return (0.5641895835477563 * exp(-x * x)) / fraction;
}

/** base^n for a whole n ≥ 0, by repeated squaring. */
export function power(base: number, n: number): number {
  let result = 1;
  let factor = base;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= factor;
    factor *= factor;
  }
  return result;
}

/** cos πx for 0 ≤ x ≤ 1: Taylor series up to (πx)²⁰/20! within a quarter turn, cos π(1 − x) = −cos πx beyond. */
export function cosineOfPi(x: number): number {
  if (x > 0.5) return -cosineOfPi(1 - x);
  const square = Math.PI * x * (Math.PI * x);
  let series = 1;
  for (let n = 20; n >= 2; n -= 2) series = 1 - (square / (n * (n - 1))) * series;
  return series;
}

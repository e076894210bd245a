import { splat } from './maths';

/**
 * Rows need not be multiples of four long. Loads may read past a row's end (memory goes on for 64 bytes behind every
 * tensor); stores must not write past it, and sums must not count what stands there.
 */

/** All bits of the lanes below `real`. */
@inline
export function lanesBelow(real: i32): v128 {
  return i32x4.gt_s(i32x4.splat(real), i32x4(0, 1, 2, 3));
}

/** Stores the first `real` lanes, 1 to 3. */
export function putSome(to: usize, x: v128, real: i32): void {
  if (real >= 2) {
    v128.store64_lane(to, x, 0);
    if (real == 3) v128.store32_lane(to, x, 2, 8);
  } else v128.store32_lane(to, x, 0);
}

/** The sum of the lanes, (0 + 2) + (1 + 3). */
@inline
export function sumOf(x: v128): f32 {
  const pairs = f32x4.add(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1));
  return f32x4.extract_lane(f32x4.add(pairs, v128.shuffle<f32>(pairs, pairs, 1, 0, 3, 2)), 0);
}

/** The largest lane; NaN lanes do not count. */
@inline
export function largestOf(x: v128): f32 {
  let largest = f32x4.extract_lane(x, 0);
  largest = greater(largest, f32x4.extract_lane(x, 1));
  largest = greater(largest, f32x4.extract_lane(x, 2));
  return greater(largest, f32x4.extract_lane(x, 3));
}

@inline
function greater(a: f32, b: f32): f32 {
  return b > a ? b : a;
}

/** The largest of `width` numbers; −∞ where all are NaN. */
export function largestIn(from: usize, width: i32): f32 {
  let largest = splat(-Infinity);
  const full = from + (<usize>(width & ~3) << 2);
  for (; from < full; from += 16) largest = f32x4.pmax(largest, v128.load(from));
  const rest = width & 3;
  if (rest != 0) largest = f32x4.pmax(largest, v128.bitselect(v128.load(from), splat(-Infinity), lanesBelow(rest)));
  return largestOf(largest);
}

/** Σ of `width` numbers in float64, even and odd ones apart. */
export function sumIn(from: usize, width: i32): f64 {
  let sums = f64x2.splat(0);
  const full = from + (<usize>(width & ~3) << 2);
  for (; from < full; from += 16) {
    const four = v128.load(from);
    sums = f64x2.add(sums, f64x2.promote_low_f32x4(four));
    sums = f64x2.add(sums, f64x2.promote_low_f32x4(v128.shuffle<f32>(four, four, 2, 3, 2, 3)));
  }
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  for (let n = width & 3; n > 0; n--) {
    sum += <f64>load<f32>(from);
    from += 4;
  }
  return sum;
}

/** A bias further on; 0 stays 0, none. */
@inline
export function from(bias: usize, bytes: usize): usize {
  return bias == 0 ? bias : bias + bytes;
}

/** Stores 8 sums, or `real` of them, onto their start: a bias (address, or 0) and, where it adds, what stands there. */
@inline
export function put(to: usize, low: v128, high: v128, bias: usize, real: i32, adds: bool): void {
  if (bias != 0) {
    low = f32x4.add(v128.load(bias), low);
    high = f32x4.add(v128.load(bias, 16), high);
  }
  if (adds) {
    low = f32x4.add(v128.load(to), low);
    high = f32x4.add(v128.load(to, 16), high);
  }
  if (real >= 8) {
    v128.store(to, low);
    v128.store(to, high, 16);
  } else if (real >= 4) {
    v128.store(to, low);
    if (real > 4) putSome(to + 16, high, real - 4);
  } else putSome(to, low, real);
}

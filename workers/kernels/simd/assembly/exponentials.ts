import { EXPONENTIALS, exponentialGroups, sumOfExponentialGroups } from './groups';
import { lanesBelow, putSome, sumOf } from './lanes';
import { exp } from './maths';

/** Sums of e^(x − largest) over a row, what softmax and its loss divide by. */

/** Σ e^(x − largest) */
export function sumOfExponentials(x: usize, width: i32, largest: v128): f32 {
  const full = x + (<usize>(width & ~3) << 2);
  const grouped = full - (full - x) % EXPONENTIALS;
  let total = sumOfExponentialGroups(x, 0, grouped, largest);
  for (x = grouped; x < full; x += 16) total = f32x4.add(total, exp(f32x4.sub(v128.load(x), largest)));
  const rest = width & 3;
  if (rest != 0) total = f32x4.add(total, v128.and(exp(f32x4.sub(v128.load(x), largest)), lanesBelow(rest)));
  return sumOf(total);
}

/** d = e^(x − largest), and their sum; d may be x. */
export function exponentials(x: usize, d: usize, width: i32, largest: v128): f32 {
  const full = <usize>(width & ~3) << 2;
  const grouped = full - full % EXPONENTIALS;
  let total = exponentialGroups(x, d, x + grouped, largest);
  for (let n = grouped; n < full; n += 16) {
    const e = exp(f32x4.sub(v128.load(x + n), largest));
    v128.store(d + n, e);
    total = f32x4.add(total, e);
  }
  const rest = width & 3;
  if (rest != 0) {
    const e = v128.and(exp(f32x4.sub(v128.load(x + full), largest)), lanesBelow(rest));
    putSome(d + full, e, rest);
    total = f32x4.add(total, e);
  }
  return sumOf(total);
}

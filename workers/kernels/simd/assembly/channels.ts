import { putSome, sumIn } from './lanes';
import { ACCUMULATE } from './modes';

/** A bias of each channel of an image. */

/** d[row] = a[row] + b, one number a channel; inner units a channel, outer channels. */
export function channelBias(
  a: usize, b: usize, _c: usize, d: usize, sa: usize, _sb: usize, _sc: usize, sd: usize,
  rows: i32, inner: i32, outer: i32, _mode: i32,
): void {
  const width = <usize>inner << 2;
  const full = <usize>(inner & ~3) << 2;
  const rest = inner & 3;
  for (let r = 0; r < rows; r++) {
    let from = a, to = d;
    for (let channel = 0; channel < outer; channel++) {
      const bias = v128.load32_splat(b + (<usize>channel << 2));
      for (let n: usize = 0; n < full; n += 16) v128.store(to + n, f32x4.add(v128.load(from + n), bias));
      if (rest != 0) putSome(to + full, f32x4.add(v128.load(from + full), bias), rest);
      from += width;
      to += width;
    }
    a += sa;
    d += sd;
  }
}

/** d[channel] (+)= Σ over rows and units of a */
export function channelBiasGradient(
  a: usize, _b: usize, _c: usize, d: usize, sa: usize, _sb: usize, _sc: usize, _sd: usize,
  rows: i32, inner: i32, outer: i32, mode: i32,
): void {
  const adds = (mode & ACCUMULATE) != 0;
  for (let channel = 0; channel < outer; channel++) {
    let total: f64 = adds ? <f64>load<f32>(d) : 0;
    let from = a;
    for (let r = 0; r < rows; r++) {
      total += sumIn(from, inner);
      from += sa;
    }
    store<f32>(d, <f32>total);
    a += <usize>inner << 2;
    d += 4;
  }
}

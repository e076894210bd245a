import { putSome } from './lanes';
import { splat } from './maths';
import { ACCUMULATE } from './modes';
import { Window } from './window';

/**
 * Pools and their gradients; c is a geometry record. Windows lie inside the image and may overlap. Four windows at
 * a time, one a lane: the largest is chosen by masks, for branches would be guessed wrong half of the time.
 */

/** d[row] = the largest of each window of a[row]; NaN where the window holds one. */
export function maxPool(
  a: usize, _b: usize, c: usize, d: usize, sa: usize, _sb: usize, _sc: usize, sd: usize,
  rows: i32, _inner: i32, _outer: i32, _mode: i32,
): void {
  const g = changetype<Window>(c);
  for (let r = 0; r < rows; r++) {
    let to = d;
    for (let channel = 0; channel < g.outChannels; channel++) {
      for (let y = 0; y < g.outHeight; y++) {
        const from = a + lineOf(channel, y, g);
        for (let x = 0; x < g.outWidth; x += 4) {
          const real = min(4, g.outWidth - x);
          const most = fourLargest(from, x, real, g, false);
          if (real == 4) v128.store(to, most);
          else putSome(to, most, real);
          to += <usize>real << 2;
        }
      }
    }
    a += sa;
    d += sd;
  }
}

/** d[row] (+)= a[row] = ∂L/∂y at the place of each maximum of b[row], the first of equal ones. */
export function maxPoolGradient(
  a: usize, b: usize, c: usize, d: usize, sa: usize, sb: usize, _sc: usize, sd: usize,
  rows: i32, inner: i32, _outer: i32, mode: i32,
): void {
  const g = changetype<Window>(c);
  for (let r = 0; r < rows; r++) {
    if ((mode & ACCUMULATE) == 0) memory.fill(d, 0, <usize>inner << 2);
    let arriving = a;
    for (let channel = 0; channel < g.outChannels; channel++) {
      for (let y = 0; y < g.outHeight; y++) {
        const line = lineOf(channel, y, g);
        for (let x = 0; x < g.outWidth; x += 4) {
          const real = min(4, g.outWidth - x);
          const places = fourLargest(b + line, x, real, g, true);
          const to = d + line;
          addAt(to + <usize>i32x4.extract_lane(places, 0), arriving);
          if (real > 1) addAt(to + <usize>i32x4.extract_lane(places, 1), arriving + 4);
          if (real > 2) addAt(to + <usize>i32x4.extract_lane(places, 2), arriving + 8);
          if (real > 3) addAt(to + <usize>i32x4.extract_lane(places, 3), arriving + 12);
          arriving += <usize>real << 2;
        }
      }
    }
    a += sa;
    b += sb;
    d += sd;
  }
}

@inline
function addAt(to: usize, from: usize): void {
  store<f32>(to, load<f32>(to) + load<f32>(from));
}

/**
 * The largest of each of four windows, or its place in bytes from the line's beginning. Windows begin at x, x + 1, … of
 * the output; those past the last repeat it. A NaN wins, the last of several; of equal ones the first.
 */
@inline
function fourLargest(line: usize, x: i32, real: i32, g: Window, places: bool): v128 {
  const step = <usize>g.stride << 2;
  const o0 = <usize>x * step;
  const o1 = o0 + <usize>min(1, real - 1) * step;
  const o2 = o0 + <usize>min(2, real - 1) * step;
  const o3 = o0 + <usize>min(3, real - 1) * step;
  const corners = i32x4.replace_lane(
    i32x4.replace_lane(i32x4.replace_lane(i32x4.splat(<i32>o0), 1, <i32>o1), 2, <i32>o2), 3, <i32>o3,
  );
  let most = splat(-Infinity), at = corners;
  for (let dy = 0; dy < g.size; dy++) {
    const down = <usize>(dy * g.width) << 2;
    for (let bytes = down; bytes < down + (<usize>g.size << 2); bytes += 4) {
      const from = line + bytes;
      let value = v128.load32_zero(from + o0);
      value = v128.load32_lane(from + o1, value, 1);
      value = v128.load32_lane(from + o2, value, 2);
      value = v128.load32_lane(from + o3, value, 3);
      const wins = v128.or(f32x4.gt(value, most), f32x4.ne(value, value));
      most = v128.bitselect(value, most, wins);
      if (places) at = v128.bitselect(i32x4.add(corners, i32x4.splat(<i32>bytes)), at, wins);
    }
  }
  return places ? at : most;
}

/** d[row] = the mean of each window of a[row] */
export function averagePool(
  a: usize, _b: usize, c: usize, d: usize, sa: usize, _sb: usize, _sc: usize, sd: usize,
  rows: i32, _inner: i32, _outer: i32, _mode: i32,
): void {
  const g = changetype<Window>(c);
  const count = <f32>(g.size * g.size);
  for (let r = 0; r < rows; r++) {
    let to = d;
    for (let channel = 0; channel < g.outChannels; channel++) {
      for (let y = 0; y < g.outHeight; y++) {
        let from = a + lineOf(channel, y, g);
        for (let x = 0; x < g.outWidth; x++) {
          store<f32>(to, sumOfWindow(from, g) / count);
          from += <usize>g.stride << 2;
          to += 4;
        }
      }
    }
    a += sa;
    d += sd;
  }
}

/** d[row] (+)= an equal share of a[row] = ∂L/∂y for each place of a window */
export function averagePoolGradient(
  a: usize, _b: usize, c: usize, d: usize, sa: usize, _sb: usize, _sc: usize, sd: usize,
  rows: i32, inner: i32, _outer: i32, mode: i32,
): void {
  const g = changetype<Window>(c);
  const count = <f32>(g.size * g.size);
  for (let r = 0; r < rows; r++) {
    if ((mode & ACCUMULATE) == 0) memory.fill(d, 0, <usize>inner << 2);
    let arriving = a;
    for (let channel = 0; channel < g.outChannels; channel++) {
      for (let y = 0; y < g.outHeight; y++) {
        let to = d + lineOf(channel, y, g);
        for (let x = 0; x < g.outWidth; x++) {
          addToWindow(to, load<f32>(arriving) / count, g);
          to += <usize>g.stride << 2;
          arriving += 4;
        }
      }
    }
    a += sa;
    d += sd;
  }
}

/** Bytes from an image's beginning to the first place of the first window in line y of the output. */
@inline
function lineOf(channel: i32, y: i32, g: Window): usize {
  return <usize>((channel * g.height + y * g.stride) * g.width) << 2;
}

@inline
function sumOfWindow(from: usize, g: Window): f32 {
  let sum: f32 = 0;
  for (let y = 0; y < g.size; y++) {
    for (let x: usize = 0; x < <usize>g.size << 2; x += 4) sum += load<f32>(from + x);
    from += <usize>g.width << 2;
  }
  return sum;
}

@inline
function addToWindow(to: usize, share: f32, g: Window): void {
  for (let y = 0; y < g.size; y++) {
    for (let x: usize = 0; x < <usize>g.size << 2; x += 4) store<f32>(to + x, load<f32>(to + x) + share);
    to += <usize>g.width << 2;
  }
}

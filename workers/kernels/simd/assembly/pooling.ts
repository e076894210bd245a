import { ACCUMULATE } from './modes';
import { Window } from './window';

/**
 * Pools and their gradients; c is a geometry record. Windows lie inside the image and may overlap. A window's largest is
 * found without branches, which would be guessed wrong half of the time.
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
        let from = a + lineOf(channel, y, g);
        for (let x = 0; x < g.outWidth; x++) {
          store<f32>(to, load<f32>(largest(from, g)));
          from += <usize>g.stride << 2;
          to += 4;
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
        let from = b + lineOf(channel, y, g);
        for (let x = 0; x < g.outWidth; x++) {
          const at = largest(from, g) - b + d;
          store<f32>(at, load<f32>(at) + load<f32>(arriving));
          from += <usize>g.stride << 2;
          arriving += 4;
        }
      }
    }
    a += sa;
    b += sb;
    d += sd;
  }
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

/** Address of the first of the largest in a window; a NaN wins, the last of several. */
@inline
function largest(from: usize, g: Window): usize {
  let best = from;
  let value = load<f32>(from);
  for (let y = 0; y < g.size; y++) {
    let at = from;
    for (const end = at + (<usize>g.size << 2); at < end; at += 4) {
      const x = load<f32>(at);
      const wins = i32(x > value) | i32(x != x);
      best = select<usize>(at, best, wins);
      value = select<f32>(x, value, wins);
    }
    from += <usize>g.width << 2;
  }
  return best;
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

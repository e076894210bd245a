import { putSome, sumIn } from './lanes';
import { splat } from './maths';
import { ACCUMULATE } from './modes';
import { transposePanel } from './packing';
import { block4, madd, partialBlock4 } from './blocks';
import { Window } from './window';

/**
 * Cross-correlation and its gradients as register-blocked products, one sample after the other; c is a geometry record
 * and scratch memory begins at c + sc. The image is first copied between zeros, so that no window needs to ask where the
 * border is. Forward and towards the input: 4 filters × 8 positions, k runs over a window's places:
 *
 *        W [filters, places]            8 positions, gathered             y [filters, positions]
 *       ┌──────────────┐                ┌────────┐                        ┌────────┬─
 *     4 │ places →     │         places │ b0  b1 │                      4 │ c00 c01│ next 8 …
 *       ├──────────────┤              ↓ │        │                        ├────────┼─
 *                                       └────────┘
 */

/** d[row] = a[row] ∗ W, b the weight `[O, C, F, F]`. Scratch: the image between zeros, then 8 positions. */
export function convolution(
  a: usize, b: usize, c: usize, d: usize, sa: usize, _sb: usize, sc: usize, sd: usize,
  rows: i32, _inner: i32, _outer: i32, mode: i32,
): void {
  const g = changetype<Window>(c);
  const scratch = c + sc;
  const height = g.height + 2 * g.padding, width = g.width + 2 * g.padding;
  const floats = g.channels * height * width;
  memory.fill(scratch, 0, <usize>floats << 2);
  const positions = scratch + (<usize>floats << 2);
  for (let r = 0; r < rows; r++) {
    place(a, g.channels, g.height, g.width, scratch, height, width, g.padding, 1);
    correlate(
      scratch, g.channels, height, width, b, g.size, g.stride, positions,
      d, g.outChannels, g.outHeight, g.outWidth, (mode & ACCUMULATE) != 0,
    );
    a += sa;
    d += sd;
  }
}

/**
 * d[row] (+)= ∂L/∂input from a = ∂L/∂y, b the weight: the correlation of ∂L/∂y, its places `stride` apart, with each
 * filter turned by half a turn. Scratch: ∂L/∂y between zeros, the turned weight `[C, O, F, F]`, then 8 positions.
 */
export function convolutionInputGradient(
  a: usize, b: usize, c: usize, d: usize, sa: usize, _sb: usize, sc: usize, sd: usize,
  rows: i32, _inner: i32, _outer: i32, mode: i32,
): void {
  const g = changetype<Window>(c);
  const scratch = c + sc;
  const height = g.height + g.size - 1, width = g.width + g.size - 1;
  const floats = g.outChannels * height * width;
  memory.fill(scratch, 0, <usize>floats << 2);
  const turned = scratch + (<usize>floats << 2);
  const positions = turn(b, turned, g);
  for (let r = 0; r < rows; r++) {
    place(a, g.outChannels, g.outHeight, g.outWidth, scratch, height, width, g.size - 1 - g.padding, g.stride);
    correlate(
      scratch, g.outChannels, height, width, turned, g.size, 1, positions,
      d, g.channels, g.height, g.width, (mode & ACCUMULATE) != 0,
    );
    a += sa;
    d += sd;
  }
}

/** Copies an image's unit (y, x) to (y step + offset, x step + offset) of a larger one, or nowhere if that is outside. */
function place(
  image: usize, channels: i32, height: i32, width: i32,
  to: usize, toHeight: i32, toWidth: i32, offset: i32, step: i32,
): void {
  for (let channel = 0; channel < channels; channel++) {
    for (let y = 0; y < height; y++) {
      const row = y * step + offset;
      if (row >= 0 && row < toHeight) {
        placeLine(image, width, to + (<usize>(row * toWidth) << 2), toWidth, offset, step);
      }
      image += <usize>width << 2;
    }
    to += <usize>(toHeight * toWidth) << 2;
  }
}

@inline
function placeLine(line: usize, width: i32, to: usize, toWidth: i32, offset: i32, step: i32): void {
  if (step == 1 && offset >= 0) {
    const real = min(width, toWidth - offset);
    memory.copy(to + (<usize>offset << 2), line, <usize>real << 2);
    return;
  }
  for (let x = 0; x < width; x++) {
    const column = x * step + offset;
    if (column >= 0 && column < toWidth) {
      store<f32>(to + (<usize>column << 2), load<f32>(line + (<usize>x << 2)));
    }
  }
}

/** W `[O, C, F, F]` as `[C, O, F, F]`, each window's places in the opposite order. Returns the address behind it. */
function turn(weight: usize, to: usize, g: Window): usize {
  const places = g.size * g.size;
  for (let channel = 0; channel < g.channels; channel++) {
    for (let filter = 0; filter < g.outChannels; filter++) {
      let last = weight + (<usize>((filter * g.channels + channel) * places + places - 1) << 2);
      for (let n = 0; n < places; n++) {
        store<f32>(to, load<f32>(last));
        last -= 4;
        to += 4;
      }
    }
  }
  return to;
}

/** y `[filters, outHeight, outWidth]` (+)= image ∗ weights; the image has its zeros around it. */
function correlate(
  image: usize, channels: i32, height: i32, width: i32, weights: usize, size: i32, stride: i32, positions: usize,
  y: usize, filters: i32, outHeight: i32, outWidth: i32, adds: bool,
): void {
  const places = <usize>(channels * size * size);
  const strideW = places << 2;
  const count = outHeight * outWidth;
  const strideY = <usize>count << 2;
  const end = positions + (places << 5);
  for (let p = 0; p < count; p += 8) {
    gather(image, channels, height, width, size, stride, outWidth, p, min(8, count - p), positions);
    let w = weights;
    let to = y + (<usize>p << 2);
    let filter = 0;
    for (; filter + 4 <= filters; filter += 4) {
      block4(w, strideW, positions, end, to, strideY, 0, count - p, adds);
      w += strideW << 2;
      to += strideY << 2;
    }
    if (filter < filters) {
      partialBlock4(w, strideW, positions, end, to, strideY, 0, count - p, adds, filters - filter);
    }
  }
}

/** What 8 positions from p on see: at [place][j] the image's unit at that place of position p + j's window. */
function gather(
  image: usize, channels: i32, height: i32, width: i32, size: i32, stride: i32, outWidth: i32, p: i32, real: i32,
  to: usize,
): void {
  if (stride == 1 && outWidth >= 8) gatherLines(image, channels, height, width, size, outWidth, p, to);
  else gatherUnits(image, channels, height, width, size, stride, outWidth, p, real, to);
}

/**
 * At a stride of 1 eight positions are neighbours in one line of the image, or the end of one and the beginning of the
 * next. The second part is stored over the first one's surplus; its own surplus falls on the next place, written later.
 */
function gatherLines(
  image: usize, channels: i32, height: i32, width: i32, size: i32, outWidth: i32, p: i32, to: usize,
): void {
  const line = <usize>width << 2;
  const first = outWidth - (p % outWidth);
  const o0 = cornerOf(p, outWidth, width, 1);
  const o1 = cornerOf(p + first, outWidth, width, 1);
  const behind = <usize>first << 2;
  for (let channel = 0; channel < channels; channel++) {
    for (let dy = 0; dy < size; dy++) {
      let from = image + <usize>dy * line;
      for (let dx = 0; dx < size; dx++) {
        v128.store(to, v128.load(from + o0));
        v128.store(to, v128.load(from + o0, 16), 16);
        if (first < 8) {
          v128.store(to + behind, v128.load(from + o1));
          v128.store(to + behind, v128.load(from + o1, 16), 16);
        }
        from += 4;
        to += 32;
      }
    }
    image += <usize>height * line;
  }
}

/** Unit by unit. Positions past the last repeat it; what becomes of them is not stored. */
function gatherUnits(
  image: usize, channels: i32, height: i32, width: i32, size: i32, stride: i32, outWidth: i32, p: i32, real: i32,
  to: usize,
): void {
  const line = <usize>width << 2;
  const o0 = cornerOf(p, outWidth, width, stride);
  const o1 = cornerOf(p + min(1, real - 1), outWidth, width, stride);
  const o2 = cornerOf(p + min(2, real - 1), outWidth, width, stride);
  const o3 = cornerOf(p + min(3, real - 1), outWidth, width, stride);
  const o4 = cornerOf(p + min(4, real - 1), outWidth, width, stride);
  const o5 = cornerOf(p + min(5, real - 1), outWidth, width, stride);
  const o6 = cornerOf(p + min(6, real - 1), outWidth, width, stride);
  const o7 = cornerOf(p + min(7, real - 1), outWidth, width, stride);
  for (let channel = 0; channel < channels; channel++) {
    for (let dy = 0; dy < size; dy++) {
      let from = image + <usize>dy * line;
      for (let dx = 0; dx < size; dx++) {
        store<f32>(to, load<f32>(from + o0));
        store<f32>(to, load<f32>(from + o1), 4);
        store<f32>(to, load<f32>(from + o2), 8);
        store<f32>(to, load<f32>(from + o3), 12);
        store<f32>(to, load<f32>(from + o4), 16);
        store<f32>(to, load<f32>(from + o5), 20);
        store<f32>(to, load<f32>(from + o6), 24);
        store<f32>(to, load<f32>(from + o7), 28);
        from += 4;
        to += 32;
      }
    }
    image += <usize>height * line;
  }
}

/** Bytes from an image's beginning to the first place of position p's window. */
@inline
function cornerOf(p: i32, outWidth: i32, width: i32, stride: i32): usize {
  return <usize>((p / outWidth) * stride * width + (p % outWidth) * stride) << 2;
}

/**
 * d `[O, C, F, F]` (+)= Σ over rows and positions of a = ∂L/∂y times the input b under the weight: 4 places × 8 filters,
 * k runs over the positions. The image is read in place, at 4 places of the window at once; ∂L/∂y is gathered once.
 *
 *        image, from each place on      ∂L/∂y, transposed               ∂L/∂Wᵀ [places, filters]
 *       ┌──────────────┐                ┌────────┐                        ┌────────┬─
 *     4 │ positions →  │      positions │ b0  b1 │ 8 filters            4 │ c00 c01│ next 8 …
 *       ├──────────────┤              ↓ │        │                        ├────────┼─
 *
 * Scratch: the image between zeros, ∂L/∂y of 8 filters, then ∂L/∂Wᵀ in panels of 8 filters, summed over samples.
 */
export function convolutionWeightGradient(
  a: usize, b: usize, c: usize, d: usize, sa: usize, sb: usize, sc: usize, _sd: usize,
  rows: i32, _inner: i32, _outer: i32, mode: i32,
): void {
  const g = changetype<Window>(c);
  const scratch = c + sc;
  const height = g.height + 2 * g.padding, width = g.width + 2 * g.padding;
  const floats = g.channels * height * width;
  const arriving = scratch + (<usize>floats << 2);
  const sums = arriving + (<usize>(g.outHeight * g.outWidth) << 5);
  const places = g.channels * g.size * g.size;
  const panel = <usize>((places + 3) & ~3) << 5;
  memory.fill(scratch, 0, <usize>floats << 2);
  memory.fill(sums, 0, panel * <usize>((g.outChannels + 7) >> 3));
  for (let r = 0; r < rows; r++) {
    place(b, g.channels, g.height, g.width, scratch, height, width, g.padding, 1);
    let to = sums;
    for (let filter = 0; filter < g.outChannels; filter += 8) {
      const count = g.outHeight * g.outWidth;
      const from = a + (<usize>(filter * count) << 2);
      transposePanel(from, <usize>count << 2, arriving, count, min(8, g.outChannels - filter));
      for (let n = 0; n < places; n += 4) addPlaces(scratch, width, height, g, n, places, arriving, to + (<usize>n << 5));
      to += panel;
    }
    a += sa;
    b += sb;
  }
  takeTransposed(sums, panel, d, g.outChannels, places, (mode & ACCUMULATE) != 0);
}

/** Bytes from an image's beginning to place n of the first window. */
@inline
function placeOf(n: i32, g: Window, height: i32, width: i32): usize {
  const x = n % g.size;
  const y = (n / g.size) % g.size;
  const channel = n / (g.size * g.size);
  return <usize>((channel * height + y) * width + x) << 2;
}

/** Adds to 4 places × 8 filters what one sample's positions bring. Places past the last repeat it; nobody reads them. */
function addPlaces(
  image: usize, width: i32, height: i32, g: Window, n: i32, places: i32, b: usize, to: usize,
): void {
  const p0 = image + placeOf(n, g, height, width);
  const p1 = image + placeOf(min(n + 1, places - 1), g, height, width);
  const p2 = image + placeOf(min(n + 2, places - 1), g, height, width);
  const p3 = image + placeOf(min(n + 3, places - 1), g, height, width);
  const step = <usize>g.stride << 2;
  const outWidth = <usize>g.outWidth << 5;
  let c00 = splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  for (let y = 0; y < g.outHeight; y++) {
    const line = <usize>(y * g.stride * width) << 2;
    let a0 = p0 + line, a1 = p1 + line, a2 = p2 + line, a3 = p3 + line;
    for (const end = b + outWidth; b < end; b += 32) {
      const b0 = v128.load(b), b1 = v128.load(b, 16);
      let x = v128.load32_splat(a0);
      c00 = madd(c00, x, b0); c01 = madd(c01, x, b1);
      x = v128.load32_splat(a1);
      c10 = madd(c10, x, b0); c11 = madd(c11, x, b1);
      x = v128.load32_splat(a2);
      c20 = madd(c20, x, b0); c21 = madd(c21, x, b1);
      x = v128.load32_splat(a3);
      c30 = madd(c30, x, b0); c31 = madd(c31, x, b1);
      a0 += step; a1 += step; a2 += step; a3 += step;
    }
  }
  addTo(to, c00); addTo(to + 16, c01);
  addTo(to + 32, c10); addTo(to + 48, c11);
  addTo(to + 64, c20); addTo(to + 80, c21);
  addTo(to + 96, c30); addTo(to + 112, c31);
}

@inline
function addTo(at: usize, x: v128): void {
  v128.store(at, f32x4.add(v128.load(at), x));
}

/** d `[filters, places]` (+)= the panels' transpose. */
function takeTransposed(sums: usize, panel: usize, d: usize, filters: i32, places: i32, adds: bool): void {
  for (let filter = 0; filter < filters; filter++) {
    let from = sums + <usize>(filter >> 3) * panel + (<usize>(filter & 7) << 2);
    for (let n = 0; n < places; n++) {
      const value = load<f32>(from);
      store<f32>(d, adds ? load<f32>(d) + value : value);
      from += 32;
      d += 4;
    }
  }
}

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

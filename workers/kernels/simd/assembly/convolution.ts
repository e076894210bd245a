import { block4, partialBlock4 } from './blocks';
import { gather } from './gather';
import { ACCUMULATE } from './modes';
import { place } from './place';
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

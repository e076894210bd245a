import { madd } from './blocks';
import { splat } from './maths';
import { ACCUMULATE } from './modes';
import { transposePanel } from './packing';
import { place } from './place';
import { Window } from './window';

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

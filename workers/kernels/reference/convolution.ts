import { A, A_ROW, B, B_ROW, D, D_ROW, INNER, MODE, OUTER, ROWS, type Kernel } from '../kernel-set.ts';
import { ACCUMULATE } from '../names.ts';
import { firstWindow, lastWindow, noWindow, readWindow, type WindowSizes } from './window.ts';

type ConvolutionName =
  | 'convolution'
  | 'convolution-input-gradient'
  | 'convolution-weight-gradient'
  | 'channel-bias'
  | 'channel-bias-gradient';

/**
 * Cross-correlation and its gradients; c is a geometry record (`kernels/geometry.ts`), inner the units of an input, outer
 * those of an output. Each number is one sum, kept in float64 and rounded once.
 */
export function convolutionKernels(): Record<ConvolutionName, Kernel> {
  const g = noWindow();
  // one object for all sums, so that a step allocates nothing
  const at: Place = { image: 0, weight: 0, channel: 0, y: 0, x: 0 };
  return {
    /** d[row] = a[row] ∗ W: a `[C, H, W]`, b the weight `[O, C, F, F]`, d `[O, H', W']`. */
    convolution({ floats: f, whole }, call) {
      readWindow(g, whole, call);
      for (let row = 0; row < call[ROWS]; row++) {
        at.image = call[A] + row * call[A_ROW];
        let d = call[D] + row * call[D_ROW];
        for (let o = 0; o < g.outChannels; o++) {
          at.weight = call[B] + o * g.channels * g.size * g.size;
          for (at.y = 0; at.y < g.outHeight; at.y++) {
            for (at.x = 0; at.x < g.outWidth; at.x++) f[d++] = outputUnit(f, g, at);
          }
        }
      }
    },
    /** d[row] (+)= what a[row] = ∂L/∂y hands to each input through the windows it lies in; b the weight. */
    'convolution-input-gradient'({ floats: f, whole }, call) {
      readWindow(g, whole, call);
      const adds = (call[MODE] & ACCUMULATE) !== 0;
      at.weight = call[B];
      for (let row = 0; row < call[ROWS]; row++) {
        at.image = call[A] + row * call[A_ROW];
        let d = call[D] + row * call[D_ROW];
        for (at.channel = 0; at.channel < g.channels; at.channel++) {
          for (at.y = 0; at.y < g.height; at.y++) {
            for (at.x = 0; at.x < g.width; at.x++, d++) f[d] = (adds ? f[d] : 0) + inputUnit(f, g, at);
          }
        }
      }
    },
    /** d (+)= Σ over rows and windows of a = ∂L/∂y times the input b under the weight. */
    'convolution-weight-gradient'({ floats: f, whole }, call) {
      readWindow(g, whole, call);
      const adds = (call[MODE] & ACCUMULATE) !== 0;
      let d = call[D];
      for (let o = 0; o < g.outChannels; o++) {
        for (let c = 0; c < g.channels; c++) {
          for (at.y = 0; at.y < g.size; at.y++) {
            for (at.x = 0; at.x < g.size; at.x++, d++) {
              let sum = adds ? f[d] : 0;
              for (let row = 0; row < call[ROWS]; row++) {
                at.weight = call[A] + row * call[A_ROW] + o * g.outHeight * g.outWidth;
                at.image = call[B] + row * call[B_ROW] + c * g.height * g.width;
                sum += weightSum(f, g, at);
              }
              f[d] = sum;
            }
          }
        }
      }
    },
    /** d[row] = a[row] + b, one number a channel; inner units a channel, outer channels. */
    'channel-bias'({ floats: f }, call) {
      const inner = call[INNER];
      for (let row = 0; row < call[ROWS]; row++) {
        const a = call[A] + row * call[A_ROW];
        const d = call[D] + row * call[D_ROW];
        for (let c = 0; c < call[OUTER]; c++) {
          const bias = f[call[B] + c];
          for (let n = c * inner; n < (c + 1) * inner; n++) f[d + n] = f[a + n] + bias;
        }
      }
    },
    /** d[c] (+)= Σ over rows and units of channel c of a */
    'channel-bias-gradient'({ floats: f }, call) {
      const inner = call[INNER];
      const adds = (call[MODE] & ACCUMULATE) !== 0;
      for (let c = 0; c < call[OUTER]; c++) {
        let sum = adds ? f[call[D] + c] : 0;
        for (let row = 0; row < call[ROWS]; row++) {
          const a = call[A] + row * call[A_ROW] + c * inner;
          for (let n = 0; n < inner; n++) sum += f[a + n];
        }
        f[call[D] + c] = sum;
      }
    },
  };
}

/** What one sum reads: addresses of an image (or of ∂L/∂y) and of weights, and a place in an image or a window. */
interface Place {
  image: number;
  weight: number;
  channel: number;
  y: number;
  x: number;
}

/** Output unit (y, x): the window over all channels; `weight` is its output channel's first. */
function outputUnit(f: Float32Array, g: WindowSizes, { image, weight, y, x }: Place): number {
  const top = y * g.stride - g.padding;
  const left = x * g.stride - g.padding;
  const fromY = Math.max(0, -top);
  const toY = Math.min(g.size, g.height - top);
  const fromX = Math.max(0, -left);
  const toX = Math.min(g.size, g.width - left);
  let sum = 0;
  for (let c = 0; c < g.channels; c++) {
    for (let dy = fromY; dy < toY; dy++) {
      const from = image + (c * g.height + top + dy) * g.width + left;
      const line = weight + (c * g.size + dy) * g.size;
      for (let dx = fromX; dx < toX; dx++) sum += f[from + dx] * f[line + dx];
    }
  }
  return sum;
}

/** Gradient of input unit (channel, y, x): `image` is the row's ∂L/∂y. */
function inputUnit(f: Float32Array, g: WindowSizes, { image, weight, channel, y, x }: Place): number {
  const top = firstWindow(y, g);
  const bottom = lastWindow(y, g, g.outHeight);
  const left = firstWindow(x, g);
  const right = lastWindow(x, g, g.outWidth);
  let sum = 0;
  for (let o = 0; o < g.outChannels; o++) {
    for (let row = top; row <= bottom; row++) {
      const line = weight + ((o * g.channels + channel) * g.size + y + g.padding - row * g.stride) * g.size;
      const out = image + (o * g.outHeight + row) * g.outWidth;
      for (let column = left; column <= right; column++) {
        sum += f[out + column] * f[line + x + g.padding - column * g.stride];
      }
    }
  }
  return sum;
}

/** One sample's gradient of the weight at (y, x) of a window: `weight` is the output channel's ∂L/∂y, `image` the input's. */
function weightSum(f: Float32Array, g: WindowSizes, { image, weight, y, x }: Place): number {
  // windows whose place (y, x) lies inside the image
  const top = Math.max(0, Math.ceil((g.padding - y) / g.stride));
  const bottom = Math.min(g.outHeight - 1, Math.floor((g.height - 1 + g.padding - y) / g.stride));
  const left = Math.max(0, Math.ceil((g.padding - x) / g.stride));
  const right = Math.min(g.outWidth - 1, Math.floor((g.width - 1 + g.padding - x) / g.stride));
  let sum = 0;
  for (let row = top; row <= bottom; row++) {
    const line = image + (row * g.stride - g.padding + y) * g.width - g.padding + x;
    const out = weight + row * g.outWidth;
    for (let column = left; column <= right; column++) sum += f[out + column] * f[line + column * g.stride];
  }
  return sum;
}

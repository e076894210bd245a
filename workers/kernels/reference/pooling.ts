import { A, A_ROW, B, B_ROW, D, D_ROW, INNER, MODE, ROWS, type Kernel } from '../kernel-set.ts';
import { ACCUMULATE } from '../names.ts';
import { noWindow, readWindow, type WindowSizes } from './window.ts';

type PoolName = 'max-pool' | 'max-pool-gradient' | 'average-pool' | 'average-pool-gradient';

/**
 * Pools and their gradients; c is a geometry record, inner the units of an input, outer those of an output. Windows lie
 * inside the image (no padding) and may overlap.
 */
export function poolingKernels(): Record<PoolName, Kernel> {
  const g = noWindow();
  return {
    /** d[row] = the largest of each window of a[row]; NaN where the window holds one. */
    'max-pool'({ floats: f, whole }, call) {
      readWindow(g, whole, call);
      for (let row = 0; row < call[ROWS]; row++) {
        const a = call[A] + row * call[A_ROW];
        const d = call[D] + row * call[D_ROW];
        for (let unit = 0; unit < units(g); unit++) f[d + unit] = f[largest(f, g, corner(g, a, unit))];
      }
    },
    /** d[row] (+)= a[row] = ∂L/∂y at the place of each maximum of b[row], the first of equal ones. */
    'max-pool-gradient'({ floats: f, whole }, call) {
      readWindow(g, whole, call);
      const adds = (call[MODE] & ACCUMULATE) !== 0;
      for (let row = 0; row < call[ROWS]; row++) {
        const a = call[A] + row * call[A_ROW];
        const b = call[B] + row * call[B_ROW];
        const d = call[D] + row * call[D_ROW];
        if (!adds) f.fill(0, d, d + call[INNER]);
        for (let unit = 0; unit < units(g); unit++) f[d + largest(f, g, corner(g, b, unit)) - b] += f[a + unit];
      }
    },
    /** d[row] = the mean of each window of a[row] */
    'average-pool'({ floats: f, whole }, call) {
      readWindow(g, whole, call);
      const count = g.size * g.size;
      for (let row = 0; row < call[ROWS]; row++) {
        const a = call[A] + row * call[A_ROW];
        const d = call[D] + row * call[D_ROW];
        for (let unit = 0; unit < units(g); unit++) {
          const from = corner(g, a, unit);
          let sum = 0;
          for (let y = 0; y < g.size; y++) {
            for (let x = 0; x < g.size; x++) sum += f[from + y * g.width + x];
          }
          f[d + unit] = sum / count;
        }
      }
    },
    /** d[row] (+)= an equal share of a[row] = ∂L/∂y for each place of a window */
    'average-pool-gradient'({ floats: f, whole }, call) {
      readWindow(g, whole, call);
      const count = g.size * g.size;
      const adds = (call[MODE] & ACCUMULATE) !== 0;
      for (let row = 0; row < call[ROWS]; row++) {
        const a = call[A] + row * call[A_ROW];
        const d = call[D] + row * call[D_ROW];
        if (!adds) f.fill(0, d, d + call[INNER]);
        for (let unit = 0; unit < units(g); unit++) {
          const to = corner(g, d, unit);
          const share = f[a + unit] / count;
          for (let y = 0; y < g.size; y++) {
            for (let x = 0; x < g.size; x++) f[to + y * g.width + x] += share;
          }
        }
      }
    },
  };
}

function units({ outChannels, outHeight, outWidth }: WindowSizes): number {
  return outChannels * outHeight * outWidth;
}

/** Address of the first place of an output unit's window, in an image that begins at `image`. */
function corner(g: WindowSizes, image: number, unit: number): number {
  const area = g.outHeight * g.outWidth;
  const channel = Math.floor(unit / area);
  const y = Math.floor((unit % area) / g.outWidth) * g.stride;
  const x = (unit % g.outWidth) * g.stride;
  return image + (channel * g.height + y) * g.width + x;
}

/** Address of the first of the largest in a window, as PyTorch takes it; a NaN wins. */
function largest(f: Float32Array, { size, width }: WindowSizes, from: number): number {
  let best = from;
  for (let y = 0; y < size; y++) {
    for (let at = from + y * width; at < from + y * width + size; at++) {
      if (f[at] > f[best] || f[at] !== f[at]) best = at;
    }
  }
  return best;
}

import { IN_CHANNELS, IN_HEIGHT, IN_WIDTH, OUT_CHANNELS, OUT_HEIGHT, OUT_WIDTH, PADDING, WINDOW } from '../geometry.ts';
import type { KernelName } from '../names.ts';

/** What decides how much scratch memory a call needs. */
interface Sizes {
  readonly rows: number;
  readonly inner: number;
  readonly outer: number;
  /** The record at operand c (`kernels/geometry.ts`); empty for kernels that have none. */
  readonly geometry: readonly number[];
}

/** Rows and columns that a weight gradient packs at once, and times so many columns (`assembly/weight-gradient.ts`). */
const DEPTH = 256;
const COLUMNS = 20;
const GROUPS = 4;
/** Floats of a list's entry (`assembly/sparse.ts`). */
const ENTRY = 2;
/** A block's columns. */
const PANEL = 8;

const eights = (n: number) => Math.ceil(n / 8) * 8;
const fours = (n: number) => Math.ceil(n / 4) * 4;

/** Floats of scratch memory, for the kernels that need some; the comments of `assembly` tell what for. */
export const scratchSizes: Partial<Record<KernelName, (sizes: Sizes) => number>> = {
  'linear-weight-gradient': ({ rows, inner }) => {
    const depth = Math.min(rows, DEPTH);
    const columns = COLUMNS * Math.min(GROUPS * depth, DEPTH);
    return depth * eights(inner) + ENTRY * COLUMNS * GROUPS + COLUMNS + columns + ENTRY * columns;
  },
  convolution: ({ geometry: g }) => paddedImage(g) + PANEL * places(g),
  'convolution-input-gradient': ({ geometry: g }) => {
    const window = g[WINDOW];
    const spread = g[OUT_CHANNELS] * (g[IN_HEIGHT] + window - 1) * (g[IN_WIDTH] + window - 1);
    return spread + g[OUT_CHANNELS] * places(g) + PANEL * g[OUT_CHANNELS] * window * window;
  },
  'convolution-weight-gradient': ({ geometry: g }) =>
    paddedImage(g) + PANEL * g[OUT_HEIGHT] * g[OUT_WIDTH] + eights(g[OUT_CHANNELS]) * fours(places(g)),
};

function paddedImage(g: readonly number[]): number {
  return g[IN_CHANNELS] * (g[IN_HEIGHT] + 2 * g[PADDING]) * (g[IN_WIDTH] + 2 * g[PADDING]);
}

/** Numbers that one window covers. */
function places(g: readonly number[]): number {
  return g[IN_CHANNELS] * g[WINDOW] * g[WINDOW];
}

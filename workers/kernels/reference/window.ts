import {
  IN_CHANNELS,
  IN_HEIGHT,
  IN_WIDTH,
  OUT_CHANNELS,
  OUT_HEIGHT,
  OUT_WIDTH,
  PADDING,
  STRIDE,
  WINDOW,
} from '../geometry.ts';
import { C } from '../kernel-set.ts';

/** A geometry record, taken out of memory. */
export interface WindowSizes {
  /** Input `[channels, height, width]`. */
  channels: number;
  height: number;
  width: number;
  /** Output `[outChannels, outHeight, outWidth]`. */
  outChannels: number;
  outHeight: number;
  outWidth: number;
  /** The window's side. */
  size: number;
  stride: number;
  padding: number;
}

/** One object for all calls, so that a step allocates nothing. */
export function noWindow(): WindowSizes {
  return {
    channels: 0,
    height: 0,
    width: 0,
    outChannels: 0,
    outHeight: 0,
    outWidth: 0,
    size: 0,
    stride: 0,
    padding: 0,
  };
}

/** Reads the record at operand c. */
export function readWindow(g: WindowSizes, whole: Int32Array, call: Int32Array): void {
  const at = call[C];
  g.channels = whole[at + IN_CHANNELS];
  g.height = whole[at + IN_HEIGHT];
  g.width = whole[at + IN_WIDTH];
  g.outChannels = whole[at + OUT_CHANNELS];
  g.outHeight = whole[at + OUT_HEIGHT];
  g.outWidth = whole[at + OUT_WIDTH];
  g.size = whole[at + WINDOW];
  g.stride = whole[at + STRIDE];
  g.padding = whole[at + PADDING];
}

/** The first window, along one axis, in which position `at` lies; `last` gives the last one, smaller if there is none. */
export function firstWindow(at: number, { size, stride, padding }: WindowSizes): number {
  return Math.max(0, Math.ceil((at + padding - size + 1) / stride));
}

export function lastWindow(at: number, { stride, padding }: WindowSizes, count: number): number {
  return Math.min(count - 1, Math.floor((at + padding) / stride));
}

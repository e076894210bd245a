import type { Convolution } from '../../src/nn/ops/convolution.ts';

/**
 * The sizes of a window slid over an image, as whole numbers in memory: kernels of convolutions and pools find them at the
 * address of operand c. Images are `[channel, height, width]`, row-major, one a row.
 */
export const IN_CHANNELS = 0;
export const IN_HEIGHT = 1;
export const IN_WIDTH = 2;
export const OUT_CHANNELS = 3;
export const OUT_HEIGHT = 4;
export const OUT_WIDTH = 5;
export const WINDOW = 6;
export const STRIDE = 7;
/** Zeros around the image. */
export const PADDING = 8;

/** The record, in the order above. */
export function geometryOf({ input, output, size, stride, padding }: Convolution): number[] {
  const { channels, height, width } = output;
  return [input.channels, input.height, input.width, channels, height, width, size, stride, padding];
}

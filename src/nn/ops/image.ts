import { ShapeError, showShape, type Shape } from '../shape.ts';

/** Axes of an image: `[channel, height, width]`, flattened row-major. */
export interface ImageSize {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/** A square window slid over an image. */
export interface Window {
  readonly size: number;
  readonly stride: number;
  readonly padding: number;
}

export function imageSize(shape: Shape, place: string): ImageSize {
  if (shape.length !== 3) throw new ShapeError(place, '[channel, height, width]', showShape(shape));
  const [channels, height, width] = shape;
  return { channels, height, width };
}

/** ⌊(length − F + 2P)/S⌋ + 1: how many places a window has along one axis. Throws where it has none. */
export function places(length: number, { size, stride, padding }: Window, place: string): number {
  const count = Math.floor((length - size + 2 * padding) / stride) + 1;
  if (count < 1) throw new ShapeError(place, `a window of at most ${length + 2 * padding}`, String(size));
  return count;
}

/** The windows of one axis in which position `at` lies: from … to, both included, none if from > to. */
export function windowsOver(at: number, { size, stride, padding }: Window, count: number): readonly [number, number] {
  const from = Math.max(0, Math.ceil((at + padding - size + 1) / stride));
  return [from, Math.min(count - 1, Math.floor((at + padding) / stride))];
}

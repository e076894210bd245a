/** Sizes of the axes, row-major. One sample at one time step: batch and time are not part of it. `[]` is a number. */
export type Shape = readonly number[];

/** How many numbers a tensor of this shape holds. */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (const axis of shape) size *= axis;
  return size;
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((axis, n) => axis === b[n]);
}

/** `[8, 4]` */
export function showShape(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

/** Two tensors do not fit. The message names the place, what was wanted and what came. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
  constructor(place: string, wanted: string, came: string) {
    super(`${place}: expected ${wanted}, got ${came}`);
  }
}

/** Plans above this are refused: a phone's browser ends a page that asks for much more. */
export const MEMORY_LIMIT = 256 * 1024 * 1024;

/** A plan does not fit in memory. Known before anything is allocated; the message says what to make smaller. */
export class MemoryLimitError extends Error {
  override readonly name = 'MemoryLimitError';
  constructor(
    readonly bytes: number,
    /** The largest tensor's label and bytes, which is what to look at first. */
    readonly largest: { readonly label: string; readonly bytes: number },
  ) {
    super(
      `This run needs ${megabytes(bytes)} MB, more than ${megabytes(MEMORY_LIMIT)} MB: ` +
        `make the layers, the batch or the length smaller (${largest.label} alone takes ${megabytes(largest.bytes)} MB)`,
    );
  }
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1048576);
}

/** A trace says something that the tensor core cannot run. */
export class PlanError extends Error {
  override readonly name = 'PlanError';
  constructor(place: string, message: string) {
    super(`${place}: ${message}`);
  }
}

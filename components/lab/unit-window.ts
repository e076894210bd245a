/** Which units of a layer are on screen. */
export interface UnitWindow {
  readonly from: number;
  readonly size: number;
}

/** At most this many units stand open at once: cells never shrink below a thumb. */
export const MOST_OPEN = 8;

/** The window that holds a wanted unit, within a layer. */
export function windowAt(from: number, units: number): UnitWindow {
  const size = Math.min(units, MOST_OPEN);
  return { from: Math.max(0, Math.min(from, units - size)), size };
}

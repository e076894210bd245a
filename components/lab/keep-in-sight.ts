/**
 * Scrolls the page as little as needed to bring an element between the header and what covers the bottom.
 * @param covered pixels at the bottom of the window that a sheet covers; the bar at the thumb counts by itself
 */
export function keepInSight(element: HTMLElement, covered: number): void {
  const style = getComputedStyle(document.documentElement);
  const pixels = (name: string) => measured(style.getPropertyValue(name), style.fontSize);
  const top = pixels('--header') + STRIP;
  const bottom = innerHeight - Math.max(covered, pixels('--bar-size')) - MARGIN;
  const box = element.getBoundingClientRect();
  const below = box.bottom - bottom;
  const above = box.top - top;
  // a row taller than the room shows its beginning
  const by = above < 0 ? above : Math.max(0, Math.min(below, above));
  if (Math.abs(by) < 2) return;
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  scrollBy({ top: by, behavior: isCalm ? 'instant' : 'smooth' });
}

/** The phase strip below the header, and air below the row. Pixels. */
const STRIP = 56;
const MARGIN = 12;

/** Pixels of `60px` or `3.75rem`. */
function measured(length: string, rem: string): number {
  const value = Number.parseFloat(length);
  if (Number.isNaN(value)) return 0;
  return length.trim().endsWith('rem') ? value * Number.parseFloat(rem) : value;
}

/** From top to bottom, in pixels of the window; of a room, what lies above and below it is covered. */
export interface Room {
  readonly top: number;
  readonly bottom: number;
}

/**
 * Scrolls the page as little as needed to bring an element into the room that nothing covers.
 * @param within its part that matters most, for an element taller than the room: with all above it where that fits
 */
export function keepInSight(element: HTMLElement, room: Room, within: HTMLElement | null = null): void {
  const { top, bottom } = element.getBoundingClientRect();
  const part = within?.getBoundingClientRect();
  const by =
    fitting({ top, bottom }, room) ??
    (part && (fitting({ top, bottom: part.bottom }, room) ?? fitting(part, room))) ??
    top - room.top - MARGIN;
  if (Math.abs(by) < 2) stayHere();
  else scrollPage(by);
}

/** Where our last scroll is to end, until it has. */
let sentTo: number | undefined;
const arrive = (): void => {
  if (sentTo !== undefined && Math.abs(scrollY - sentTo) < 1) sentTo = undefined;
};
addEventListener('scroll', arrive, { passive: true });

function scrollPage(by: number): void {
  sentTo = scrollY + by;
  scrollTo({ top: sentTo, behavior: scrolling() });
}

/**
 * Ends a scroll of ours that is under way, which would carry out again what is in sight. The page has moved on since what
 * `scrollY` tells: a scroll to that very place is none, and leaves it where it was carried meanwhile; to the pixel beside
 * it, it comes back.
 */
function stayHere(): void {
  arrive();
  if (sentTo !== undefined) scrollPage(scrollY > 0 ? -1 : 1);
}

/**
 * Scrolls a box sideways, and nothing else, as little as needed to have elements of it in sight; where they do not fit
 * into it, it stays as it is.
 * @param covered pixels at the box's start over which something stands
 */
export function keepInBox(box: HTMLElement | null, elements: Iterable<Element>, covered = 0): void {
  if (box === null || box.scrollWidth <= box.clientWidth) return;
  const { left, right } = box.getBoundingClientRect();
  const places = Array.from(elements, (element) => element.getBoundingClientRect());
  if (places.length === 0) return;
  const before = Math.min(...places.map((place) => place.left)) - left - covered - MARGIN;
  const behind = Math.max(...places.map((place) => place.right)) - right + MARGIN;
  if (behind > before) return;
  const by = before < 0 ? before : Math.max(0, behind);
  if (by !== 0) box.scrollTo({ left: box.scrollLeft + by, behavior: scrolling() });
}

/** Scrolls what an element stands in until the element begins at its top: for what has unfolded below the fold. */
export function bringToTop(element: HTMLElement): void {
  element.scrollIntoView({ block: 'start', behavior: scrolling() });
}

const scrolling = (): ScrollBehavior => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth');

/** Air around what is brought into sight. Pixels. */
const MARGIN = 8;

/** How far to scroll; undefined for what is taller than the room. Pixels of the window. */
function fitting(what: Room, room: Room): number | undefined {
  const top = room.top + MARGIN;
  const bottom = room.bottom - MARGIN;
  if (what.bottom - what.top > bottom - top) return undefined;
  return what.top < top ? what.top - top : Math.max(0, what.bottom - bottom);
}

/** Fingers and the mouse on a picture, in shares of its width. */

export interface Gestures {
  /** A finger rests or moves on one place, or the mouse clicked there. */
  look(place: number): void;
  /** The mouse passes over it; undefined when it left. */
  hover(place: number | undefined): void;
  /** The mouse draws over a part; undefined when it is let go. */
  brush(part: readonly [number, number] | undefined): void;
  /** The mouse has drawn over a part. */
  zoom(part: readonly [number, number]): void;
  pinch(fingers: { readonly before: readonly [number, number]; readonly now: readonly [number, number] }): void;
  /** Two quick taps, or a double click. */
  reset(): void;
}

/** A drag shorter than this share of the width is a click. */
const CLICK = 0.02;

/** One finger looks, two zoom, a mouse draws over what it wants to see larger. Bind its methods to pointer events. */
export class PlotPointers {
  private readonly places = new Map<number, number>();
  private brushFrom: number | undefined;

  constructor(private readonly gestures: Gestures) {}

  readonly down = (event: PointerEvent): void => {
    const place = placeOf(event);
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.places.set(event.pointerId, place);
    if (event.pointerType === 'mouse') this.brushFrom = place;
    else if (this.places.size === 1) this.gestures.look(place);
  };

  readonly move = (event: PointerEvent): void => {
    const place = placeOf(event);
    if (!this.places.has(event.pointerId)) return this.gestures.hover(place);
    const before = [...this.places.values()];
    this.places.set(event.pointerId, place);
    const now = [...this.places.values()];
    if (this.brushFrom !== undefined) return this.gestures.brush([this.brushFrom, place]);
    if (now.length === 1) return this.gestures.look(place);
    this.gestures.pinch({ before: [before[0], before[1]], now: [now[0], now[1]] });
  };

  readonly up = (event: PointerEvent): void => {
    this.places.delete(event.pointerId);
    const from = this.brushFrom;
    if (from === undefined) return;
    this.brushFrom = undefined;
    this.gestures.brush(undefined);
    const place = placeOf(event);
    if (Math.abs(place - from) < CLICK) this.gestures.look(place);
    else this.gestures.zoom([from, place]);
  };

  /** The page scrolls with this finger. */
  readonly cancel = (event: PointerEvent): void => {
    this.places.delete(event.pointerId);
    this.brushFrom = undefined;
    this.gestures.brush(undefined);
  };

  readonly leave = (): void => this.gestures.hover(undefined);

  readonly double = (): void => this.gestures.reset();
}

function placeOf(event: PointerEvent): number {
  const { left, width } = (event.currentTarget as Element).getBoundingClientRect();
  return Math.min(1, Math.max(0, (event.clientX - left) / Math.max(1, width)));
}

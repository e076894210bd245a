/** Dragging a sheet down by its head: it follows the finger, and closes when let go far or fast enough. */

/** The share of the sheet's height beyond which it closes. */
const FAR = 0.3;
/** Pixels a millisecond, downward, at the moment of letting go. */
const FAST = 0.6;

export class SheetDrag {
  private from: { readonly y: number; readonly time: number } | undefined;
  private last = { y: 0, time: 0, speed: 0 };

  constructor(private readonly sheet: { readonly panel: () => HTMLElement; readonly close: () => void }) {}

  readonly start = (event: PointerEvent): void => {
    const target = event.target as Element;
    // A key in the head is tapped, not dragged; at the side there is nothing to drag.
    if (
      !event.isPrimary ||
      target.closest('button, a') ||
      matchMedia('(min-width: 64rem), (min-width: 40rem) and (max-height: 30rem)').matches
    )
      return;
    this.from = { y: event.clientY, time: event.timeStamp };
    this.last = { y: event.clientY, time: event.timeStamp, speed: 0 };
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.sheet.panel().classList.add('dragging');
  };

  readonly move = (event: PointerEvent): void => {
    if (!this.from) return;
    const elapsed = Math.max(1, event.timeStamp - this.last.time);
    this.last = { y: event.clientY, time: event.timeStamp, speed: (event.clientY - this.last.y) / elapsed };
    this.place(Math.max(0, event.clientY - this.from.y));
  };

  readonly end = (event: PointerEvent): void => {
    if (!this.from) return;
    const down = event.clientY - this.from.y;
    const far = down > this.sheet.panel().offsetHeight * FAR;
    this.cancel();
    if (far || (down > 0 && this.last.speed > FAST)) this.sheet.close();
  };

  readonly cancel = (): void => {
    this.from = undefined;
    this.sheet.panel().classList.remove('dragging');
    this.place(0);
  };

  private place(down: number): void {
    this.sheet.panel().style.setProperty('--dragged', `${down}px`);
  }
}

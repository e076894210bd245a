import { EARLY } from './early.ts';

/** A page that has not scrolled for so long stands still. Milliseconds. */
const REST = 120;

/** Where nothing has scrolled for so long, nothing of ours will. Milliseconds. */
const PATIENCE = 1000;

/** Signs that the scrolling is the reader's; a pointer that moves may hold the scroll bar. */
const READERS = ['pointerdown', 'pointermove', 'wheel', 'keydown'];

/**
 * Tells when the page has come to rest after a scroll of ours, which may end elsewhere than it was sent to: where rows
 * grow and fold meanwhile, the browser holds on to one of them.
 */
export class ScrollRest {
  private isOurs = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly rested: () => void) {}

  connect(): void {
    addEventListener('scroll', this.scrolled, EARLY);
    for (const sign of READERS) addEventListener(sign, this.end, EARLY);
  }

  disconnect(): void {
    removeEventListener('scroll', this.scrolled, EARLY);
    for (const sign of READERS) removeEventListener(sign, this.end, EARLY);
    this.end();
  }

  /** What scrolls next is ours. */
  begin(): void {
    this.isOurs = true;
    this.wait(this.end, PATIENCE);
  }

  private readonly end = (): void => {
    this.isOurs = false;
    clearTimeout(this.timer);
  };

  private readonly scrolled = (): void => {
    if (this.isOurs) this.wait(this.rest, REST);
  };

  private readonly rest = (): void => {
    this.end();
    this.rested();
  };

  private wait(then: () => void, milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(then, milliseconds);
  }
}

import { EARLY } from './early.ts';

/** A page that has not scrolled for so long stands still. Milliseconds. */
const REST = 120;

/** Signs that the scrolling is the reader's; a pointer that moves may hold the scroll bar. */
const READERS = ['pointerdown', 'pointermove', 'wheel', 'keydown'];

/**
 * Tells when the page has come to rest after it scrolled without its reader: a scroll of ours ends elsewhere than it was
 * sent to where rows grow and fold meanwhile and the browser holds on to one of them.
 */
export class ScrollRest {
  private isReaders = true;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly rested: () => void) {}

  connect(): void {
    addEventListener('scroll', this.scrolled, EARLY);
    for (const sign of READERS) addEventListener(sign, this.read, EARLY);
  }

  disconnect(): void {
    removeEventListener('scroll', this.scrolled, EARLY);
    for (const sign of READERS) removeEventListener(sign, this.read, EARLY);
    this.read();
  }

  /** What scrolls from here on is ours, until the reader does something. */
  begin(): void {
    this.isReaders = false;
  }

  private readonly read = (): void => {
    this.isReaders = true;
    clearTimeout(this.timer);
  };

  private readonly scrolled = (): void => {
    clearTimeout(this.timer);
    if (!this.isReaders) this.timer = setTimeout(this.rested, REST);
  };
}

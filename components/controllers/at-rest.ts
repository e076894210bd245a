import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { EARLY } from './early.ts';

/** Who does not tap for so long is looking. Milliseconds. */
const REST = 700;

/** A finger comes, or a key goes down, anywhere on the page. */
const TOUCHES = ['pointerdown', 'keydown'];

/**
 * Marks its host as `resting` when it has not been drawn for a while: what moves by itself begins then. An animation that
 * begins with each tap, even one that is delayed, is a layer of its own for the answering frame to make; and one that goes
 * on until the tap is one for it to take away, so it ends when the finger comes.
 */
export class AtRest implements ReactiveController {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  hostConnected(): void {
    for (const touch of TOUCHES) addEventListener(touch, this.wake, EARLY);
  }

  hostUpdated(): void {
    this.wake();
  }

  hostDisconnected(): void {
    for (const touch of TOUCHES) removeEventListener(touch, this.wake, EARLY);
    clearTimeout(this.timer);
  }

  private readonly wake = (): void => {
    clearTimeout(this.timer);
    this.host.removeAttribute('resting');
    this.timer = setTimeout(() => this.host.setAttribute('resting', ''), REST);
  };
}

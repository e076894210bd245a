import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Subscription } from 'rxjs';
import { hand$ } from '../../src/app/hand.ts';

/** Who does not tap for so long is looking. Milliseconds. */
const REST = 700;

/**
 * Marks its host as `resting` when it has not been drawn for a while: what moves by itself begins then. An animation that
 * begins with each tap, even one that is delayed, is a layer of its own for the answering frame to make; and one that goes
 * on until the tap is one for it to take away, so it ends when the finger comes.
 */
export class AtRest implements ReactiveController {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private hand: Subscription | undefined;

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  hostConnected(): void {
    this.hand = hand$().subscribe(this.wake);
  }

  hostUpdated(): void {
    this.wake();
  }

  hostDisconnected(): void {
    this.hand?.unsubscribe();
    clearTimeout(this.timer);
  }

  private readonly wake = (): void => {
    clearTimeout(this.timer);
    this.host.removeAttribute('resting');
    this.timer = setTimeout(() => this.host.setAttribute('resting', ''), REST);
  };
}

import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Who does not tap for so long is looking. Milliseconds. */
const REST = 700;

/**
 * Marks its host as `resting` when it has not been drawn for a while: what moves by itself begins then. An animation that
 * begins with each tap, even one that is delayed, is a layer of its own for the answering frame to make.
 */
export class AtRest implements ReactiveController {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  hostUpdated(): void {
    clearTimeout(this.timer);
    this.host.removeAttribute('resting');
    this.timer = setTimeout(() => this.host.setAttribute('resting', ''), REST);
  }

  hostDisconnected(): void {
    clearTimeout(this.timer);
  }
}

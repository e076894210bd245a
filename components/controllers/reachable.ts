import type { ReactiveController } from 'lit';

/**
 * What scrolls sideways is reached by the keyboard, and what fits is no stop on its way; it is measured when the frame
 * that shows it has been laid out, and whenever it has got another size, as by larger text.
 *
 *   this.addController(new Reachable(() => this.renderRoot.querySelector('.scroll')));
 */
export class Reachable implements ReactiveController {
  private readonly size = new ResizeObserver(([{ target }]) => measure(target as HTMLElement));

  constructor(private readonly box: () => HTMLElement | null) {}

  hostConnected(): void {
    this.watch();
  }

  hostUpdated(): void {
    this.watch();
  }

  hostDisconnected(): void {
    this.size.disconnect();
  }

  /** Anew each time: the box may be another one, or hold more at the same size; what is observed anew is told of at once. */
  private watch(): void {
    this.size.disconnect();
    const box = this.box();
    if (box?.isConnected) this.size.observe(box);
  }
}

function measure(box: HTMLElement): void {
  if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  // the focus would be lost
  else if (!box.matches(':focus')) box.removeAttribute('tabindex');
}

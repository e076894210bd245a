import type { ReactiveController } from 'lit';
import { behindFrame } from './behind-frame.ts';

/**
 * What scrolls sideways is reached by the keyboard, and what fits is no stop on its way; it is measured when the frame
 * that shows it has been laid out.
 *
 *   this.addController(new Reachable(() => this.renderRoot.querySelector('.scroll')));
 */
export class Reachable implements ReactiveController {
  constructor(private readonly box: () => HTMLElement | null) {}

  hostUpdated(): void {
    void this.make();
  }

  private async make(): Promise<void> {
    await behindFrame();
    const box = this.box();
    if (box === null) return;
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute('tabindex');
  }
}

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { sayTitle, type ScreenTitleDetail } from '../app/contract.ts';

/**
 * `this.addController(new ScreenTitle(this, () => ({ title: msg(…) })))` in a screen's constructor.
 *
 * Tells the shell a screen's title after each update in which it changed, the first one included; a language switch is
 * such an update. `title` is asked after the host has rendered, so it may read the host's state and call `msg`.
 */
export class ScreenTitle implements ReactiveController {
  private said: ScreenTitleDetail | undefined;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly title: () => ScreenTitleDetail,
  ) {}

  hostConnected(): void {
    // The shell may have shown another screen's title meanwhile: say it anew.
    if (this.said) sayTitle(this.host, this.said);
  }

  hostUpdated(): void {
    const now = this.title();
    if (now.title === this.said?.title && now.subtitle === this.said.subtitle) return;
    this.said = now;
    sayTitle(this.host, now);
  }
}

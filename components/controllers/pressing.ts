import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { EARLY } from './early.ts';

/** How long a key stays dark when the finger has left it: until its tap is answered. Milliseconds. */
const STAYS = 150;

/**
 * Keys darken when the finger comes, by their attribute `pressed`. A browser tells `:active` of a short touch only when it
 * has become a tap, and would paint the key between the finger and its click.
 */
export class Pressing implements ReactiveController {
  /** Resolves when no finger is down: what moves what stands under it waits for that, and for its click. */
  lifted: Promise<void> = Promise.resolve();
  private lift = (): void => {};
  private key: Element | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('pointerdown', this.press, EARLY);
    addEventListener('pointerup', this.release, EARLY);
    addEventListener('pointercancel', this.cancel, EARLY);
  }

  hostDisconnected(): void {
    removeEventListener('pointerdown', this.press, EARLY);
    removeEventListener('pointerup', this.release, EARLY);
    removeEventListener('pointercancel', this.cancel, EARLY);
    this.cancel();
  }

  private readonly press = (event: PointerEvent): void => {
    this.cancel();
    this.lifted = new Promise((resolve) => (this.lift = resolve));
    if (event.button !== 0) return;
    this.key = event.composedPath().find(isKey);
    this.key?.setAttribute('pressed', '');
  };

  private readonly release = (): void => {
    this.lift();
    clearTimeout(this.timer);
    this.timer = setTimeout(this.lighten, STAYS);
  };

  private readonly cancel = (): void => {
    this.lift();
    this.lighten();
  };

  private readonly lighten = (): void => {
    clearTimeout(this.timer);
    this.key?.removeAttribute('pressed');
    this.key = undefined;
  };
}

const isKey = (part: EventTarget): part is Element =>
  part instanceof Element && part.matches('.key:not(:disabled, [aria-disabled="true"])');

import { LitElement } from 'lit';

let coming: Promise<void> | undefined;

/** A page that draws no frames, as a covered window does, is not waited for any longer. Milliseconds. */
const NO_FRAME = 300;

/**
 * Resolves behind the next frame, when the page has shown what it has: one promise for all who ask before it. A page that
 * is not in sight, or goes out of sight meanwhile, has no frames: it waits for none.
 */
export function behindFrame(): Promise<void> {
  coming ??= nextFrame();
  return coming;
}

function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      // who asks from here on means the frame after this one
      coming = undefined;
      clearTimeout(patience);
      cancelAnimationFrame(frame);
      document.removeEventListener('visibilitychange', done);
      setTimeout(resolve);
    };
    const patience = setTimeout(done, document.hidden ? 0 : NO_FRAME);
    const frame = requestAnimationFrame(done);
    document.addEventListener('visibilitychange', done);
  });
}

/**
 * An element that accompanies what a tap asked for: it is drawn behind the frame that answers the tap, together with all
 * others of its kind; at first, with its screen, at once.
 */
export abstract class BehindFrame extends LitElement {
  /** Whether it comes by a tap: then it waits at first, too. */
  protected readonly comesByTap: boolean = false;

  /** Whether this update is itself what a tap asked for: then it waits for nothing. */
  protected get isAsked(): boolean {
    return false;
  }

  protected override async scheduleUpdate(): Promise<void> {
    if (!this.isAsked && (this.hasUpdated || this.comesByTap)) await behindFrame();
    await super.scheduleUpdate();
  }
}

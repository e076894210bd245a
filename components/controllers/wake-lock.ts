import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Keeps the screen of the device on while the host wants it and stands in the page. Where the browser cannot, or refuses
 * (a low battery), nothing happens: training goes on as long as the page does.
 */
export class WakeLock implements ReactiveController {
  private sentinel: WakeLockSentinel | undefined;
  private isAsking = false;
  private isInPage = false;

  constructor(
    host: ReactiveControllerHost,
    private readonly isWanted: () => boolean,
  ) {
    host.addController(this);
  }

  /** Whether the screen is kept on right now. */
  get isHeld(): boolean {
    return this.sentinel !== undefined;
  }

  hostConnected(): void {
    this.isInPage = true;
    // The browser lets go of it whenever the page is hidden.
    document.addEventListener('visibilitychange', this.follow);
  }

  hostUpdated(): void {
    this.follow();
  }

  hostDisconnected(): void {
    this.isInPage = false;
    document.removeEventListener('visibilitychange', this.follow);
    this.letGo();
  }

  private readonly follow = (): void => {
    if (!this.isInPage || !this.isWanted()) this.letGo();
    else if (document.visibilityState === 'visible') void this.hold();
  };

  private async hold(): Promise<void> {
    if (this.sentinel !== undefined || this.isAsking || !('wakeLock' in navigator)) return;
    this.isAsking = true;
    const sentinel = await navigator.wakeLock.request('screen').catch(() => undefined);
    this.isAsking = false;
    if (sentinel === undefined) return;
    this.sentinel = sentinel;
    sentinel.addEventListener('release', () => {
      if (this.sentinel === sentinel) this.sentinel = undefined;
    });
    // Meanwhile the run may have ended, or the screen been left.
    if (!this.isInPage || !this.isWanted()) this.letGo();
  }

  private letGo(): void {
    void this.sentinel?.release();
    this.sentinel = undefined;
  }
}

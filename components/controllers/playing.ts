import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Does something again and again at a speed, until it says that there is no more, is stopped, or the host leaves. */
export class Playing implements ReactiveController {
  private timer: ReturnType<typeof setInterval> | undefined;
  private perSecond = 2;

  constructor(
    private readonly host: ReactiveControllerHost,
    /** Returns whether there is more. */
    private readonly tick: () => boolean,
  ) {
    host.addController(this);
  }

  get isPlaying(): boolean {
    return this.timer !== undefined;
  }

  /** Times a second. */
  get speed(): number {
    return this.perSecond;
  }

  set speed(perSecond: number) {
    this.perSecond = perSecond;
    if (this.isPlaying) this.start();
    this.host.requestUpdate();
  }

  hostDisconnected(): void {
    this.stop();
  }

  toggle(): void {
    if (this.isPlaying) this.stop();
    else this.start();
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.host.requestUpdate();
  }

  private start(): void {
    clearInterval(this.timer);
    this.timer = setInterval(() => {
      if (!this.tick()) this.stop();
    }, 1000 / this.perSecond);
    this.host.requestUpdate();
  }
}

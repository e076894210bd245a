import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Observable, Subscription } from 'rxjs';

/**
 * The latest value of a stream, for an element: subscribes when the element enters the page, asks for a render on every
 * value, and ends when the element leaves. The stream may be a property that comes late or changes: it is looked up
 * before each render, and an old one is let go.
 *
 *   private readonly state = new Observe(this, () => this.session?.state$);
 *   render() { return html`${this.state.value?.step}`; }
 *
 * An error of the stream ends it and goes to the page's `error` event, where the shell shows it.
 */
export class Observe<T> implements ReactiveController {
  private source: Observable<T> | undefined;
  private subscription: Subscription | undefined;
  private latest: T | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly find: () => Observable<T> | undefined,
  ) {
    host.addController(this);
  }

  /** What the stream said last; undefined before its first value. */
  get value(): T | undefined {
    return this.latest;
  }

  hostConnected(): void {
    this.follow();
  }

  hostUpdate(): void {
    if (this.find() !== this.source) this.follow();
  }

  hostDisconnected(): void {
    this.subscription?.unsubscribe();
    this.subscription = undefined;
    this.source = undefined;
  }

  private follow(): void {
    this.subscription?.unsubscribe();
    this.latest = undefined;
    this.source = this.find();
    this.subscription = this.source?.subscribe({
      next: (value) => {
        this.latest = value;
        this.host.requestUpdate();
      },
      error: (error: unknown) => reportError(error),
    });
  }
}

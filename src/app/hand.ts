import { fromEvent, merge, type Observable } from 'rxjs';

/** A finger comes, or a key goes down, anywhere on the page. */
export function hand$(): Observable<Event> {
  const early = { capture: true, passive: true };
  return merge(...['pointerdown', 'keydown'].map((name) => fromEvent(window, name, early)));
}

import { filter, fromEvent, merge, type Observable } from 'rxjs';

/** The page is hidden or goes: it may never come back, since a phone hides a page before it ends it. */
export function leaving$(): Observable<unknown> {
  return merge(
    fromEvent(document, 'visibilitychange').pipe(filter(() => document.visibilityState === 'hidden')),
    fromEvent(window, 'pagehide'),
  );
}

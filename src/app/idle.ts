import { firstValueFrom, Observable, race } from 'rxjs';
import { leaving$ } from './leaving.ts';

/** How long it may take at most. Milliseconds. */
const PATIENCE = 1000;

/** Resolves when the page has nothing else to do; at once where it is hidden or goes, or where a browser cannot tell. */
export async function idle(): Promise<void> {
  if (document.visibilityState === 'hidden' || !('requestIdleCallback' in window)) return;
  await firstValueFrom(race(idle$, leaving$()));
}

const idle$ = new Observable<void>((subscriber) => {
  const handle = requestIdleCallback(() => subscriber.next(), { timeout: PATIENCE });
  return () => cancelIdleCallback(handle);
});

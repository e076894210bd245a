import { firstValueFrom, map, Observable, race, switchMap, take, timer } from 'rxjs';
import { hand$ } from './hand.ts';
import { leaving$ } from './leaving.ts';

/** How long it may take at most once no finger is about. Milliseconds. */
const PATIENCE = 1000;
/** Who has not tapped for so long is reading. Milliseconds. */
const STILL = 700;
/** So long behind a finger a tap is answered, and the next one farthest. Milliseconds. */
const ANSWERED = 180;

/**
 * Resolves when the page has nothing else to do, and not just before a tap: while somebody taps, right behind an answer.
 * At once where the page is hidden or goes, or where a browser cannot tell.
 */
export async function idle(): Promise<void> {
  if (document.visibilityState === 'hidden' || !('requestIdleCallback' in window)) return;
  const betweenTaps$ = race(timer(STILL).pipe(map(() => 0)), hand$().pipe(map(() => ANSWERED))).pipe(
    take(1),
    switchMap((rest) => timer(rest)),
  );
  await firstValueFrom(race(betweenTaps$.pipe(switchMap(() => idle$)), leaving$()));
}

/** The page has nothing else to do, or has not had for a second. */
export const idle$ = new Observable<void>((subscriber) => {
  const handle = requestIdleCallback(() => subscriber.next(), { timeout: PATIENCE });
  return () => cancelIdleCallback(handle);
});

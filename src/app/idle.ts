import { firstValueFrom, map, Observable, race, switchMap, take, timer } from 'rxjs';
import { hand$ } from './hand.ts';
import { leaving$ } from './leaving.ts';

/** How long it may take at most once no finger is about. Milliseconds. */
const PATIENCE = 1000;
/** Who has not tapped for so long is reading. Milliseconds. */
const READING = 700;
/** So long behind a finger a tap is answered, and the next one farthest. Milliseconds. */
const ANSWERED = 180;

/**
 * Resolves when the page has nothing else to do, and not just before a tap: while somebody taps, right behind an answer.
 * At once where the page is hidden or goes, or where a browser cannot tell.
 * @param still how long nobody must have tapped, milliseconds: for what comes in many short pieces, less
 */
export async function idle(still = READING): Promise<void> {
  if (document.visibilityState === 'hidden' || !('requestIdleCallback' in window)) return;
  const betweenTaps$ = race(timer(still).pipe(map(() => 0)), hand$().pipe(map(() => ANSWERED))).pipe(
    take(1),
    switchMap((rest) => timer(rest)),
  );
  await firstValueFrom(race(betweenTaps$.pipe(switchMap(() => idle$)), leaving$()));
}

const idle$ = new Observable<void>((subscriber) => {
  const handle = requestIdleCallback(() => subscriber.next(), { timeout: PATIENCE });
  return () => cancelIdleCallback(handle);
});

import { firstValueFrom, of, switchMap, timer } from 'rxjs';
import { hand$ } from './hand.ts';
import { idle$ } from './idle.ts';

/** Who has not tapped for so long is reading. Milliseconds. */
const READING = 700;

/** Moments in which nobody taps, for work that may come late, or never, and is done in short pieces. */
export class Quiet {
  private touchedAt = performance.now();
  private readonly hand = hand$().subscribe(() => (this.touchedAt = performance.now()));
  private readonly free$ = 'requestIdleCallback' in window ? idle$ : of(undefined);

  /** Resolves when the page has nothing else to do and its reader has not tapped for a while. */
  async moment(): Promise<void> {
    do {
      await firstValueFrom(timer(this.left).pipe(switchMap(() => this.free$)));
    } while (this.left > 0);
  }

  dispose(): void {
    this.hand.unsubscribe();
  }

  /** Until the hand has rested long enough, milliseconds. */
  private get left(): number {
    return Math.max(0, this.touchedAt + READING - performance.now());
  }
}

import { Observable, type MonoTypeOperatorFunction } from 'rxjs';
import type { Tag } from './events.ts';

/** Where work waits. `wait` returns what takes the work back; it must not run the work before it returns. */
export interface Gate {
  wait(tag: Tag, run: () => void): () => void;
}

/**
 * Holds each value at the gate until its turn; its tag says what the value is for. Completes once the source has and
 * nothing waits; an error passes at once. Unsubscribing takes back what waits.
 */
export function onTap<T>(gate: Gate, tagOf: (value: T) => Tag): MonoTypeOperatorFunction<T> {
  return (source) =>
    new Observable((subscriber) => {
      const waiting = new Set<() => void>();
      let isDone = false;
      subscriber.add(() => {
        for (const takeBack of waiting) takeBack();
      });
      const pass = (value: T): void => {
        const takeBack = gate.wait(tagOf(value), () => {
          waiting.delete(takeBack);
          subscriber.next(value);
          if (isDone && waiting.size === 0) subscriber.complete();
        });
        waiting.add(takeBack);
      };
      return source.subscribe({
        next: pass,
        error: (error: unknown) => subscriber.error(error),
        complete: () => {
          isDone = true;
          if (waiting.size === 0) subscriber.complete();
        },
      });
    });
}

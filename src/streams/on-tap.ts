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
      // mostly one: a list is the cheapest set
      const waiting: (() => void)[] = [];
      let isDone = false;
      subscriber.add(() => {
        for (const takeBack of waiting) takeBack();
      });
      const pass = (value: T): void => {
        const takeBack = gate.wait(tagOf(value), () => {
          waiting.splice(waiting.indexOf(takeBack), 1);
          subscriber.next(value);
          if (isDone && waiting.length === 0) subscriber.complete();
        });
        waiting.push(takeBack);
      };
      return source.subscribe({
        next: pass,
        error: (error: unknown) => subscriber.error(error),
        complete: () => {
          isDone = true;
          if (waiting.length === 0) subscriber.complete();
        },
      });
    });
}

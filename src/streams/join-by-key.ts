import { Observable } from 'rxjs';

/** A source delivered the same key again while the others were still awaited. */
export class DoubleKeyError extends Error {
  override readonly name = 'DoubleKeyError';
  constructor(key: number, source: number) {
    super(`joinByKey: source ${source} delivered key ${key} twice`);
  }
}

/** A source completed without a key that another delivered. */
export class MissingKeyError extends Error {
  override readonly name = 'MissingKeyError';
  constructor(key: number, source: number) {
    super(`joinByKey: source ${source} completed without key ${key}`);
  }
}

interface Pending<T> {
  readonly values: T[];
  missing: number;
}

/**
 * Emits, once for each key, the values that all sources delivered under it, in the order of the sources. Unlike
 * `combineLatest` it never mixes steps; unlike `zip` one lost value does not shift all later ones: it is an error.
 * Completes when all sources have; no source at all completes at once.
 */
export function joinByKey<T>(sources: readonly Observable<T>[], keyOf: (value: T) => number): Observable<readonly T[]> {
  return new Observable((subscriber) => {
    const pending = new Map<number, Pending<T>>();
    const isClosed = sources.map(() => false);
    if (sources.length === 0) subscriber.complete();

    const arrive = (source: number, value: T): void => {
      const key = keyOf(value);
      let row = pending.get(key);
      if (row === undefined) {
        const gone = isClosed.indexOf(true);
        if (gone >= 0) return subscriber.error(new MissingKeyError(key, gone));
        pending.set(key, (row = { values: [], missing: sources.length }));
      } else if (source in row.values) {
        return subscriber.error(new DoubleKeyError(key, source));
      }
      row.values[source] = value;
      if (--row.missing > 0) return;
      pending.delete(key);
      subscriber.next(row.values);
    };

    const close = (source: number): void => {
      isClosed[source] = true;
      for (const [key, { values }] of pending) {
        if (!(source in values)) return subscriber.error(new MissingKeyError(key, source));
      }
      if (isClosed.every(Boolean)) subscriber.complete();
    };

    for (let n = 0; n < sources.length && !subscriber.closed; n++) {
      subscriber.add(
        sources[n].subscribe({
          next: (value) => arrive(n, value),
          error: (error: unknown) => subscriber.error(error),
          complete: () => close(n),
        }),
      );
    }
  });
}

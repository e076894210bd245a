import { expect } from 'chai';
import { map, NEVER, of } from 'rxjs';
import { TestScheduler, type RunHelpers } from 'rxjs/testing';
import { DoubleKeyError, joinByKey, MissingKeyError } from '../../src/streams/join-by-key.ts';

/** Values are a letter for the source and a digit for the key. */
const keyOf = (value: string): number => Number(value.slice(1));
const letters = (source: string) => Object.fromEntries([...'123'].map((key) => [key, source + key]));

function marbles(run: (helpers: RunHelpers) => void): void {
  const scheduler = new TestScheduler((actual, expected) => {
    expect(actual).to.deep.equal(expected);
  });
  scheduler.run(run);
}

describe('joinByKey', () => {
  it('emits a key once every source has delivered it, in the order of the sources', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const a = hot('  -1--2---3--|', letters('a'));
      const b = hot('  --1---2-3|', letters('b'));
      const subscribed = ['^----------!', '^--------!'];
      expectObservable(joinByKey([a, b], keyOf)).toBe('--x---y-z--|', {
        x: ['a1', 'b1'],
        y: ['a2', 'b2'],
        z: ['a3', 'b3'],
      });
      expectSubscriptions(a.subscriptions).toBe(subscribed[0]);
      expectSubscriptions(b.subscriptions).toBe(subscribed[1]);
    });
  });

  it('joins keys that come in different orders, and never mixes two', () => {
    marbles(({ hot, expectObservable }) => {
      const a = hot('  -1-2-3----|', letters('a'));
      const b = hot('  --3---2-1-|', letters('b'));
      expectObservable(joinByKey([a, b], keyOf)).toBe('-----zy-x-|', {
        x: ['a1', 'b1'],
        y: ['a2', 'b2'],
        z: ['a3', 'b3'],
      });
    });
  });

  it('fails with DoubleKeyError, and leaves all sources, when a source repeats a key that still waits', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const a = hot('  -1-1--|', letters('a'));
      const b = hot('  ------1|', letters('b'));
      expectObservable(joinByKey([a, b], keyOf)).toBe('---#', undefined, new DoubleKeyError(1, 0));
      expectSubscriptions(a.subscriptions).toBe('^--!');
      expectSubscriptions(b.subscriptions).toBe('^--!');
    });
  });

  it('fails with MissingKeyError when a source completes without a key that waits', () => {
    marbles(({ hot, expectObservable }) => {
      const a = hot('  -1-2--|', letters('a'));
      const b = hot('  --1-|', letters('b'));
      expectObservable(joinByKey([a, b], keyOf)).toBe('--x-#', { x: ['a1', 'b1'] }, new MissingKeyError(2, 1));
    });
  });

  it('fails with MissingKeyError when a key comes that a completed source never had', () => {
    marbles(({ hot, expectObservable }) => {
      const a = hot('  -1---2|', letters('a'));
      const b = hot('  --1|', letters('b'));
      expectObservable(joinByKey([a, b], keyOf)).toBe('--x--#', { x: ['a1', 'b1'] }, new MissingKeyError(2, 1));
    });
  });

  it('passes an error on at once and leaves the other sources', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const a = hot('  -1-#', letters('a'));
      const b = hot('  -----1|', letters('b'));
      expectObservable(joinByKey([a, b], keyOf)).toBe('---#');
      expectSubscriptions(b.subscriptions).toBe('^--!');
    });
  });

  it('waits for ever beside a source that never delivers, and lets go when unsubscribed', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const a = hot('  -1-2--3---', letters('a'));
      expectObservable(joinByKey([a, NEVER.pipe(map(() => 'b1'))], keyOf), '^----!').toBe('------');
      expectSubscriptions(a.subscriptions).toBe('^----!');
    });
  });

  it('completes at once without sources, and with empty ones', () => {
    marbles(({ cold, expectObservable }) => {
      expectObservable(joinByKey<string>([], keyOf)).toBe('|');
      expectObservable(joinByKey([cold('|', letters('a')), cold('--|', letters('b'))], keyOf)).toBe('--|');
    });
  });

  it('joins sources that deliver everything while they are being subscribed', () => {
    const seen: (readonly string[])[] = [];
    joinByKey([of('a1', 'a2'), of('b2', 'b1')], keyOf).subscribe({
      next: (values) => seen.push(values),
      error: (error: unknown) => expect(error).to.be.instanceOf(MissingKeyError),
    });
    expect(seen).to.deep.equal([
      ['a2', 'b2'],
      ['a1', 'b1'],
    ]);
  });
});

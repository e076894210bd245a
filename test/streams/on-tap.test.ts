import { expect } from 'chai';
import { of, Subject } from 'rxjs';
import { TestScheduler, type RunHelpers } from 'rxjs/testing';
import type { Tag } from '../../src/streams/events.ts';
import { onTap, type Gate } from '../../src/streams/on-tap.ts';

/** Releases what waits when told, first come first served. */
class ByHand implements Gate {
  readonly waiting: { readonly tag: Tag; run(): void }[] = [];

  wait(tag: Tag, run: () => void): () => void {
    const work = { tag, run };
    this.waiting.push(work);
    return () => {
      if (this.waiting.includes(work)) this.waiting.splice(this.waiting.indexOf(work), 1);
    };
  }

  tap(): void {
    this.waiting.shift()?.run();
  }
}

const tagOf = (value: string): Tag => ({
  phase: 'forward',
  scan: 0,
  t: 0,
  layer: value,
  equation: 0,
  completes: true,
});

function marbles(run: (helpers: RunHelpers) => void): void {
  const scheduler = new TestScheduler((actual, expected) => {
    expect(actual).to.deep.equal(expected);
  });
  scheduler.run(run);
}

describe('onTap', () => {
  it('holds each value until its tap, in order, and completes with the last', () => {
    marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      const gate = new ByHand();
      const source = cold('ab---c|   ');
      const taps = hot('   --x-x----x');
      taps.subscribe(() => gate.tap());
      expectObservable(source.pipe(onTap(gate, tagOf))).toBe('--a-b----(c|)');
      expectSubscriptions(source.subscriptions).toBe('^-----!');
    });
  });

  it('asks the gate with the tag of each value', () => {
    const gate = new ByHand();
    of('a', 'b').pipe(onTap(gate, tagOf)).subscribe();
    expect(gate.waiting.map(({ tag }) => tag.layer)).to.deep.equal(['a', 'b']);
  });

  it('never emits without a tap, and takes its work back when unsubscribed', () => {
    marbles(({ hot, expectObservable, expectSubscriptions, flush }) => {
      const gate = new ByHand();
      const source = hot('-a-b-----');
      expectObservable(source.pipe(onTap(gate, tagOf)), '^----!').toBe('-----');
      expectSubscriptions(source.subscriptions).toBe('^----!');
      flush();
      expect(gate.waiting).to.have.length(0);
    });
  });

  it('completes at once when the source is empty', () => {
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold('--|').pipe(onTap(new ByHand(), tagOf))).toBe('--|');
    });
  });

  it('passes an error on at once and takes back what waited', () => {
    marbles(({ cold, expectObservable, flush }) => {
      const gate = new ByHand();
      expectObservable(cold('a-#').pipe(onTap(gate, tagOf))).toBe('--#');
      flush();
      expect(gate.waiting).to.have.length(0);
    });
  });

  it('subscribes once a subscriber and leaves nothing behind', () => {
    const source = new Subject<string>();
    const subscription = source.pipe(onTap(new ByHand(), tagOf)).subscribe();
    source.next('a');
    subscription.unsubscribe();
    expect(source.observed).to.equal(false);
  });
});

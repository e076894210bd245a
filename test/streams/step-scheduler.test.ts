import { expect } from 'chai';
import type { Tag } from '../../src/streams/events.ts';
import { ScheduleError, StepScheduler, type Order } from '../../src/streams/step-scheduler.ts';

/** Three units of one layer at each of two steps. */
const tagAt = (position: number): Tag | undefined =>
  position < 0 || position > 5
    ? undefined
    : {
        phase: 'forward',
        scan: 0,
        t: position < 3 ? 0 : 1,
        layer: 'cell',
        equation: 4,
        unit: position % 3,
        completes: true,
      };

const order: Order = {
  total: 6,
  steps: [0, 1].map((t) => ({ phase: 'forward', scan: 0, t, position: 3 * t })),
  tagAt,
  rank: ({ t, unit }) => 3 * t + (unit ?? 0),
};

/** A scheduler in whose steps work arrives in the wrong order. */
function begun(): { scheduler: StepScheduler; released: number[] } {
  const scheduler = new StepScheduler();
  const released: number[] = [];
  scheduler.opening$.subscribe(({ t }) => {
    for (const unit of [2, 0, 1]) {
      const tag = tagAt(3 * t + unit);
      if (tag !== undefined) scheduler.wait(tag, () => released.push(3 * t + unit));
    }
  });
  scheduler.begin(order);
  return { scheduler, released };
}

describe('StepScheduler', () => {
  it('releases work in dataflow order, whatever the order of its arrival', () => {
    const { scheduler, released } = begun();
    scheduler.drain();
    expect(released).to.deep.equal([0, 1, 2, 3, 4, 5]);
  });

  it('releases nothing before a tap, and one piece of work an operation', () => {
    const { scheduler, released } = begun();
    expect(released).to.deep.equal([]);
    scheduler.step('operation');
    expect(released).to.deep.equal([0]);
  });

  it('opens a step only when all work before it is done', () => {
    const { scheduler } = begun();
    const opened: number[] = [];
    scheduler.opening$.subscribe(({ t }) => opened.push(t));
    scheduler.advanceTo(2);
    expect(opened).to.deep.equal([]);
    scheduler.advanceTo(3);
    expect(opened).to.deep.equal([1]);
  });

  it('next$ tells once a tap what comes next, and null at the end', () => {
    const { scheduler } = begun();
    const next: (number | undefined)[] = [];
    scheduler.next$.subscribe((tag) => next.push(tag === null ? undefined : order.rank(tag)));
    scheduler.step('operation');
    scheduler.step('time-step');
    scheduler.drain();
    expect(next).to.deep.equal([0, 1, 3, undefined]);
  });

  it('cancel drops what waits; work taken back later does no harm to the next pass', () => {
    const { scheduler, released } = begun();
    scheduler.cancel();
    scheduler.drain();
    expect(released).to.deep.equal([]);
    expect(scheduler.next).to.equal(null);
    scheduler.begin(order);
    scheduler.drain();
    expect(released).to.have.length(6);
  });

  it('names the work that never came', () => {
    const scheduler = new StepScheduler();
    scheduler.begin(order);
    expect(() => scheduler.drain()).to.throw(ScheduleError, 'forward cell.equation 4 unit 0 at step 0: never came');
  });

  it('refuses work that comes twice, or after its turn', () => {
    const { scheduler } = begun();
    const tag = tagAt(1) as Tag;
    expect(() => scheduler.wait(tag, () => undefined)).to.throw(ScheduleError, 'came twice');
    scheduler.advanceTo(3);
    expect(() => scheduler.wait(tag, () => undefined)).to.throw(ScheduleError, 'came after its turn');
  });

  it('a tap throws what broke a stream', () => {
    const { scheduler } = begun();
    scheduler.opening$.subscribe(() => scheduler.fail(new Error('a stream broke')));
    expect(() => scheduler.drain()).to.throw('a stream broke');
  });

  it('refuses a tap while another is being released', () => {
    const scheduler = new StepScheduler();
    let message = '';
    scheduler.opening$.subscribe(() => {
      for (const position of [0, 1]) {
        scheduler.wait(tagAt(position) as Tag, () => {
          try {
            scheduler.drain();
          } catch (error) {
            message = String(error);
          }
        });
      }
    });
    scheduler.begin(order);
    scheduler.step('operation');
    expect(message).to.contain('while another was being released');
  });
});

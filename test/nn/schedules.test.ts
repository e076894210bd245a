import { expect } from 'chai';
import fc from 'fast-check';
import { scheduleFactor, type ScheduleSpec } from '../../src/nn/schedules.ts';
import { cosineOfPi } from '../../src/nn/maths.ts';

const factors = (spec: ScheduleSpec | undefined, steps: readonly number[]) =>
  steps.map((step) => scheduleFactor(spec, step));

describe('scheduleFactor', () => {
  it('without a schedule, or a constant one, is 1', () => {
    expect(factors(undefined, [1, 2, 1e6])).to.deep.equal([1, 1, 1]);
    expect(factors({ type: 'constant' }, [1, 2, 1e6])).to.deep.equal([1, 1, 1]);
  });

  it('of a step schedule falls after each `every` updates', () => {
    const spec = { type: 'step', every: 3, factor: 0.5 } as const;
    expect(factors(spec, [1, 2, 3, 4, 6, 7, 10])).to.deep.equal([1, 1, 1, 0.5, 0.5, 0.25, 0.125]);
  });

  it('of a cosine goes from 1 through the middle to the least, and stays there', () => {
    const spec = { type: 'cosine', steps: 100, least: 0.2 } as const;
    const [first, middle, last, after] = factors(spec, [1, 51, 101, 500]);
    expect(first).to.equal(1);
    expect(middle).to.be.closeTo(0.6, 1e-15);
    expect([last, after]).to.deep.equal([0.2, 0.2]);
  });

  it('rises linearly during the warm-up, and the schedule begins after it', () => {
    const cosine = { type: 'cosine', steps: 10, least: 0 } as const;
    expect(factors({ ...cosine, warmup: 4 }, [1, 2, 4])).to.deep.equal([0.25, 0.5, 1]);
    expect(scheduleFactor({ ...cosine, warmup: 4 }, 9)).to.equal(scheduleFactor(cosine, 5));
    expect(factors({ type: 'step', every: 2, factor: 0.1, warmup: 1 }, [1, 2, 3, 4])).to.deep.equal([1, 1, 1, 0.1]);
  });

  it('never leaves 0 … 1', () => {
    const specs = fc.oneof(
      fc.record({
        type: fc.constant('step' as const),
        every: fc.nat(50).map((n) => n + 1),
        factor: fc.double({ min: 0.01, max: 1, noNaN: true }),
      }),
      fc.record({
        type: fc.constant('cosine' as const),
        steps: fc.nat(300),
        least: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    );
    fc.assert(
      fc.property(specs, fc.nat(50), fc.integer({ min: 1, max: 1000 }), (spec, warmup, step) => {
        expect(scheduleFactor({ ...spec, warmup }, step)).to.be.within(0, 1);
      }),
    );
  });
});

describe('cosineOfPi', () => {
  it('agrees with Math.cos within 1e-15 from 0 to π', () => {
    for (let n = 0; n <= 1000; n++) expect(cosineOfPi(n / 1000)).to.be.closeTo(Math.cos((Math.PI * n) / 1000), 1e-15);
    expect([cosineOfPi(0), cosineOfPi(1)]).to.deep.equal([1, -1]);
  });
});

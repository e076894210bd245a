import { expect } from 'chai';
import { bestOf, isOutOfPatience } from '../../src/nn/early-stopping.ts';

const measured = (...losses: number[]) => losses.map((loss, n) => ({ step: 10 * (n + 1), loss }));

describe('isOutOfPatience', () => {
  it('is true after `patience` evaluations in a row that are no better than the best', () => {
    expect(isOutOfPatience({ patience: 2 }, measured(3, 2, 2.1))).to.equal(false);
    expect(isOutOfPatience({ patience: 2 }, measured(3, 2, 2.1, 2))).to.equal(true);
    expect(isOutOfPatience({ patience: 2 }, measured(3, 2, 2.1, 1.9))).to.equal(false);
  });

  it('is never true without patience, or before the first evaluation', () => {
    expect(isOutOfPatience(undefined, measured(1, 2, 3, 4))).to.equal(false);
    expect(isOutOfPatience({}, measured(1, 2, 3, 4))).to.equal(false);
    expect(isOutOfPatience({ patience: 1 }, [])).to.equal(false);
  });

  it('does not count what was measured before an ended run was let go on', () => {
    const losses = measured(1, 2, 3, 4);
    expect(isOutOfPatience({ patience: 2, patienceFrom: 30 }, losses)).to.equal(false);
    expect(isOutOfPatience({ patience: 2, patienceFrom: 20 }, losses)).to.equal(true);
  });
});

describe('bestOf', () => {
  it('gives the earliest of the lowest', () => {
    expect(bestOf(measured(3, 1, 2, 1))?.step).to.equal(20);
    expect(bestOf([])).to.equal(undefined);
  });
});

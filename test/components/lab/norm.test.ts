import { expect } from 'chai';
import { norm } from '../../../components/lab/arrivals.ts';

describe('norm', () => {
  it('is the length of a vector, of whatever size its numbers are', () => {
    expect(norm([])).to.equal(0);
    expect(norm([0, -0])).to.equal(0);
    for (const size of [1, 1e200, 1e-200, Number.MIN_VALUE]) {
      expect(norm([3 * size, -4 * size]) / size, String(size)).to.be.closeTo(5, 1e-12);
    }
    expect(norm(new Float64Array(2 ** 20)), 'a wide layer before anything came back').to.equal(0);
    expect(norm([Infinity, 1])).to.equal(Infinity);
    expect(Number.isNaN(norm([NaN, 1e200]))).to.equal(true);
  });
});

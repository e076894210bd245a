import { expect } from 'chai';
import { erf, exp, expm1, log, log1p, power, sigmoid, softplus, tanh } from '../../src/nn/maths.ts';

const points = Array.from({ length: 4001 }, (_, n) => (n - 2000) / 100);

function worst(mine: (x: number) => number, theirs: (x: number) => number, xs: readonly number[]): number {
  return xs.reduce((most, x) => {
    const wanted = theirs(x);
    const scale = Math.abs(wanted);
    return scale === 0 ? most : Math.max(most, Math.abs(mine(x) - wanted) / scale);
  }, 0);
}

describe('maths', () => {
  it('exp, expm1, tanh and sigmoid agree with the engine to 1e-15 relative on ±20', () => {
    expect(worst(exp, Math.exp, points)).to.be.below(1e-15);
    expect(worst(expm1, Math.expm1, points)).to.be.below(2e-15);
    expect(worst(tanh, Math.tanh, points)).to.be.below(2e-15);
    expect(worst(sigmoid, (x) => 1 / (1 + Math.exp(-x)), points)).to.be.below(2e-15);
  });

  it('log and log1p agree with the engine to 1e-15 relative', () => {
    const positive = points.map((x) => Math.exp(x));
    expect(worst(log, Math.log, [...positive, 5e-324, 1e-310, 1e308])).to.be.below(1e-15);
    expect(worst(log1p, Math.log1p, [...positive, 1e-18, -1e-4, 9.9e-3, 1.01e-2, -0.5])).to.be.below(1e-15);
  });

  it('erf is right at tabulated points (Abramowitz and Stegun, table 7.1)', () => {
    const table = [
      [0.5, 0.5204998778130465],
      [1, 0.8427007929497149],
      [2, 0.9953222650189527],
      [3.5, 0.9999992569016276],
      [-1, -0.8427007929497149],
    ];
    for (const [x, y] of table) expect(erf(x)).to.be.closeTo(y, 1e-14);
  });

  it('exp overflows to Infinity, underflows to 0 and keeps NaN', () => {
    expect([exp(710), exp(-746), exp(NaN), exp(0), exp(-Infinity), exp(Infinity)]).to.deep.equal([
      Infinity,
      0,
      NaN,
      1,
      0,
      Infinity,
    ]);
    expect(exp(709.7)).to.be.closeTo(Math.exp(709.7), Math.exp(709.7) * 1e-15);
  });

  it('softplus neither overflows nor vanishes', () => {
    expect(softplus(800)).to.equal(800);
    expect(softplus(-40)).to.be.closeTo(Math.exp(-40), 1e-30);
  });

  it('power is exact for powers of two', () => {
    expect(power(2, 40)).to.equal(2 ** 40);
    expect(power(0.999, 0)).to.equal(1);
  });
});

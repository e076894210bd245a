import { expect } from 'chai';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatFactor,
  formatNumber,
  formatPercent,
} from '../../../components/controls/number-format.ts';

describe('formatNumber', () => {
  it('writes a real minus sign and two decimals', () => {
    expect(formatNumber(-0.374)).to.equal('\u22120.37');
    expect(formatNumber(12)).to.equal('12.00');
  });

  it('keeps the sign of a number that rounds to zero, but gives zero none', () => {
    expect(formatNumber(-0.001)).to.equal('\u22120.00');
    expect(formatNumber(0)).to.equal('0.00');
    expect(formatNumber(-0)).to.equal('0.00');
  });

  it('says infinities and not-a-number, and shortens the huge', () => {
    expect(formatNumber(-Infinity)).to.equal('\u2212∞');
    expect(formatNumber(NaN)).to.equal('NaN');
    expect(formatNumber(1.23e9)).to.equal('1.2e9');
  });

  it('refuses a number of decimals it cannot write', () => {
    expect(() => formatNumber(1, 10)).to.throw(RangeError, 'digits: expected a whole number from 0 to 9, got 10');
  });
});

describe('the other formats', () => {
  it('write counts, factors, shares, sizes and durations', () => {
    expect(formatCount(1240.4)).to.equal('1,240');
    expect(formatFactor(0.003)).to.equal('0.003');
    expect(formatFactor(-1.234e-7)).to.equal('\u22121.2e\u22127');
    expect(formatFactor(0)).to.equal('0');
    expect(formatPercent(0.536)).to.equal('54\u00A0%');
    expect([0, 4e-7, 0.0004, 0.0006].map((share) => formatPercent(share, 1))).to.deep.equal([
      '0.0\u00A0%',
      '<\u00A00.1\u00A0%',
      '<\u00A00.1\u00A0%',
      '0.1\u00A0%',
    ]);
    expect([formatBytes(0), formatBytes(384_400), formatBytes(3_140_000), formatBytes(10.7e9)]).to.deep.equal([
      '0\u00A0B',
      '384\u00A0kB',
      '3.1\u00A0MB',
      '10.7\u00A0GB',
    ]);
    expect([formatDuration(130), formatDuration(3730), formatDuration(Infinity)]).to.deep.equal([
      '2:10',
      '1:02:10',
      '–',
    ]);
  });

  it('rounds sizes into the next unit without a gap', () => {
    expect(formatBytes(999)).to.equal('999\u00A0B');
    expect(formatBytes(999_499)).to.equal('999\u00A0kB');
    expect(formatBytes(999_500)).to.equal('1.0\u00A0MB');
  });
});

import { expect } from 'chai';
import { equalsSign } from '../../../components/formula/short-number.ts';

describe('equalsSign', () => {
  it('is ≈ where rounded parts do not come to their rounded sum', () => {
    expect(equalsSign(['0.64', '−1.39'], '−0.75')).to.equal('=');
    expect(equalsSign(['−0.51', '0.75'], '0.23')).to.equal('≈');
    expect(equalsSign(['0.69', '0.22', '1.90'], '2.82')).to.equal('≈');
    expect(equalsSign(['0.51', '3e−4'], '0.51')).to.equal('≈');
    expect(equalsSign(['12,000', '345'], '12,345')).to.equal('=');
    expect(equalsSign(['∞', '1'], '∞')).to.equal('≈');
  });
});

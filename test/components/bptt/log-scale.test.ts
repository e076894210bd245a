import { expect } from 'chai';
import { powerOfTen, termNumber } from '../../../components/bptt/log-scale.ts';
import { heardLetters } from '../../../components/formula/letters.ts';
import { heardPowers, shortNumber, spokenNumber } from '../../../components/formula/short-number.ts';

describe('powers of ten in the BPTT lesson', () => {
  it('are written in one way: in cells, on the axis, in sentences and in sheets', () => {
    expect([shortNumber(2.6e-4), powerOfTen(-4), termNumber(2.61e-4)]).to.deep.equal(['3e−4', '1e−4', '2.61e−4']);
    expect([powerOfTen(6), termNumber(5.2e6)]).to.deep.equal(['1e6', '5.20e6']);
    expect([termNumber(0), termNumber(0.0184), termNumber(12_345)]).to.deep.equal(['0', '0.0184', '12,345']);
  });

  it('are heard as words', () => {
    expect(heardPowers('loss 9 through step 4: 2.61e−4')).to.equal(
      'loss 9 through step 4: 2.61 times ten to the minus 4',
    );
    expect(heardPowers('5.20e6')).to.equal('5.20 times ten to the 6');
    expect(spokenNumber(-1.2e-7)).to.equal('minus 1.2 times ten to the minus 7');
    expect(heardLetters('W_x moves by 3e−4')).to.equal('W x moves by 3 times ten to the minus 4');
    expect(heardPowers('step 12 of hello')).to.equal('step 12 of hello');
  });
});

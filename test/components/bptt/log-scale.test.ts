import { expect } from 'chai';
import { cellNumber, powerOf, powerOfTen, termNumber } from '../../../components/bptt/log-scale.ts';
import { heardLetters } from '../../../components/formula/letters.ts';
import { heardPowers, shortNumber, spokenNumber } from '../../../components/formula/short-number.ts';

describe('powers of ten in the BPTT lesson', () => {
  it('are written in one way: in cells, on the axis, in sentences and in sheets', () => {
    expect([shortNumber(2.6e-4), powerOfTen(-4), termNumber(2.61e-4)]).to.deep.equal(['3e−4', '1e−4', '2.61e−4']);
    expect([powerOfTen(6), termNumber(5.2e6)]).to.deep.equal(['1e6', '5.20e6']);
    expect([termNumber(0), termNumber(0.0184), termNumber(12_345)]).to.deep.equal(['0', '0.0184', '12,345']);
  });

  it('are alike near and far in the triangle: no cell seems twice as large as one that is not', () => {
    const cells = [0.00591, 0.00473, 0.0949, 0.0951, 0.33, 2.41, 24.1, 1240, 5.93e-8, 0];
    expect(cells.map(cellNumber)).to.deep.equal([
      '6e−3',
      '5e−3',
      '9e−2',
      '0.10',
      '0.33',
      '2.4',
      '24',
      '1e3',
      '6e−8',
      '0',
    ]);
  });

  it('stand alone where a cell has no room for digits', () => {
    expect([0.03, 0.1, 0.99, 1, 24, 5.93e-8].map(powerOf)).to.deep.equal(['−2', '−1', '−1', '+0', '+1', '−8']);
    expect(powerOf(0), 'has no power').to.equal('0');
    expect([Infinity, NaN].map(powerOf)).to.deep.equal(['∞', '?']);
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

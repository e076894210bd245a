import { expect } from 'chai';
import { readNumber, readSmallNumber } from '../../src/formula/read-number.ts';

describe('readNumber', () => {
  it('reads a number as people type it', () => {
    for (const text of ['16', '16 ×', '×16', 'x 16', '1.6e1', '.16e+2', '１６倍', '16,0', '+16.']) {
      expect(readNumber(text), text).to.equal(16);
    }
    expect(readNumber('−1,234.5')).to.equal(-1234.5);
  });

  it('takes no number for another one: hexadecimal digits, words, an end that is missing, infinity', () => {
    for (const text of ['0x10', '0b11', '1_000', '1e', '1e999', 'Infinity', 'abc', '', '-', '1 2x3']) {
      expect(readNumber(text), text).to.equal(undefined);
    }
  });
});

describe('readSmallNumber', () => {
  it('has a decimal comma where a count would have thousands', () => {
    for (const text of ['1.25', '1,250', '１，２５']) expect(readSmallNumber(text), text).to.equal(1.25);
    expect(readSmallNumber('1,234.5'), 'either way').to.equal(undefined);
  });
});

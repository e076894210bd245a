import { expect } from 'chai';
import { readArithmetic } from '../../src/lessons/arithmetic.ts';

describe('readArithmetic', () => {
  const readable: readonly (readonly [string, number])[] = [
    ['0.5', 0.5],
    ['−.25', -0.25],
    ['2+3*4', 14],
    ['(2 + 3) × 4', 20],
    ['10 − 4 − 3', 3],
    ['12 / 3 ÷ 2', 2],
    ['2 * -3', -6],
    ['-(1 - 0,25)·2', -1.5],
    ['0.521*-0.695+0.099*-0.326', 0.521 * -0.695 + 0.099 * -0.326],
    ['（1 − 0.3）x 0.5', 0.35],
  ];
  for (const [text, value] of readable) {
    it(`reads ${text}`, () => expect(readArithmetic(text)).to.be.closeTo(value, 1e-12));
  }

  it('reads nothing else', () => {
    for (const text of [
      '',
      ' ',
      '+',
      '2^3',
      '2**3',
      '(1',
      '1)',
      '()',
      '1 +',
      '* 2',
      '2(3)',
      '1.2.3',
      '1/0',
      'tanh(1)',
      '5 %',
    ])
      expect(readArithmetic(text), text).to.equal(undefined);
  });
});

import { expect } from 'chai';
import { checkAnswer } from '../../src/lessons/answer.ts';

describe('checkAnswer', () => {
  it('takes what is right to 3 %, as people write it', () => {
    for (const text of ['83.4', '83,4', ' 83 ', '8.34e1', '83 ×', '85', '81']) {
      expect(checkAnswer(text, 83.4), text).to.equal('right');
    }
    expect(checkAnswer('1,234', 1234)).to.equal('right');
    expect(checkAnswer('12,345.6', 12345.6)).to.equal('right');
    expect(checkAnswer('0,125', 0.125)).to.equal('right');
    expect(checkAnswer('−0,512', -0.512)).to.equal('right');
    expect(checkAnswer('８３．４', 83.4), 'wide digits').to.equal('right');
    expect(checkAnswer('0.00962/0.00125', 7.7), 'the arithmetic').to.equal('right');
  });

  it('tells a near answer, and one divided the other way round, from a wrong one', () => {
    expect(checkAnswer('90', 83.4)).to.equal('near');
    expect(checkAnswer('0.012', 83.4)).to.equal('inverse');
    expect(checkAnswer('8.3', 83.4)).to.equal('wrong');
    expect(checkAnswer('-83.4', 83.4)).to.equal('wrong');
  });

  it('says when there is no number, given or wanted', () => {
    for (const text of ['', '  ', 'many', '1/', '∞', 'NaN'])
      expect(checkAnswer(text, 83.4), text).to.equal('no-number');
    expect(checkAnswer('83', Infinity)).to.equal('no-answer');
    expect(checkAnswer('83', NaN)).to.equal('no-answer');
  });
});

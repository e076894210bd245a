import { expect } from 'chai';
import { visible } from '../../../components/lab/token.ts';

describe('visible', () => {
  it('shows what has no width of its own', () => {
    expect([' ', '\n', '\t', 'a', '课', '👩'].map(visible)).to.deep.equal(['␣', '⏎', '⇥', 'a', '课', '👩']);
    expect(visible('\u0301'), 'a combining accent').to.equal('◌\u0301');
    expect(['\u200D', '\u200B', '\u202E', '\u0007'].map(visible), 'joiners and their kind').to.deep.equal(
      Array(4).fill('◌'),
    );
  });
});

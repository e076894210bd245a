import { expect } from 'chai';
import fc from 'fast-check';
import { decode, encode, UnknownCharactersError, vocabularyOf } from '../../src/datasets/text.ts';

describe('text', () => {
  it('vocabularyOf sorts by code point, each character once', () => {
    expect(vocabularyOf('hello\n')).to.deep.equal(['\n', 'e', 'h', 'l', 'o']);
    // By code unit 😀 (D83D…) would come before ｡ (FF61); by code point it comes after.
    expect(vocabularyOf('｡😀a')).to.deep.equal(['a', '｡', '😀']);
  });

  it('encode and decode are inverse for any well-formed text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const vocabulary = vocabularyOf(text);
        const ids = encode(text, vocabulary);
        expect(decode(ids, vocabulary)).to.equal(text);
        expect(ids.length).to.equal([...text].length);
      }),
    );
  });

  it('encode names every unknown character once', () => {
    const attempt = () => encode('héllo wörld é\t', vocabularyOf('hello world'));
    expect(attempt)
      .to.throw(UnknownCharactersError, 'got “é”, “ö”, U+0009')
      .with.property('characters')
      .that.deep.equals(['é', 'ö', '\t']);
  });

  it('decode refuses an id outside the vocabulary', () => {
    expect(() => decode([0, 2], ['a', 'b'])).to.throw(RangeError, 'expected 0 to 1, got 2');
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { factsOf, hasCase, normalised, REPLACEMENT } from '../../src/datasets/normalise.ts';
import { OwnTextError, readPastedText } from '../../src/datasets/own-text.ts';

const asItIs = { foldCase: false, rare: 'keep', least: 5 } as const;

describe('normalised', () => {
  it('leaves a text alone unless asked', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => normalised(text, asItIs) === text));
  });

  it('folds case one letter for one letter', () => {
    expect(normalised('Ada ÄÖ Ω İ 你', { ...asItIs, foldCase: true })).to.equal('ada äö ω İ 你');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const folded = normalised(text, { ...asItIs, foldCase: true });
        expect([...folded].length).to.equal([...text].length);
      }),
    );
  });

  it('drops or replaces what comes fewer than `least` times, but no space and no line end', () => {
    const text = 'aaa bbb\nc😀aa';
    expect(normalised(text, { foldCase: false, rare: 'drop', least: 3 })).to.equal('aaa bbb\naa');
    expect(normalised(text, { foldCase: false, rare: 'replace', least: 3 })).to.equal(
      `aaa bbb\n${REPLACEMENT}${REPLACEMENT}aa`,
    );
  });

  it('counts after the case is folded', () => {
    expect(normalised('Aa Bb b', { foldCase: true, rare: 'drop', least: 3 })).to.equal(' bb b');
  });

  it('what is left is either kept white space or common', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 300, unit: fc.constantFrom(...'aAbBcd \n你') }),
        fc.integer({ min: 2, max: 9 }),
        (text, least) => {
          const left = normalised(text, { foldCase: true, rare: 'drop', least });
          const counts = new Map<string, number>();
          for (const character of left) counts.set(character, (counts.get(character) ?? 0) + 1);
          for (const [character, count] of counts)
            expect(character === ' ' || character === '\n' || count >= least).to.equal(true);
        },
      ),
    );
  });

  it('factsOf counts code points', () => {
    expect(factsOf('a😀😀\n')).to.deep.equal({ characters: 4, distinct: 3 });
    expect([hasCase('Ab'), hasCase('你好 ab')]).to.deep.equal([true, false]);
  });
});

describe('readPastedText', () => {
  it('judges what is left: dropping rare characters brings a text within the limit, or makes it too short', () => {
    const many = Array.from({ length: 2100 }, (_, n) => String.fromCodePoint(0x4e00 + n)).join('');
    const text = 'common words '.repeat(50) + many;
    const normalise = (given: string) => normalised(given, { foldCase: false, rare: 'drop', least: 2 });
    expect(() => readPastedText(text, { atLeast: 5 })).to.throw(OwnTextError, 'distinct');
    expect(readPastedText(text, { atLeast: 5, normalise })).to.equal('common words '.repeat(50));
    expect(() => readPastedText(many, { atLeast: 5, normalise })).to.throw(OwnTextError);
  });
});

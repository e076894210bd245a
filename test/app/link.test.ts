import { expect } from 'chai';
import fc from 'fast-check';
import { decodeState, encodeState, LinkError, LONGEST_LINK, type LinkFormat } from '../../src/app/link.ts';

interface Place {
  readonly word: string;
  readonly step: number;
}

const format: LinkFormat<Place> = {
  version: 3,
  read(state) {
    const { word, step } = state as Place;
    if (typeof word !== 'string' || !Number.isInteger(step)) throw new TypeError('a word and a step');
    return { word, step };
  },
};

const places: fc.Arbitrary<Place> = fc.record({
  word: fc.string({ unit: 'grapheme', maxLength: 40 }),
  step: fc.integer(),
});

function problemOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof LinkError) return error.problem;
    throw error;
  }
  return 'none';
}

describe('decodeState', () => {
  it('reads back every state that encodeState wrote, in any script', () => {
    fc.assert(
      fc.property(places, (place) => {
        const text = encodeState(format, place);
        expect(text).to.match(/^[\w-]*$/);
        expect(decodeState(format, text)).to.deep.equal(place);
      }),
    );
  });

  it('calls every other text broken, and throws nothing else', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(problemOf(() => decodeState(format, text))).to.equal('broken');
      }),
    );
    for (const state of [null, 7, [], { word: 1, step: 1 }, { word: 'a', step: 0.5 }]) {
      const text = encodeState<unknown>({ version: 3, read: (each) => each }, state);
      expect(
        problemOf(() => decodeState(format, text)),
        JSON.stringify(state),
      ).to.equal('broken');
    }
  });

  it('tells a link of another version, and one that is too long, from a broken one', () => {
    const text = encodeState({ ...format, version: 2 }, { word: 'x', step: 1 });
    expect(problemOf(() => decodeState(format, text))).to.equal('other-version');
    expect(problemOf(() => decodeState(format, 'A'.repeat(LONGEST_LINK + 1)))).to.equal('too-long');
  });

  it('accepts a cut link for nothing but what it is', () => {
    const text = encodeState(format, { word: 'recurrence', step: 12 });
    for (let length = 0; length < text.length; length++) {
      expect(problemOf(() => decodeState(format, text.slice(0, length)))).to.equal('broken');
    }
  });
});

describe('encodeState', () => {
  it('refuses a state that no link can hold', () => {
    expect(problemOf(() => encodeState(format, { word: 'x'.repeat(4000), step: 1 }))).to.equal('too-long');
  });
});

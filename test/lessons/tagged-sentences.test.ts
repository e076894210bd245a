import { expect } from 'chai';
import { idsOf, sentenceLanguages, taggedSentences, tags, wordsOf } from '../../src/lessons/tagged-sentences.ts';

describe('taggedSentences', () => {
  for (const language of sentenceLanguages) {
    it(`has a tag for each word, and a first sentence of a dozen words, ${language}`, () => {
      const sentences = taggedSentences[language];
      expect(sentences[0].words).to.have.length(12);
      for (const { words, tags: own } of sentences) {
        expect(own).to.have.length(words.length);
        expect(words.length, words.join(' ')).to.be.within(8, 12);
        for (const tag of own) expect(tags).to.include(tag);
      }
    });

    it(`has words whose tag only their place tells, ${language}`, () => {
      const found = new Map<string, Set<string>>();
      for (const { words, tags: own } of taggedSentences[language]) {
        words.forEach((word, n) => found.set(word, (found.get(word) ?? new Set()).add(own[n])));
      }
      expect([...found.values()].filter((each) => each.size > 1)).to.have.length.at.least(3);
    });

    it(`is read as numbers within the vocabulary and the tags, ${language}`, () => {
      const vocabulary = wordsOf(language);
      expect(new Set(vocabulary).size).to.equal(vocabulary.length);
      taggedSentences[language].forEach(({ words }, n) => {
        const { input, target } = idsOf(language, n);
        expect(input.map((id) => vocabulary[id])).to.deep.equal(words);
        expect(target.map((id) => tags[id])).to.deep.equal(taggedSentences[language][n].tags);
      });
    });
  }
});

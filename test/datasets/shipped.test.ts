import { expect } from 'chai';
import { austen } from '../../src/datasets/austen.ts';
import { DatasetError, loadShippedText } from '../../src/datasets/dataset.ts';
import { tang } from '../../src/datasets/tang.ts';
import { encode, vocabularyOf } from '../../src/datasets/text.ts';
import { rejection } from '../support/rejection.ts';

describe('shipped texts', () => {
  for (const dataset of [austen, tang]) {
    it(`${dataset.id} loads and holds the characters it promises`, async () => {
      const text = await loadShippedText(dataset);
      const vocabulary = vocabularyOf(text);
      const ids = encode(text, vocabulary);
      expect(ids.length).to.equal(dataset.characters);
      expect(vocabulary.length).to.equal(dataset.distinct);
    });
  }

  it('every Tang poem is four lines of five characters', async () => {
    const poems = (await loadShippedText(tang)).trimEnd().split('\n');
    expect(poems.length).to.equal(738);
    for (const poem of poems) expect(poem).to.match(/^(?:[^，。]{5}[，。？！；]){4}$/u);
  });

  it('loadShippedText names the file when it is missing', async () => {
    const error = await rejection(loadShippedText({ ...austen, file: 'missing.txt' }));
    expect(error).to.be.instanceOf(DatasetError);
    expect(String(error)).to.contain('missing.txt: expected');
  });

  it('loadShippedText refuses a file with other content', async () => {
    const error = await rejection(loadShippedText({ ...austen, file: tang.file }));
    expect(String(error)).to.contain('tang-quatrains.txt: expected 199422 characters, got 18450');
  });
});

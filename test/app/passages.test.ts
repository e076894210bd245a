import { expect } from 'chai';
import { Passages } from '../../src/app/passages.ts';

describe('Passages', () => {
  it('begin where a sentence does, a line or a quotation included, and wrap around', () => {
    const text = 'It is so. “Is it?” she asked.\n\nNobody knew! He went home at once.';
    const passages = new Passages(text, 12);
    const all = Array.from({ length: passages.count }, (_, n) => passages.at(n));
    expect(all).to.deep.equal(['It is so. “I', '“Is it?” she', 'she asked.\n\n', 'Nobody knew!', 'He went home']);
    expect(passages.at(passages.count)).to.equal(all[0]);
  });

  it('begin at the verses of a poem, whose marks no space follows', () => {
    const passages = new Passages('床前明月光，疑是地上霜。举头望明月，低头思故乡。\n春眠不觉晓，处处闻啼鸟。', 11);
    const all = Array.from({ length: passages.count }, (_, n) => passages.at(n));
    expect(all).to.deep.equal(['床前明月光，疑是地上霜', '举头望明月，低头思故乡', '春眠不觉晓，处处闻啼鸟']);
  });

  it('count a rare character as one, and have none of a text that is too short', () => {
    const passages = new Passages('𠮷𠮷𠮷𠮷 𠮷𠮷', 6);
    expect(passages.at(0)).to.equal('𠮷𠮷𠮷𠮷 𠮷');
    expect(new Passages('short', 6).count).to.equal(0);
    expect(new Passages('short', 6).at(3)).to.equal('');
  });
});

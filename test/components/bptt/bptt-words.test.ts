import { expect } from 'chai';
import { html } from 'lit';
import '../../../components/bptt/un-read-text.ts';
import '../../../components/bptt/un-tagged-words.ts';
import { truncateWords } from '../../../components/bptt/remedy-words.ts';
import { reachSentence, saturationSentence } from '../../../components/bptt/reach.ts';
import { defaultBptt, type BpttDocument } from '../../../src/app/bptt-document.ts';
import { BpttSession } from '../../../src/app/bptt-session.ts';
import { switchLanguage } from '../../../src/i18n/localization.ts';
import { fixture, rendered } from '../../support/fixture.ts';

const wordsOf = (element: Element): string => (element.shadowRoot?.querySelector('p')?.textContent ?? '').trim();

describe('the words of the BPTT rooms', () => {
  afterEach(async () => {
    await switchLanguage('en');
    localStorage.removeItem('unroll.language');
  });

  it('say that the loss is the sum over the words, and that training takes the mean, in both languages', async () => {
    const session = new BpttSession({ ...defaultBptt('en'), updates: 0 });
    const size = session.current.measures.loss.toFixed(2);
    const words = await fixture(html`<un-tagged-words .state=${session.current}></un-tagged-words>`);
    expect(wordsOf(words)).to.match(
      new RegExp(
        `^\\d+ of 12 tags right. E = ΣEt = ${size} nats: the sum over the words. Training takes their mean, E/T.$`,
      ),
    );
    await switchLanguage('zh-Hans');
    await rendered(words);
    expect(wordsOf(words)).to.match(
      new RegExp(`^12 个词中标对 \\d+ 个。E = ΣEt = ${size} 奈特，是各词损失之和；训练时用平均值 E/T。$`),
    );
    session.dispose();
  });

  it('say the same of a trained run, in both languages', async () => {
    const measures = { words: [], loss: 6, steps: 4 };
    const text = await fixture(html`<un-read-text .measures=${measures}></un-read-text>`);
    expect(wordsOf(text)).to.include(
      'E = ΣEt = 6.00 nats: the sum over the characters. Training takes their mean, E/T = 1.50.',
    );
    await switchLanguage('zh-Hans');
    await rendered(text);
    expect(wordsOf(text)).to.include('E = ΣEt = 6.00 奈特，是各字符损失之和；训练时用平均值 E/T = 1.50。');
  });

  it('have a sentence of their own for a text of one step, which has no distance', async () => {
    const session = new BpttSession({ ...defaultBptt('en'), updates: 0 });
    const one = { steps: 1, reach: { norms: { h: Float64Array.of(1) }, paths: Float64Array.of(1) } };
    const state = { ...session.current, measures: { ...session.current.measures, ...one } };
    expect(reachSentence(state)).to.match(/^One step only/);
    await switchLanguage('zh-Hans');
    expect(reachSentence(state)).to.match(/^只有一步/);
    session.dispose();
  });

  it('tell of a plain RNN alone why its changes vanish at a spectral radius above 1', () => {
    const told = (fields: Partial<BpttDocument>) => {
      const session = new BpttSession({ ...defaultBptt('en'), updates: 0, ...fields });
      const state = session.current;
      session.dispose();
      return [reachSentence(state).split(':')[0], saturationSentence(state).includes('tanh′')];
    };
    expect(told({ radius: 0.5 })).to.deep.equal(['Vanishing', false]);
    expect(told({ radius: 1 })).to.deep.equal(['Holding', false]);
    expect(told({ radius: 2 })).to.deep.equal(['Exploding', false]);
    expect(told({ radius: 4 })).to.deep.equal(['Vanishing', true]);
    expect(told({ radius: 2, language: 'zh' })[0], 'as is said of the untrained network').to.equal('Exploding');
    expect(told({ radius: 4, cell: 'gru' })[1]).to.equal(false);
  });

  it('count the terms that there are: of W_o one a loss, none of which is cut', () => {
    const told = (fields: Partial<BpttDocument>) => {
      const session = new BpttSession({ ...defaultBptt('en'), updates: 0, ...fields });
      const words = truncateWords(session.current);
      session.dispose();
      return words;
    };
    expect(told({})).to.equal('all 78 terms count');
    expect(told({ truncate: 4 })).to.equal('36 of 78 terms cut');
    expect(told({ weight: 'o' })).to.equal('all 12 terms count');
    expect(told({ weight: 'o', truncate: 4 })).to.equal('0 of 12 terms cut');
  });
});

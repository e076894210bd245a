import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { formatNumber, formatPercent } from '../controls/number-format.ts';
import { base } from '../styles/base.css.ts';
import { letters } from '../formula/letters.ts';
import type { BpttState, Tag, TaggedWord } from './contract.ts';
import { wordsStyles } from './words.css.ts';

/** The sentence: below each word the tag that the network finds likeliest, and how sure it is. */
@customElement('un-tagged-words')
@localized()
export class TaggedWords extends LitElement {
  static override styles = [
    base,
    wordsStyles,
    css`
      .wrong span {
        color: var(--danger);
      }
      sub {
        font-size: 0.75em;
        line-height: 0;
      }
      s {
        text-decoration-thickness: 1.5px;
      }
    `,
  ];

  @property({ attribute: false }) state!: BpttState;

  override render() {
    const { words, loss } = this.state.measures;
    const right = words.filter(({ tag, target }) => tag === target).length;
    const total = words.length;
    const size = formatNumber(loss);
    return html`<ol lang=${this.state.document.language}>
        ${words.map((word) => this.word(word))}
      </ol>
      <p>
        ${letters(msg(str`${right} of ${total} tags right. E = ΣE_t = ${size} nats: the sum over the words. Training takes their mean, E/T.`, { id: 'bptt.tags-right' }))}
      </p>`;
  }

  private word({ word, tag, target, probability }: TaggedWord) {
    const share = formatPercent(probability);
    return tag === target
      ? html`<li><b>${word}</b><span>${tagName(tag)} ${share}</span></li>`
      : html`<li class="wrong">
          <b>${word}</b><span><s>${tagName(tag)} ${share}</s></span
          ><span>${msg('is', { id: 'bptt.tag-is' })} ${tagName(target)}</span>
        </li>`;
  }
}

function tagName(tag: Tag): string {
  const names: Readonly<Record<Tag, string>> = {
    noun: msg('noun', { id: 'bptt.noun' }),
    verb: msg('verb', { id: 'bptt.verb' }),
    adjective: msg('adj.', { id: 'bptt.adjective' }),
    adverb: msg('adv.', { id: 'bptt.adverb' }),
    determiner: msg('det.', { id: 'bptt.determiner' }),
    preposition: msg('prep.', { id: 'bptt.preposition' }),
    pronoun: msg('pron.', { id: 'bptt.pronoun' }),
  };
  return names[tag];
}

declare global {
  interface HTMLElementTagNameMap {
    'un-tagged-words': TaggedWords;
  }
}

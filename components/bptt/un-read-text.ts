import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { formatNumber, formatPercent } from '../controls/number-format.ts';
import { letters } from '../formula/letters.ts';
import { visible } from '../lab/token.ts';
import { base } from '../styles/base.css.ts';
import type { BpttRunState, ReadCharacter } from './contract.ts';
import { wordsStyles } from './words.css.ts';

/** The text that a run's network read: below each character the probability it gave to the one that follows. */
@customElement('un-read-text')
@localized()
export class ReadText extends LitElement {
  static override styles = [
    base,
    wordsStyles,
    css`
      li {
        text-align: center;
      }
      sub {
        font-size: 0.75em;
        line-height: 0;
      }
      li span {
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) measures!: NonNullable<BpttRunState['measures']>;
  @property() language = 'en';

  override render() {
    const { words, loss, steps } = this.measures;
    const [sum, mean] = [formatNumber(loss), formatNumber(loss / steps)];
    return html`<ol lang=${this.language}>
        ${words.map((each) => this.character(each))}
      </ol>
      <p>
        ${letters(msg(str`Below each character: the probability given to the one that follows. E = ΣE_t = ${sum} nats: the sum over the characters. Training takes their mean, E/T = ${mean}.`, { id: 'bptt.run.losses' }))}
      </p>`;
  }

  private character({ word, target, probability }: ReadCharacter) {
    return html`<li><b>${visible(word)}</b><span>${visible(target)} ${formatPercent(probability)}</span></li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-read-text': ReadText;
  }
}

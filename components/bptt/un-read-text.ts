import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { formatNumber, formatPercent } from '../controls/number-format.ts';
import { visible } from '../lab/token.ts';
import { base } from '../styles/base.css.ts';
import type { BpttRunState, ReadCharacter } from './contract.ts';

/** The text that a run's network read: below each character the probability it gave to the one that follows. */
@customElement('un-read-text')
@localized()
export class ReadText extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      ol {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-3);
      }
      li {
        display: grid;
        line-height: 1.25;
        text-align: center;
      }
      b {
        font-weight: 600;
      }
      li span {
        color: var(--ink-2);
        font-size: var(--text-xs);
        font-variant-numeric: tabular-nums;
      }
      p {
        margin-block-start: var(--space-2);
        color: var(--ink-2);
        font-size: var(--text-s);
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
        ${msg(str`Below each character: the probability given to the one that follows. The losses sum to ${sum} nats, ${mean} a character.`, { id: 'bptt.run.losses' })}
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

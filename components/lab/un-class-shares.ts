import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg, str } from '@lit/localize';
import type { Reference } from '../../src/formula/reference.ts';
import { formatNumber, formatPercent } from '../controls/number-format.ts';
import { spoken } from '../controls/spoken.ts';
import { base } from '../styles/base.css.ts';
import { partHeading } from './part-heading.css.ts';
import { openFactor } from './contract.ts';
import type { LabPass } from './lab-pass.ts';
import { visible } from './token.ts';

/** How many of the likeliest are shown. */
const SHOWN = 5;

/** The likeliest next characters of a step and the target, with score and probability. */
@customElement('un-class-shares')
@localized()
export class ClassShares extends LitElement {
  static override styles = [
    base,
    partHeading,
    css`
      :host {
        display: block;
        margin-block-start: var(--space-4);
      }
      button {
        display: grid;
        grid-template-columns: 2rem 1fr 3.5rem 3.5rem;
        gap: var(--space-2);
        align-items: center;
        inline-size: 100%;
        min-block-size: var(--touch);
        padding: 0;
        border: 0;
        border-block-end: 1px solid var(--line);
        background: none;
        text-align: start;
        cursor: pointer;
      }
      .bar {
        block-size: 0.625rem;
        border-radius: 3px;
        background: var(--line-strong);
      }
      .target .bar {
        background: var(--forward);
      }
      .target b::after {
        content: ' ✓';
        color: var(--forward);
      }
      .number {
        text-align: end;
        font-size: var(--text-s);
      }
    `,
  ];

  @property({ attribute: false }) pass!: LabPass;
  @property({ attribute: false }) reference!: Extract<Reference, { kind: 'value' }>;

  override render() {
    const { t } = this.reference;
    const all = this.pass.shares(t) ?? [];
    const target = this.pass.targetShare(t);
    const shown = all.slice(0, SHOWN);
    if (target !== undefined && !shown.some(({ id }) => id === target.id)) shown.push(target);
    return html`<h2>${msg('The likeliest next characters', { id: 'shares.title' })}</h2>
      ${shown.map(({ id, probability }) => {
        const character = visible(this.pass.document.vocabulary[id]);
        const isTarget = id === target?.id;
        const share = formatPercent(probability, probability < 0.1 ? 1 : 0);
        const words = isTarget
          ? msg(str`“${character}”, the target: ${share}`, { id: 'shares.target' })
          : msg(str`“${character}”: ${share}`, { id: 'shares.other' });
        return html`<button
          class=${isTarget ? 'target' : ''}
          @click=${() => openFactor(this, { ...this.reference, unit: id })}
        >
          ${spoken(
            words,
            html`<b>${character}</b>
              <span><div class="bar" style=${styleMap({ inlineSize: `${100 * probability}%` })}></div></span>
              <span class="number">${formatNumber(this.pass.value(this.reference.equation, id, t) ?? NaN)}</span>
              <span class="number">${share}</span>`,
          )}
        </button>`;
      })}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-class-shares': ClassShares;
  }
}

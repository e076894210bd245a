import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { base } from '../styles/base.css.ts';
import { valueName } from '../../src/formula/names.ts';
import { nameTemplate } from '../formula/label.ts';
import type { LabPass } from './lab-pass.ts';
import { roleName } from './role-names.ts';

/** What the letters above the columns stand for, and what the colours mean. */
@customElement('un-legend')
@localized()
export class Legend extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      dl {
        display: grid;
        grid-template-columns: 2.5rem 1fr;
        gap: var(--space-2) 0;
        align-items: baseline;
      }
      dt {
        font-family: var(--font-math);
        font-size: var(--text-l);
        font-style: italic;
      }
      dd,
      p {
        color: var(--ink-2);
      }
      p {
        margin-block-start: var(--space-4);
      }
      @media print {
        .tap {
          display: none;
        }
      }
      .swatch {
        display: inline-block;
        inline-size: 0.875em;
        block-size: 0.875em;
        border-radius: 3px;
        vertical-align: -0.1em;
      }
      .positive {
        background: color-mix(in srgb, var(--pos) 80%, var(--surface));
      }
      .negative {
        background: color-mix(in srgb, var(--neg) 80%, var(--surface));
      }
    `,
  ];

  @property({ attribute: false }) pass!: LabPass;

  override render() {
    return html`<dl>
        ${this.pass.columns.columns.map(
          ({ style, equation }) =>
            html`<dt style="color: ${style.hue}">${nameTemplate(valueName(this.pass.trace, equation))}</dt>
              <dd>${roleName(style.role)}</dd>`,
        )}
      </dl>
      <p>
        <span class="swatch positive"></span> ${msg('positive', { id: 'legend.positive' })} ·
        <span class="swatch negative"></span> ${msg('negative', { id: 'legend.negative' })} ·
        ${msg('strength is size', { id: 'legend.strength' })}
      </p>
      <p class="tap">${msg('Tap any number to see where it came from.', { id: 'legend.tap' })}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-legend': Legend;
  }
}

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { base } from '../styles/base.css.ts';
import { lineStyles } from './loss-chart.css.ts';
import { styleOf } from './plot-drawing.ts';
import type { ChartSeries } from './series.ts';

/** Which line is which: each run's colour, and dashes for held-back text. */
@customElement('un-chart-legend')
@localized()
export class ChartLegend extends LitElement {
  static override styles = [
    base,
    lineStyles,
    css`
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1) var(--space-4);
        color: var(--ink-2);
        font-size: var(--text-s);
      }
      li {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
      svg {
        flex: none;
        inline-size: 2rem;
        block-size: 0.75rem;
        overflow: visible;
      }
    `,
  ];

  @property({ attribute: false }) series: readonly ChartSeries[] = [];

  override render() {
    const { series } = this;
    const isAlone = series.length === 1;
    const hasHeldBack = series.some(({ heldBack }) => heldBack !== undefined);
    return html`<ul>
      ${series.map(
        ({ name }, n) =>
          html`<li>
            ${this.line(n, 'mean-sign')}<span>${isAlone ? msg('training', { id: 'chart.training' }) : name}</span>
          </li>`,
      )}
      ${
        hasHeldBack
          ? html`<li>
              ${this.line(0, 'held-back-sign')}<span>${msg('held-back text', { id: 'chart.held-back' })}</span>
            </li>`
          : nothing
      }
    </ul>`;
  }

  private line(n: number, kind: 'mean-sign' | 'held-back-sign') {
    return html`<svg viewBox="0 0 32 12" class=${styleOf(n)} aria-hidden="true">
      <polyline class=${kind} points="0,6 32,6"></polyline>
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-chart-legend': ChartLegend;
  }
}

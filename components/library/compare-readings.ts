import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { lineStyles } from '../chart/loss-chart.css.ts';
import { styleOf } from '../chart/plot-drawing.ts';
import { lastStepOf, type ChartSeries } from '../chart/series.ts';
import { meansAt } from '../chart/words.ts';
import { formatCount } from '../controls/number-format.ts';
import { base } from '../styles/base.css.ts';
import { partHeading } from '../styles/screen.css.ts';

/** What each run had reached at the step that is looked at, or at its last one. */
@customElement('un-compare-readings')
@localized()
export class CompareReadings extends LitElement {
  static override styles = [
    base,
    partHeading,
    lineStyles,
    css`
      :host {
        display: block;
        margin-block-start: var(--space-3);
      }
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--space-3);
        min-block-size: 2.25rem;
        border-block-end: 1px solid var(--line);
        font-size: var(--text-s);
      }
      svg {
        inline-size: 2rem;
        block-size: 0.75rem;
        overflow: visible;
      }
      b {
        font-weight: 650;
        font-variant-numeric: tabular-nums;
      }
      .quiet {
        color: var(--ink-2);
      }
      span {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) series: readonly ChartSeries[] = [];
  @property({ type: Number }) step: number | undefined;

  override render() {
    const step = this.step ?? this.common();
    return html`<h2>
        ${
          this.step === undefined
            ? msg(str`At step ${formatCount(step)}, which all have reached`, { id: 'compare.common' })
            : msg(str`At step ${formatCount(step)}`, { id: 'compare.at' })
        }
      </h2>
      <ul>
        ${meansAt(this.series, { step, window: 20 }).map(
          ({ mean, heldBack }, n) =>
            html`<li>
              <svg viewBox="0 0 32 12" class=${styleOf(n)} aria-hidden="true">
                <polyline class="mean-sign" points="0,6 32,6"></polyline>
              </svg>
              <span>${this.series[n].name}</span>
              <span>
                <b>${mean}</b>
                ${
                  heldBack === '–'
                    ? nothing
                    : html`<span class="quiet">${msg(str`held back ${heldBack}`, { id: 'compare.held-back' })}</span>`
                }
              </span>
            </li>`,
        )}
      </ul>`;
  }

  /** The last step that every run has made. */
  private common(): number {
    return this.series.reduce((least, { losses }) => Math.min(least, losses.length), lastStepOf(this.series));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-compare-readings': CompareReadings;
  }
}

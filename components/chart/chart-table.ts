import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { formatCount } from '../controls/number-format.ts';
import { base } from '../styles/base.css.ts';
import { lastStepOf, type ChartSeries } from './series.ts';
import { meansAt } from './words.ts';

const ROWS = 12;

/** The curves as numbers, at steps spread over the run: for screen readers, and to copy. */
@customElement('un-chart-table')
@localized()
export class ChartTable extends LitElement {
  static override styles = [
    base,
    css`
      .scroll {
        overflow-x: auto;
      }
      table {
        inline-size: 100%;
        border-collapse: collapse;
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
      }
      caption {
        padding-block-end: var(--space-2);
        color: var(--ink-2);
        text-align: start;
      }
      th,
      td {
        padding: var(--space-1) var(--space-2);
        border-block-end: 1px solid var(--line);
        text-align: end;
        font-weight: 400;
      }
      th:first-child {
        text-align: start;
      }
      thead th {
        color: var(--ink-2);
      }
    `,
  ];

  @property({ attribute: false }) series: readonly ChartSeries[] = [];
  /** Over how many steps the mean runs at most. */
  @property({ type: Number }) window = 20;

  override render() {
    const last = lastStepOf(this.series);
    const rows = Math.min(ROWS, last);
    const steps = Array.from({ length: rows }, (_, n) => Math.round(((n + 1) * last) / rows));
    return html`<div
      class="scroll"
      tabindex="0"
      role="region"
      aria-label=${msg('Losses', { id: 'chart.table.region' })}
    >
      <table>
        <caption>
          ${msg('Nats a character, running mean', { id: 'chart.table.caption' })}
        </caption>
        <thead>
          <tr>
            <th scope="col">${msg('step', { id: 'chart.step' })}</th>
            ${this.series.map((series) => this.heads(series))}
          </tr>
        </thead>
        <tbody>
          ${steps.map((step) => this.row(step))}
        </tbody>
      </table>
    </div>`;
  }

  private heads({ name, heldBack = [] }: ChartSeries) {
    const isAlone = this.series.length === 1;
    return html`<th scope="col">${isAlone ? msg('training', { id: 'chart.training' }) : name}</th>
      ${heldBack.length === 0 ? nothing : html`<th scope="col">${this.heldBackName(name)}</th>`}`;
  }

  private heldBackName(name: string): string {
    return this.series.length === 1
      ? msg('held-back text', { id: 'chart.held-back' })
      : msg(str`${name}, held back`, { id: 'chart.table.held-back' });
  }

  private row(step: number) {
    return html`<tr>
      <th scope="row">${formatCount(step)}</th>
      ${meansAt(this.series, { step, window: this.window }).map(
        ({ mean, heldBack }, n) =>
          html`<td>${mean}</td>
            ${(this.series[n].heldBack ?? []).length === 0 ? nothing : html`<td>${heldBack}</td>`}`,
      )}
    </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-chart-table': ChartTable;
  }
}

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import type { RunRecord } from '../../src/store/schema.ts';
import { styleOf } from '../chart/plot-drawing.ts';
import { lineStyles } from '../chart/loss-chart.css.ts';
import { base } from '../styles/base.css.ts';
import { resultRows, settingRows, type SettingRow } from './setting-rows.ts';

/** Runs side by side: what came out, then their settings; those that differ are marked. */
@customElement('un-compare-table')
@localized()
export class CompareTable extends LitElement {
  static override styles = [
    base,
    lineStyles,
    css`
      .scroll {
        overflow-x: auto;
      }
      table {
        min-inline-size: 100%;
        border-collapse: collapse;
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        padding: var(--space-2);
        border-block-end: 1px solid var(--line);
        text-align: start;
        vertical-align: baseline;
        font-weight: 400;
        line-height: 1.3;
      }
      thead th {
        min-inline-size: 5.5rem;
        font-weight: 650;
        overflow-wrap: anywhere;
      }
      tbody th {
        position: sticky;
        inset-inline-start: 0;
        max-inline-size: 8.5rem;
        padding-inline-start: 0;
        background: var(--paper);
        color: var(--ink-2);
      }
      .differs th {
        color: var(--ink);
        font-weight: 600;
      }
      .differs td {
        font-weight: 650;
      }
      .differs th::before {
        content: '≠';
        margin-inline-end: var(--space-1);
        color: var(--backward);
        font-weight: 650;
      }
      .differs td {
        background: var(--backward-soft);
      }
      svg {
        display: block;
        inline-size: 2.5rem;
        block-size: 0.75rem;
        margin-block-end: var(--space-1);
        overflow: visible;
      }
      a {
        display: inline-block;
        min-block-size: var(--touch);
        color: inherit;
      }
    `,
  ];

  @property({ attribute: false }) runs: readonly RunRecord[] = [];
  @property({ attribute: false }) titles: ReadonlyMap<string, string> = new Map();
  /** Leaves out the settings that are alike. */
  @property({ type: Boolean, attribute: 'only-differences' }) onlyDifferences = false;

  override render() {
    const { runs } = this;
    const settings = settingRows(runs, this.titles).filter(({ differs }) => differs || !this.onlyDifferences);
    return html`<div
      class="scroll"
      tabindex="0"
      role="region"
      aria-label=${msg('Settings side by side', { id: 'compare.region' })}
    >
      <table>
        <thead>
          <tr>
            <th scope="col"><span class="spoken">${msg('Setting', { id: 'compare.setting' })}</span></th>
            ${runs.map(
              ({ id, name }, n) =>
                html`<th scope="col">
                  <svg viewBox="0 0 40 12" class=${styleOf(n)} aria-hidden="true">
                    <polyline class="mean-sign" points="0,6 40,6"></polyline>
                  </svg>
                  <a href="#/train/${encodeURIComponent(id)}">${name}</a>
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${resultRows(runs).map((row) => this.row({ ...row, differs: false }))} ${settings.map((row) => this.row(row))}
        </tbody>
      </table>
    </div>`;
  }

  private row({ label, values, differs }: SettingRow) {
    return html`<tr class=${differs ? 'differs' : ''}>
      <th scope="row">
        ${label}${differs ? html`<span class="spoken">${msg('(differs)', { id: 'compare.differs' })}</span>` : nothing}
      </th>
      ${values.map((value) => html`<td>${value}</td>`)}
    </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-compare-table': CompareTable;
  }
}

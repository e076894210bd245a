import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { fields, keys } from '../controls/controls.css.ts';
import { formatCount } from '../controls/number-format.ts';
import { base } from '../styles/base.css.ts';
import './chart-table.ts';
import type { ChartSettings } from './plot.ts';
import type { ChartSeries } from './series.ts';

export type ToolDetail = { readonly settings: Partial<ChartSettings> } | { readonly zoom: 'in' | 'out' | 'whole' };

/** The steps that the slider's places average over. */
const windows = [1, 5, 10, 20, 50, 100, 200, 500] as const;

/**
 * How the curve is shown, folded away: smoothing, logarithmic scale, zoom, and the same as a table.
 *
 * @fires chart-tool - the reader asked for something
 */
@customElement('un-chart-tools')
@localized()
export class ChartTools extends LitElement {
  static override styles = [
    base,
    keys,
    fields,
    css`
      :host {
        display: block;
      }
      .bar {
        /* The words of the plain keys stand in line with what is above them. */
        margin-inline: calc(-1 * var(--space-3));
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: var(--space-2);
      }
      .tools {
        display: grid;
        gap: var(--space-2);
        padding-block: var(--space-2);
      }
      .line {
        display: grid;
        grid-template-columns: 1fr auto;
        align-items: baseline;
        gap: 0 var(--space-2);
      }
      .line input {
        grid-column: 1 / -1;
      }
      .line output {
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
      }
      .check {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        min-block-size: var(--touch);
        font-size: var(--text-s);
      }
      .zoom {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
      }
      .zoom .key {
        border: 1px solid var(--line-strong);
        background: var(--surface);
      }
    `,
  ];

  @property({ attribute: false }) series: readonly ChartSeries[] = [];
  @property({ attribute: false }) settings: ChartSettings = { window: 20, isLog: false };
  @property({ type: Boolean }) zoomed = false;
  @state() private isOpen = false;
  @state() private isTable = false;

  override render() {
    return html`<div class="bar">
        <button class="key plain" aria-expanded=${this.isOpen} @click=${() => (this.isOpen = !this.isOpen)}>
          ${msg('Smoothing, scale, zoom', { id: 'chart.tools' })}
        </button>
        ${
          this.zoomed
            ? html`<button class="key plain" @click=${() => this.say({ zoom: 'whole' })}>
                ${msg('Whole run', { id: 'chart.whole' })}
              </button>`
            : nothing
        }
      </div>
      ${this.isOpen ? this.tools() : nothing}`;
  }

  private tools() {
    const { window, isLog } = this.settings;
    const place = Math.max(
      0,
      windows.findLastIndex((each) => each <= window),
    );
    const over = this.windowText(window);
    return html`<div class="tools">
      <div class="line">
        <label class="label" for="smooth">${msg('Smoothing', { id: 'chart.smoothing' })}</label>
        <output for="smooth">${over}</output>
        <input
          id="smooth"
          type="range"
          min="0"
          max=${windows.length - 1}
          .value=${String(place)}
          aria-valuetext=${over}
          @input=${this.smooth}
        />
      </div>
      <label class="check">
        <input type="checkbox" .checked=${isLog} @change=${this.scale} />
        ${msg('Logarithmic scale: equal ratios are equal distances', { id: 'chart.log' })}
      </label>
      <div class="zoom" role="group" aria-label=${msg('Zoom', { id: 'chart.zoom' })}>
        <button class="key" @click=${() => this.say({ zoom: 'in' })}>${msg('Nearer', { id: 'chart.nearer' })}</button>
        <button class="key" ?disabled=${!this.zoomed} @click=${() => this.say({ zoom: 'out' })}>
          ${msg('Farther', { id: 'chart.farther' })}
        </button>
        <button class="key" aria-expanded=${this.isTable} @click=${() => (this.isTable = !this.isTable)}>
          ${msg('As a table', { id: 'chart.as-table' })}
        </button>
      </div>
      ${this.isTable ? html`<un-chart-table .series=${this.series} .window=${window}></un-chart-table>` : nothing}
    </div>`;
  }

  private windowText(window: number): string {
    return window === 1
      ? msg('each step', { id: 'chart.window.one' })
      : msg(str`mean of up to ${formatCount(window)} steps`, { id: 'chart.window' });
  }

  private readonly smooth = (event: Event): void => {
    const window = windows[(event.target as HTMLInputElement).valueAsNumber];
    this.say({ settings: { window } });
  };

  private readonly scale = (event: Event): void => {
    this.say({ settings: { isLog: (event.target as HTMLInputElement).checked } });
  };

  private say(detail: ToolDetail): void {
    this.dispatchEvent(new CustomEvent('chart-tool', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-chart-tools': ChartTools;
  }
  interface HTMLElementEventMap {
    'chart-tool': CustomEvent<ToolDetail>;
  }
}

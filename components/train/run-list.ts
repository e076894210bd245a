import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { localized, msg, str } from '@lit/localize';
import type { CurvePoint, RunRecord } from '../../src/store/schema.ts';
import { formatCount, formatNumber } from '../controls/number-format.ts';
import { base } from '../styles/base.css.ts';

/** The runs kept on this device, each a link to itself. */
@customElement('un-run-list')
@localized()
export class RunList extends LitElement {
  static override styles = [
    base,
    css`
      h2 {
        margin-block-end: var(--space-2);
        color: var(--ink-2);
        font-size: var(--text-s);
        font-weight: 600;
      }
      ul {
        border: 1px solid var(--line);
        border-radius: var(--radius-m);
        background: var(--surface);
      }
      li + li {
        border-block-start: 1px solid var(--line);
      }
      a {
        display: grid;
        grid-template-columns: 1fr auto;
        align-items: center;
        gap: var(--space-3);
        min-block-size: var(--key);
        padding: var(--space-2) var(--space-4);
        border-radius: var(--radius-m);
        text-decoration: none;
      }
      b {
        display: block;
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .detail {
        color: var(--ink-2);
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
      }
      svg {
        inline-size: 4.5rem;
        block-size: 1.75rem;
        overflow: visible;
      }
      polyline {
        fill: none;
        stroke: var(--forward);
        stroke-width: 2px;
        vector-effect: non-scaling-stroke;
      }
    `,
  ];

  @property({ attribute: false }) runs: readonly RunRecord[] = [];

  override render() {
    if (this.runs.length === 0) return nothing;
    return html`<h2>${msg('Your runs', { id: 'train.runs' })}</h2>
      <ul>
        ${repeat(
          this.runs,
          ({ id }) => id,
          (run) => this.row(run),
        )}
      </ul>`;
  }

  private row({ id, name, step, loss, curve }: RunRecord) {
    const shownLoss = loss === undefined ? '–' : formatNumber(loss);
    return html`<li>
      <a href="#/train/${encodeURIComponent(id)}">
        <span>
          <b>${name}</b>
          <span class="detail">
            ${msg(str`step ${formatCount(step)}, loss ${shownLoss}`, { id: 'train.runs.detail' })}
          </span>
        </span>
        ${curve.length < 2 ? nothing : picture(curve)}
      </a>
    </li>`;
  }
}

/** The curve from its first to its last point, stretched over the picture. */
function picture(curve: readonly CurvePoint[]) {
  const losses = curve.map(({ loss }) => loss);
  const [least, most] = [Math.min(...losses), Math.max(...losses)];
  const points = losses.map((loss, n) => {
    const y = most === least ? 50 : ((most - loss) / (most - least)) * 100;
    return `${((n / (losses.length - 1)) * 100).toFixed(1)},${y.toFixed(1)}`;
  });
  return html`<svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<polyline points=${points.join(' ')} />`}
  </svg>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'un-run-list': RunList;
  }
}

import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { formatFactor } from '../controls/number-format.ts';
import { base } from '../styles/base.css.ts';

/** The learning rate over a run, small: what a schedule means. */
@customElement('un-rate-curve')
@localized()
export class RateCurve extends LitElement {
  static override styles = [
    base,
    css`
      figure {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--space-1) var(--space-3);
      }
      svg {
        inline-size: 100%;
        block-size: 3rem;
        padding: 2px;
        overflow: visible;
        border-block-end: 1px solid var(--line-strong);
        border-inline-start: 1px solid var(--line-strong);
      }
      polyline {
        fill: none;
        stroke: var(--forward);
        stroke-width: 2px;
        stroke-linejoin: round;
        vector-effect: non-scaling-stroke;
      }
      figcaption {
        max-inline-size: 9rem;
        color: var(--ink-2);
        font-size: var(--text-xs);
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  /** At steps spread over the run. */
  @property({ attribute: false }) rates: readonly number[] = [];

  override render() {
    const { rates } = this;
    const most = Math.max(...rates);
    if (rates.length === 0 || !Number.isFinite(most) || most <= 0) return nothing;
    const [first, last] = [formatFactor(rates[0]), formatFactor(rates[rates.length - 1])];
    const caption = rates.every((rate) => rate === rates[0])
      ? msg(str`${first} all the way`, { id: 'train.rates.constant' })
      : msg(str`from ${first} over at most ${formatFactor(most)} to ${last}`, { id: 'train.rates' });
    const points = rates.map((rate, n) => {
      const x = rates.length === 1 ? 0 : (n / (rates.length - 1)) * 100;
      return `${x.toFixed(1)},${(100 - (rate / most) * 100).toFixed(1)}`;
    });
    return html`<figure>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        ${svg`<polyline points=${points.length === 1 ? `${points[0]} 100,0` : points.join(' ')} />`}
      </svg>
      <figcaption>${caption}</figcaption>
    </figure>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-rate-curve': RateCurve;
  }
}

import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg, str } from '@lit/localize';
import { fold } from '../controls/fold.css.ts';
import { heardPowers } from '../formula/short-number.ts';
import { base } from '../styles/base.css.ts';
import { normsOf, type TermsMeasures } from './contract.ts';
import { powerOfTen, termNumber } from './log-scale.ts';

/** The powers of ten at the ends of the picture, the same at every moment. */
const RANGE = { least: -6, most: 2 } as const;

/** Where a line to zero or infinity ends, far out of the picture: a power of ten. */
const FAR = 40;

/** Distances that are written along the axis, at most: more would run into one another on a phone. */
const MOST_TICKS = 13;

/** Between two letters, in thousandths of the height. */
const APART = 70;

/**
 * How far a change of the state reaches: the norms of ∂h_t/∂h_k (and ∂c_t/∂c_k) against the distance t − k. The bold lines
 * are those of the last step, the faint ones those of all others.
 */
@customElement('un-distance-curves')
@localized()
export class DistanceCurves extends LitElement {
  static override styles = [
    base,
    fold,
    css`
      :host {
        display: block;
      }
      .plot {
        position: relative;
        block-size: clamp(12rem, 42vh, 24rem);
        margin: var(--space-2) var(--space-5) var(--space-5) 2.25rem;
      }
      svg {
        position: absolute;
        inset: 0;
        inline-size: 100%;
        block-size: 100%;
        /* what is smaller or larger than the picture leaves it */
        overflow: hidden;
      }
      path {
        fill: none;
        stroke: var(--backward);
        stroke-width: 2.5px;
        stroke-linejoin: round;
        vector-effect: non-scaling-stroke;
      }
      path.c {
        stroke: var(--hue-cell);
        stroke-dasharray: 6 4;
      }
      path.faint {
        stroke-width: 1px;
        opacity: 0.4;
      }
      .tick {
        position: absolute;
        inset-inline: 0;
        border-block-start: 1px solid var(--line);
      }
      .tick.one {
        border-block-start-color: var(--line-strong);
      }
      .tick span {
        position: absolute;
        inset-inline-end: calc(100% + var(--space-2));
        translate: 0 -50%;
      }
      .tick,
      .distance,
      .name {
        color: var(--ink-2);
        font-size: var(--text-xs);
        line-height: 1.1;
      }
      .distance {
        position: absolute;
        inset-block-start: calc(100% + var(--space-1));
        translate: -50% 0;
      }
      .name {
        position: absolute;
        inset-inline-start: calc(100% + 4px);
        translate: 0 -50%;
        color: var(--ink);
        font-family: var(--font-math);
        font-size: var(--text-m);
        font-style: italic;
      }
      p {
        color: var(--ink-2);
        font-size: var(--text-xs);
        text-align: center;
      }
      table {
        border-collapse: collapse;
        font-size: var(--text-s);
      }
      th,
      td {
        padding: var(--space-1) var(--space-4) var(--space-1) 0;
        text-align: start;
        font-weight: 400;
        border-block-end: 1px solid var(--line);
      }
    `,
  ];

  /** With `reach` measured. */
  @property({ attribute: false }) measures!: TermsMeasures & Required<Pick<TermsMeasures, 'reach'>>;

  override render() {
    const { steps, reach } = this.measures;
    const names = Object.keys(reach.norms);
    const powers = Array.from({ length: (RANGE.most - RANGE.least) / 2 + 1 }, (_, n) => RANGE.most - 2 * n);
    const distances = Array.from({ length: steps }, (_, n) => n);
    const apart = Math.ceil(steps / MOST_TICKS);
    return html`<figure>
        <div class="plot" role="img" aria-label=${this.summary()}>
          ${powers.map(
            (power) =>
              html`<div
                class="tick ${power === 0 ? 'one' : ''}"
                style=${styleMap({ top: `${this.y(10 ** power) / 10}%` })}
              >
                <span>${power === 0 ? '1' : powerOfTen(power)}</span>
              </div>`,
          )}
          <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
            ${names.map((name) => distances.map((t) => this.line(name, t)))}
          </svg>
          ${names.map((name) => this.label(name))}
          ${distances.filter((d) => d % apart === 0).map((d) => html`<span class="distance" style=${styleMap({ left: `${this.x(d) / 10}%` })}>${d}</span>`)}
        </div>
        <figcaption>
          <p>
            ${msg('across: the distance t − k in steps; at 1 a change is held · bold: from the last step, faint: from all others', { id: 'bptt.curves-axes' })}
            ${names.some((name) => this.wayOut(name) !== '') ? msg('· ↓ ↑: the line goes on out of the picture, its numbers stand below', { id: 'bptt.curves-out' }) : nothing}
          </p>
        </figcaption>
      </figure>
      <details>
        <summary>${msg('The bold line in numbers', { id: 'bptt.curves-table' })}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">t − k</th>
              ${names.map((name) => html`<th scope="col">‖∂${name}<sub>${steps}</sub>/∂${name}<sub>k</sub>‖</th>`)}
            </tr>
          </thead>
          <tbody>
            ${distances.map(
              (d) =>
                html`<tr>
                  <th scope="row">${d}</th>
                  ${names.map((name) => html`<td class="number">${termNumber(this.norm(name, steps - 1, d))}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </details>`;
  }

  private summary(): string {
    const { steps, reach } = this.measures;
    const distance = steps - 1;
    const size = heardPowers(termNumber(normsOf(reach, 'h')[distance * steps]));
    return msg(str`Jacobian norms against distance: ${size} over ${distance} steps`, { id: 'bptt.curves' });
  }

  /** Of step t over a distance. */
  private norm(name: string, t: number, distance: number): number {
    const { steps, reach } = this.measures;
    return reach.norms[name][t * steps + t - distance];
  }

  private line(name: string, t: number) {
    const isLast = t === this.measures.steps - 1;
    const points = Array.from({ length: t + 1 }, (_, d) => `${this.x(d)} ${height(this.norm(name, t, d))}`);
    return svg`<path class="${name} ${isLast ? 'bold' : 'faint'}" d="M${points.join('L')}" />`;
  }

  /** Where a bold line ends out of the picture. */
  private wayOut(name: string): '↑' | '↓' | '' {
    const last = this.measures.steps - 1;
    const end = this.norm(name, last, last);
    if (end > 10 ** RANGE.most) return '↑';
    return end < 10 ** RANGE.least ? '↓' : '';
  }

  /** At the end of its bold line; two that end in one place stand apart. */
  private label(name: string) {
    const { steps, reach } = this.measures;
    const ends = Object.keys(reach.norms)
      .map((each) => ({ each, y: this.y(this.norm(each, steps - 1, steps - 1)) }))
      .toSorted((a, b) => a.y - b.y);
    const place = ends.findIndex(({ each }) => each === name);
    const isClose = ends.length > 1 && ends[1].y - ends[0].y < APART;
    const top = isClose ? (ends[0].y + ends[1].y) / 2 + (place - 0.5) * APART : ends[place].y;
    // clear of the distances below
    const inside = Math.min(top, 1000 - APART);
    return html`<span class="name" style=${styleMap({ top: `${inside / 10}%` })} aria-hidden="true"
      >${name}${this.wayOut(name)}</span
    >`;
  }

  /** In thousandths of the width. */
  private x(distance: number): number {
    return (distance / Math.max(1, this.measures.steps - 1)) * 1000;
  }

  /** What stands beside a line, or at its end: within the picture. */
  private y(norm: number): number {
    return Math.min(1000, Math.max(0, height(norm)));
  }
}

/** In thousandths of the picture's height, from its top. */
function height(norm: number): number {
  const power = Math.min(FAR, Math.max(-FAR, Math.log10(norm)));
  return ((RANGE.most - power) / (RANGE.most - RANGE.least)) * 1000;
}

declare global {
  interface HTMLElementTagNameMap {
    'un-distance-curves': DistanceCurves;
  }
}

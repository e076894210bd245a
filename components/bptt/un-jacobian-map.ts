import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg, str } from '@lit/localize';
import type { Matrix } from '../../src/nn/matrix.ts';
import { largestSize, signedColour } from '../controls/signed-colour.ts';
import { heardPowers, saidNumber } from '../formula/short-number.ts';
import { base } from '../styles/base.css.ts';

/**
 * One step's Jacobian as a heat map: row r is unit r of the new state, column c unit c of the old one. A finger, the mouse
 * or the arrow keys pick a number, which is written below.
 */
@customElement('un-jacobian-map')
@localized()
export class JacobianMap extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        max-inline-size: 15rem;
      }
      .map {
        display: grid;
        grid-template-columns: repeat(var(--columns), minmax(0, 1fr));
        gap: 1px;
        touch-action: pan-y;
      }
      i {
        aspect-ratio: 1;
        background: var(--colour);
      }
      i.split-column {
        border-inline-start: 2px solid var(--ink);
      }
      i.split-row {
        border-block-start: 2px solid var(--ink);
      }
      i.picked {
        outline: 2px solid var(--ink);
      }
      p {
        min-block-size: 1.4em;
        margin-block-start: var(--space-2);
        color: var(--ink-2);
        font-size: var(--text-s);
      }
    `,
  ];

  @property({ attribute: false }) matrix!: Matrix;
  /** The states, in order, and the units of each. */
  @property({ attribute: false }) states: readonly { readonly name: string; readonly units: number }[] = [];
  /** The new state's step, from 0. */
  @property({ type: Number }) step = 0;
  @state() private picked: { readonly row: number; readonly column: number } | undefined;

  override render() {
    const { data, columns, rows } = this.matrix;
    const scale = largestSize(data);
    const size = heardPowers(saidNumber(scale));
    const step = this.step + 1;
    return html`<div
        class="map"
        role="img"
        tabindex="0"
        aria-label=${msg(str`Jacobian of step ${step}, ${rows} rows, ${columns} columns, largest entry ${size}; arrow keys pick a number`, { id: 'bptt.map' })}
        style=${styleMap({ '--columns': String(columns) })}
        @pointermove=${this.point}
        @pointerdown=${this.point}
        @keydown=${this.move}
      >
        ${Array.from(data, (value, n) => this.entry(value, { n, scale }))}
      </div>
      <p role="status">
        ${this.picked === undefined ? msg('Touch a field for its number.', { id: 'bptt.map-hint' }) : this.reading(this.picked)}
      </p>`;
  }

  private entry(value: number, { n, scale }: { n: number; scale: number }) {
    const { columns } = this.matrix;
    const [row, column] = [Math.floor(n / columns), n % columns];
    const isPicked = this.picked?.row === row && this.picked.column === column;
    const classes = [
      isPicked ? 'picked' : '',
      this.isEdge(row) ? 'split-row' : '',
      this.isEdge(column) ? 'split-column' : '',
    ];
    return html`<i
      class=${classes.join(' ').trim() || nothing}
      data-row=${row}
      data-column=${column}
      style=${styleMap({ '--colour': signedColour(value, scale) })}
    ></i>`;
  }

  /** Whether a state begins at this place, the first one left out. */
  private isEdge(place: number): boolean {
    return this.states.length > 1 && place > 0 && this.unitAt(place).unit === 0;
  }

  private unitAt(place: number): { readonly name: string; readonly unit: number } {
    let unit = place;
    for (const { name, units } of this.states) {
      if (unit < units) return { name, unit };
      unit -= units;
    }
    return { name: 's', unit: place };
  }

  private reading({ row, column }: { row: number; column: number }) {
    const [to, from] = [this.unitAt(row), this.unitAt(column)];
    const value = this.matrix.data[row * this.matrix.columns + column];
    const { step } = this;
    return html`∂${to.name}<sub>${step + 1}</sub>[${to.unit + 1}] / ∂${from.name}<sub>${step}</sub>[${from.unit + 1}] =
      <span class="number">${saidNumber(value)}</span>`;
  }

  private readonly point = (event: PointerEvent): void => {
    const below = this.shadowRoot?.elementFromPoint(event.clientX, event.clientY);
    if (!(below instanceof HTMLElement) || below.dataset.row === undefined) return;
    this.picked = { row: Number(below.dataset.row), column: Number(below.dataset.column) };
  };

  private readonly move = (event: KeyboardEvent): void => {
    const by = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const { row, column } = this.picked ?? { row: 0, column: 0 };
    const within = (place: number, size: number): number => Math.min(size - 1, Math.max(0, place));
    this.picked = {
      row: within(row + by[0], this.matrix.rows),
      column: within(column + by[1], this.matrix.columns),
    };
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'un-jacobian-map': JacobianMap;
  }
}

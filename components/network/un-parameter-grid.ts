import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg, str } from '@lit/localize';
import type { ParameterSpec } from '../../src/nn/equation.ts';
import type { Reference } from '../../src/formula/reference.ts';
import { parameterName } from '../../src/formula/names.ts';
import { Roving } from '../controllers/roving.ts';
import { keys } from '../controls/controls.css.ts';
import { spokenNumber } from '../formula/short-number.ts';
import '../controls/segmented.ts';
import { largestSize } from '../controls/signed-colour.ts';
import { nameTemplate, nameText, placeText } from '../formula/label.ts';
import { openNumber } from '../lab/contract.ts';
import type { LabPass } from '../lab/lab-pass.ts';
import { base } from '../styles/base.css.ts';
import { cells } from '../time/cells.css.ts';
import { numberCell } from '../time/number-cell.ts';

/** Cells of a thumb's size that stand side by side on the narrowest phone, and rows before it gets long. */
const MOST = { rows: 8, columns: 6 };

/**
 * One parameter as numbers: gate by gate, units down, inputs across, a window at a time. After an update each cell shows
 * the new value.
 *
 * @fires open-number
 */
@customElement('un-parameter-grid')
@localized()
export class ParameterGrid extends LitElement {
  static override styles = [
    base,
    keys,
    cells,
    css`
      :host {
        display: block;
        --way: var(--backward);
      }
      .grid {
        display: grid;
        grid-template-columns: minmax(1.75rem, max-content) repeat(var(--count), minmax(2.5rem, 4.5rem));
        gap: 3px;
        align-items: center;
        overflow-x: auto;
        padding: 3px;
      }
      .grid .label {
        color: var(--ink-2);
        font-size: var(--text-xs);
        text-align: center;
      }
      .window {
        display: flex;
        align-items: center;
        gap: var(--space-1);
        color: var(--ink-2);
        font-size: var(--text-s);
      }
      un-segmented {
        margin-block-end: var(--space-2);
      }
    `,
  ];

  @property({ attribute: false }) pass!: LabPass;
  /** Full name: `cell.weight_x`. */
  @property() parameter = '';
  @state() private block = '';
  @state() private from = { row: 0, column: 0 };

  protected readonly roving = new Roving(this);

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('parameter')) this.from = { row: 0, column: 0 };
  }

  override render() {
    const spec = this.pass.trace.parameters.find(({ name }) => name === this.parameter);
    if (spec === undefined) return nothing;
    const blocks = spec.blocks ?? [''];
    const block = blocks.includes(this.block) ? this.block : blocks[0];
    const size = { rows: spec.shape[0] / blocks.length, columns: spec.shape[1] ?? 1 };
    const shown = { rows: Math.min(MOST.rows, size.rows), columns: Math.min(MOST.columns, size.columns) };
    const from = {
      row: Math.min(this.from.row, size.rows - shown.rows),
      column: Math.min(this.from.column, size.columns - shown.columns),
    };
    const index = (row: number, column: number) =>
      (blocks.indexOf(block) * size.rows + from.row + row) * size.columns + from.column + column;
    const rows = Array.from({ length: shown.rows }, (_, row) =>
      Array.from({ length: shown.columns }, (__, column) => index(row, column)),
    );
    return html`${blocks.length > 1 ? this.chooser(spec, block) : nothing}
      ${this.mover({ axis: 'row', from: from.row, shown: shown.rows, size: size.rows })}
      ${this.mover({ axis: 'column', from: from.column, shown: shown.columns, size: size.columns })}
      <div class="grid" role="group" style=${styleMap({ '--count': String(shown.columns) })}>
        <span class="label">${nameTemplate(parameterName(this.pass.trace, spec.name, block))}</span>
        ${rows[0].map((n) => html`<span class="label">${spec.shape.length > 1 ? this.place(n)[1] : nothing}</span>`)}
        ${rows.map((row, r) => html`<span class="label">${this.place(row[0])[0]}</span>${row.map((n, c) => this.cell(spec, n, { row: r, column: c }))}`)}
      </div>`;
  }

  private chooser({ name, blocks = [] }: ParameterSpec, block: string) {
    const choice = (value: string) => {
      const letter = parameterName(this.pass.trace, name, value);
      return { value, label: nameTemplate(letter), spoken: nameText(letter) };
    };
    return html`<un-segmented
      label=${msg('Gate', { id: 'grid.gate' })}
      label-hidden
      .choices=${blocks.map(choice)}
      .value=${block}
      @change=${(event: Event) => (this.block = (event.target as HTMLElement & { value: string }).value)}
    ></un-segmented>`;
  }

  private mover({ axis, from, shown, size }: { axis: 'row' | 'column'; from: number; shown: number; size: number }) {
    if (size <= shown) return nothing;
    const move = (by: number) => (this.from = { ...this.from, [axis]: Math.max(0, Math.min(size - shown, from + by)) });
    const what = axis === 'row' ? msg('rows', { id: 'grid.rows' }) : msg('columns', { id: 'grid.columns' });
    return html`<div class="window">
      <button
        class="key plain"
        ?disabled=${from === 0}
        aria-label=${msg(str`${what}: before`, { id: 'grid.before' })}
        @click=${() => move(-shown)}
      >
        ‹
      </button>
      <span>${msg(str`${what} ${from + 1}–${from + shown} of ${size}`, { id: 'grid.window' })}</span>
      <button
        class="key plain"
        ?disabled=${from + shown >= size}
        aria-label=${msg(str`${what}: after`, { id: 'grid.after' })}
        @click=${() => move(shown)}
      >
        ›
      </button>
    </div>`;
  }

  private cell(spec: ParameterSpec, index: number, { row, column }: { row: number; column: number }) {
    const reference: Reference = { kind: 'parameter', parameter: spec.name, index };
    const value = this.pass.updated(spec.name, index) ?? this.pass.parameter(spec.name, index);
    const where = placeText(reference, this.pass.trace, this.pass.document.vocabulary);
    return numberCell({
      value,
      scale: largestSize(this.pass.document.parameters[spec.name]),
      label: msg(str`weight ${where}: ${spokenNumber(value)}`, { id: 'grid.cell' }),
      row,
      column,
      onTap: () => openNumber(this, reference),
    });
  }

  /** Row and column in words: unit numbers, or characters. */
  private place(index: number): readonly string[] {
    const reference: Reference = { kind: 'parameter', parameter: this.parameter, index };
    return placeText(reference, this.pass.trace, this.pass.document.vocabulary).split(', ');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-parameter-grid': ParameterGrid;
  }
}

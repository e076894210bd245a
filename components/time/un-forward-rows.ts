import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg, str } from '@lit/localize';
import { valueName } from '../../src/formula/names.ts';
import type { Reference } from '../../src/formula/reference.ts';
import { shownLanguage } from '../app/language.ts';
import { formatPercent } from '../controls/number-format.ts';
import { nameTemplate } from '../formula/label.ts';
import { spokenNumber } from '../formula/short-number.ts';
import { spoken } from '../controls/spoken.ts';
import { columnName } from '../lab/column-name.ts';
import type { Column } from '../lab/columns.ts';
import { openNumber, takeStep } from '../lab/contract.ts';
import { visible } from '../lab/token.ts';
import { base } from '../styles/base.css.ts';
import { cells } from './cells.css.ts';
import { gridColumns } from './grid-columns.ts';
import { keptCell } from './number-cell.ts';
import { eachUnit, foldedRow, gapBefore, rowLabel, tokenCell } from './row-parts.ts';
import { rows } from './rows.css.ts';
import { foldedHeight, stripes } from './stripes.ts';
import { TimeRows } from './time-rows.ts';

/**
 * The forward pass: time in rows, downward; gates and states in columns. The open step's cells show their numbers, the
 * others are folded to colour, in the same order and direction; what is not computed yet is blank.
 *
 * @fires open-number, open-step, take-step
 */
@customElement('un-forward-rows')
@localized()
export class ForwardRows extends TimeRows {
  static override styles = [base, cells, rows];

  override render() {
    const { columns } = this.pass.columns;
    return html`<div
      class="scroll"
      style=${styleMap({ '--columns': gridColumns(columns), '--folded': foldedHeight(this.units.size) })}
    >
      <div class="head">
        <span></span>
        ${columns.map(
          (column, n) =>
            html`${gapBefore(columns, n)}<span
                style="color: ${column.style.hue}"
                title=${columnName(this.pass, column.equation)}
                >${nameTemplate(valueName(this.pass.trace, column.equation))}</span
              >`,
        )}
        <span>${msg('next', { id: 'lab.next-character' })}</span>
      </div>
      ${this.eachRow('forward')}
    </div>`;
  }

  protected openRow(t: number) {
    const { columns } = this.pass.columns;
    return html`<div class="row now" role="group" aria-label=${rowLabel(this.pass, t)}>
      ${tokenCell(this.pass, t)}
      ${columns.map(
        (column, n) =>
          html`${gapBefore(columns, n)}
            <div class="column">${eachUnit(this.units, (unit) => this.cell(column, { n, unit, t }))}</div>`,
      )}
      ${this.output(t)}
    </div>`;
  }

  private cell(column: Column, { n, unit, t }: { n: number; unit: number; t: number }) {
    const value = this.pass.value(column.equation, unit, t);
    const reference: Reference = { kind: 'value', equation: column.equation, unit, t };
    const marks = this.marks.of(reference);
    const { isNext } = marks;
    const cell = {
      value,
      scale: this.marks.scale(column.equation),
      ...marks,
      row: t * 1000 + unit,
      column: n,
      onTap: () => (isNext ? takeStep(this) : openNumber(this, reference)),
    };
    return keptCell(cell, [column.equation, this.pass.reading, shownLanguage()], () => {
      const role = columnName(this.pass, column.equation);
      return isNext
        ? msg(str`Next: ${role}, unit ${unit + 1}, step ${t + 1}`, { id: 'lab.cell-next' })
        : msg(str`${role}, unit ${unit + 1}, step ${t + 1}: ${spokenNumber(value ?? 0)}`, { id: 'lab.cell' });
    });
  }

  private output(t: number) {
    const target = this.pass.targetShare(t);
    const reference: Reference = { kind: 'value', equation: this.pass.columns.output, unit: target?.id ?? 0, t };
    const isNext = this.marks.isNext({ ...reference, unit: -1 });
    if (target === undefined && !isNext) return html`<span class="output"></span>`;
    const token = visible(this.pass.targets[t]);
    const share = target === undefined ? '?' : formatPercent(target.probability);
    const words = msg(str`probability of the next character “${token}”, step ${t + 1}: ${share}`, { id: 'lab.output' });
    return html`<button
      class=${classMap({ output: true, next: isNext })}
      data-row=${t * 1000}
      data-column="99"
      @click=${() => (isNext ? takeStep(this) : openNumber(this, reference))}
    >
      ${spoken(words, html`<span>${token}<b>${share}</b></span>`)}
    </button>`;
  }

  protected foldedRow(t: number, isLate: boolean) {
    const { columns } = this.pass.columns;
    const target = isLate ? undefined : this.pass.targetShare(t);
    const shown = isLate ? [] : columns;
    const content = html`${tokenCell(this.pass, t)}
      ${shown.map((column, n) => html`${gapBefore(columns, n)}${this.folded(column, t)}`)}
      <span class="output"
        >${target === undefined ? nothing : html`${visible(this.pass.targets[t])}<b>${formatPercent(target.probability)}</b>`}</span
      >`;
    const isFuture = this.pass.value(columns[0].equation, this.units.from, t) === undefined;
    return foldedRow({ host: this, pass: this.pass, marks: this.marks }, { t, name: 'folded', isFuture, content });
  }

  private folded({ equation }: Column, t: number) {
    const reference = (unit: number): Reference => ({ kind: 'value', equation, unit, t });
    const units = eachUnit(this.units, (unit) => unit);
    return stripes(
      {
        values: units.map((unit) => this.pass.value(equation, unit, t)),
        scale: this.marks.scale(equation),
        parents: units.flatMap((unit, n) => (this.marks.isParent(reference(unit)) ? [n] : [])),
      },
      'down',
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-forward-rows': ForwardRows;
  }
}

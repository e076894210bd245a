import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg, str } from '@lit/localize';
import { valueName } from '../../src/formula/names.ts';
import type { Reference } from '../../src/formula/reference.ts';
import { shownLanguage } from '../app/language.ts';
import { nameTemplate } from '../formula/label.ts';
import { shortNumber, spokenNumber } from '../formula/short-number.ts';
import { largestSize } from '../controls/signed-colour.ts';
import { spoken } from '../controls/spoken.ts';
import { ownPart } from '../lab/arrival-words.ts';
import { ArrivalBook, norm, type StateArrivals } from '../lab/arrivals.ts';
import { columnName } from '../lab/column-name.ts';
import type { Column } from '../lab/columns.ts';
import { openNumber, takeStep } from '../lab/contract.ts';
import { base } from '../styles/base.css.ts';
import { backwardRows } from './backward-rows.css.ts';
import { cells } from './cells.css.ts';
import { gridColumns } from './grid-columns.ts';
import { keptCell } from './number-cell.ts';
import { eachUnit, foldedRow, gapBefore, rowLabel, tokenCell } from './row-parts.ts';
import { rows } from './rows.css.ts';
import { stripes } from './stripes.ts';
import { TimeRows } from './time-rows.ts';

/**
 * The backward pass: the same rows, lit from below. Folded, a step shows the two parts of ∂L/∂h; open, the gradients of
 * all its values in the columns of the forward pass, and below them what each state's gradient is the sum of.
 *
 * @fires open-number, open-step, take-step
 */
@customElement('un-backward-rows')
@localized()
export class BackwardRows extends TimeRows {
  static override styles = [base, cells, rows, backwardRows];

  @property({ reflect: true }) direction = 'gradient';

  private readonly arrivals = new ArrivalBook();

  override render() {
    return html`<div class="head split">
        <span></span>
        <span>${ownPart(this.pass, this.handedOn.equation)}</span>
        <span>${msg('from step t+1', { id: 'lab.from-next' })}</span>
      </div>
      <div class="scroll" style=${styleMap({ '--columns': gridColumns(this.pass.columns.columns) })}>
        ${this.eachRow('backward')}
      </div>`;
  }

  /** The state that the layer hands on: the last one of the cell's table. */
  private get handedOn(): Column {
    const states = this.pass.columns.columns.filter(({ isState }) => isState);
    return states[states.length - 1];
  }

  protected foldedRow(t: number, isLate: boolean) {
    const column = this.handedOn;
    const computed = this.arrivals.of(this.pass, column.equation, t);
    const arrivals = isLate ? undefined : computed;
    const content = html`${tokenCell(this.pass, t)} ${this.card(column, arrivals?.now)}
    ${this.card(column, arrivals && (arrivals.later ?? 'none'))}`;
    return foldedRow(
      { host: this, pass: this.pass, marks: this.marks },
      { t, name: 'split', isFuture: computed === undefined, content },
    );
  }

  protected openRow(t: number) {
    const { columns } = this.pass.columns;
    const states = columns.filter(({ isState }) => isState);
    return html`<div class="row now" role="group" aria-label=${rowLabel(this.pass, t)}>
      ${tokenCell(this.pass, t)}
      ${columns.map(
        (column, n) =>
          html`${gapBefore(columns, n)}
            <div class="column">
              ${this.heading(column)}${eachUnit(this.units, (unit) => this.cell(column, { n, unit, t }))}
            </div>`,
      )}
      <span></span>
      <div class="parts" style="--parts: ${states.length}">
        ${this.filling.isDue ? states.toReversed().map((state) => this.parts(state, t)) : nothing}
      </div>
    </div>`;
  }

  private heading({ style, equation }: Column) {
    return html`<div class="output" style="color: ${style.hue}">
      <i>∂L/∂</i>${nameTemplate(valueName(this.pass.trace, equation))}
    </div>`;
  }

  private cell(column: Column, { n, unit, t }: { n: number; unit: number; t: number }) {
    const value = this.pass.gradient(column.equation, unit, t);
    const reference: Reference = { kind: 'gradient', equation: column.equation, unit, t };
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
        ? msg(str`Next: gradient of the ${role}, unit ${unit + 1}, step ${t + 1}`, { id: 'lab.gradient-next' })
        : msg(str`gradient of the ${role}, unit ${unit + 1}, step ${t + 1}: ${spokenNumber(value ?? 0)}`, {
            id: 'lab.gradient-cell',
          });
    });
  }

  /** The two parts of one state's gradient, with the reason of each. */
  private parts(column: Column, t: number) {
    const arrivals = this.arrivals.of(this.pass, column.equation, t);
    const why = ownPart(this.pass, column.equation);
    const now = this.card(column, arrivals?.now, why);
    return html`${this.isErrorNext(column, t) ? this.nextCard(now, t) : now}
    ${this.card(column, arrivals && (arrivals.later ?? 'none'), msg('from step t+1', { id: 'lab.from-next' }))}`;
  }

  /** Whether the output's error comes next: it has no column, and is what the part from this step's loss begins with. */
  private isErrorNext({ equation }: Column, t: number): boolean {
    const { output, layers } = this.pass.columns;
    const { equation: handedOn, layer } = this.handedOn;
    const isNext = this.marks.isNext({ kind: 'gradient', equation: output, unit: -1, t });
    return isNext && equation === handedOn && layer === layers.at(-1);
  }

  private nextCard(card: unknown, t: number) {
    const words = msg(str`Next: the error of the output at step ${t + 1}.`, { id: 'next.error' });
    return html`<button class="error next" data-row=${t * 1000 + 999} data-column="0" @click=${() => takeStep(this)}>
      ${spoken(words, card)}
    </button>`;
  }

  private card({ equation }: Column, part: StateArrivals['now'] | 'none' | undefined, why?: string) {
    // a row to come is as high as one that is there, and cheap: a dozen of them appear at once
    if (part === undefined && why === undefined) return html`<div class="card blank"></div>`;
    const isPart = part !== undefined && part !== 'none';
    const scale = isPart ? largestSize(part) : 1;
    return html`<div class=${classMap({ card: true, blank: !isPart })}>
      <header>
        <span><i>∂L/∂</i>${nameTemplate(valueName(this.pass.trace, equation))}</span>
        <span class="number"
          >${isPart ? `‖${shortNumber(norm(part))}‖` : part === 'none' ? msg('none', { id: 'lab.none' }) : ''}</span
        >
      </header>
      ${why === undefined ? nothing : html`<div class="why">${why}</div>`}
      ${stripes({ values: eachUnit(this.units, (unit) => (isPart ? part[unit] : undefined)), scale }, 'across')}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-backward-rows': BackwardRows;
  }
}

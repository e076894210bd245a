import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { styleMap } from 'lit/directives/style-map.js';
import { spoken } from '../controls/spoken.ts';
import { shortNumber } from '../formula/short-number.ts';
import { signedColour } from '../controls/signed-colour.ts';

export interface NumberCell {
  /** Undefined: not computed yet, the cell stays blank. */
  readonly value: number | undefined;
  /** The size that gets the full colour. */
  readonly scale?: number;
  /** Spoken instead of the bare number. */
  readonly label: string;
  readonly isOpen?: boolean;
  readonly isParent?: boolean;
  /** What comes next: it pulses. */
  readonly isNext?: boolean;
  readonly isFresh?: boolean;
  /** Its place among the cells, for the arrow keys. */
  readonly row: number;
  readonly column: number;
  onTap(): void;
}

/** One open number: a button with sign and digits, coloured by sign and size. A blank one is no button. */
export function numberCell(cell: NumberCell): TemplateResult {
  const { value, scale = 1, label, isOpen = false, isParent = false, isNext = false, isFresh = false } = cell;
  if (value === undefined && !isNext) return html`<span class="cell blank"></span>`;
  const mark = isOpen ? ' open' : isParent ? ' parent' : '';
  // where the arrow keys begin: at what was made last, or else in the open row
  const isCorner = cell.row % 1000 === 0 && cell.column === 0;
  const written = isNext ? '?' : shortNumber(value ?? 0);
  // a label must contain what is seen; a power of ten is said in other words, beside it. A label costs no layout
  const isWrittenOut = !written.includes('e');
  const colour = value === undefined || isNext ? {} : { 'background-color': signedColour(value, scale) };
  // an element of its own for the colour: a button takes three times as long to be styled anew
  const face = html`<span class="face" aria-hidden="true" style=${styleMap(colour)}>${written}</span>`;
  return html`<button
    class="cell${mark}${isNext ? ' next' : ''}${isFresh ? ' fresh' : ''}"
    data-row=${cell.row}
    data-column=${cell.column}
    ?data-first=${isFresh || isCorner}
    aria-label=${isWrittenOut ? label : nothing}
    @click=${cell.onTap}
  >
    ${isWrittenOut ? face : spoken(label, face)}
  </button>`;
}

/**
 * A number cell that is drawn again only when something of it changed: a tap changes two of dozens.
 * @param about what the label and the tap are about, beyond the cell's own numbers and marks
 * @param label found only when the cell is drawn
 */
export function keptCell(cell: Omit<NumberCell, 'label'>, about: readonly unknown[], label: () => string) {
  const { row, column, value, scale, isOpen, isParent, isNext, isFresh } = cell;
  return guard([row, column, value, scale, isOpen, isParent, isNext, isFresh, ...about], () =>
    numberCell({ ...cell, label: label() }),
  );
}

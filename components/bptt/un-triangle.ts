import { LitElement, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg, str } from '@lit/localize';
import { behindFrame } from '../controllers/behind-frame.ts';
import { Roving } from '../controllers/roving.ts';
import { heardPowers } from '../formula/short-number.ts';
import { base } from '../styles/base.css.ts';
import { keys } from '../controls/controls.css.ts';
import { keepInBox } from '../controls/keep-in-sight.ts';
import { visible } from '../lab/token.ts';
import { lookAt, openTerm, termKind, termNorm, type TermPlace, type TermsState } from './contract.ts';
import { cellNumber, logColour, powerOf, rangeOf, termNumber, type LogRange } from './log-scale.ts';
import { legendStyles } from './triangle-legend.css.ts';
import { triangleStyles } from './triangle.css.ts';
import './un-neighbours.ts';

/** Up to so many steps a phone shows a cell of 24 px for each, which can be tapped by itself, and a number in it on a desk. */
const FEW_STEPS = 13;
/** How far beside a cell a tap may fall and still open it. Pixels: a thumb's breadth. */
const NEAR = 44;
/** A finger that moves no further has not begun to slide. Pixels. */
const SLIP = 10;

/**
 * The terms of BPTT's sum: rows are the losses t, columns the steps i through which the weight acts. Cells are narrower
 * than a thumb: a tap opens the nearest one, a finger may slide, and keys below lead to the neighbours.
 *
 * @fires look-at
 */
@customElement('un-triangle')
@localized()
export class Triangle extends LitElement {
  static override styles = [base, keys, triangleStyles, legendStyles];

  @property({ attribute: false }) state!: TermsState;
  /** Where a finger or a mouse went down. */
  private pressed: { readonly clientX: number; readonly clientY: number; isSliding: boolean } | undefined;
  protected readonly roving = new Roving(this);
  /** The cell that was brought into sight last. */
  private followed = '';
  @query('.grid') private readonly grid!: HTMLElement;
  @query('.label') private readonly label!: HTMLElement;

  /** The open cell, to be kept in sight. */
  get openCell(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('button.open');
  }

  override render() {
    const { measures, document } = this.state;
    const { steps, words } = measures;
    const { open } = document;
    const places = Array.from({ length: steps }, (_, n) => n);
    const norms = this.norms();
    const range = rangeOf(norms);
    // of the longest power, which the cells of large text have room for
    const signs = Math.max(...norms.map((norm) => powerOf(norm).length));
    return html`<div
        class=${classMap({ grid: true, dense: steps > FEW_STEPS })}
        role="group"
        aria-label=${msg('Terms: rows are losses t, columns are steps i', { id: 'bptt.triangle' })}
        style=${styleMap({ '--steps': String(steps), '--signs': String(signs) })}
        @pointerdown=${this.press}
        @pointermove=${this.slide}
        @click=${this.tap}
        @focusin=${this.take}
      >
        ${places.map((t) => [
          html`<span class=${classMap({ label: true, lit: open?.t === t })} aria-hidden="true">${t + 1}</span>`,
          ...places.slice(0, t + 1).map((i) => this.cell({ t, i }, range)),
        ])}
        ${places.map(
          (i) =>
            html`<span
              class=${classMap({ word: true, letter: [...words[i].word].length === 1, lit: open !== undefined && i >= open.i && i <= open.t, end: open?.i === i })}
              style=${styleMap({ gridRow: String(steps + 1), gridColumn: String(i + 2) })}
              lang=${document.language}
              >${visible(words[i].word)}</span
            >`,
        )}
      </div>
      ${this.legend(range)} ${this.reading(open ?? this.lookedIn(steps))}`;
  }

  protected override updated(): void {
    void this.follow();
  }

  /** The cell that is looked at, in words; a tap opens it. */
  private reading(place: TermPlace) {
    const { document, measures } = this.state;
    const [t, i] = [place.t + 1, place.i + 1];
    return html`<un-neighbours
      class="reading"
      .place=${place}
      .steps=${measures.steps}
      ?diagonal=${document.weight === 'o'}
      @step-to=${this.stepTo}
    >
      <button class="key plain" @click=${() => openTerm(this, place)}>
        <span>${msg(str`loss ${t} through step ${i}`, { id: 'bptt.reading' })}</span>
        <b class="number">${termNumber(termNorm(measures, document.weight, place))}</b>
      </button>
    </un-neighbours>`;
  }

  private cell(place: TermPlace, range: LogRange) {
    const { t, i } = place;
    const { document, measures } = this.state;
    const kind = termKind(this.state, place);
    const position = { gridRow: String(t + 1), gridColumn: String(i + 2) };
    if (kind === 'none') return html`<span class="none" style=${styleMap(position)}></span>`;
    const norm = termNorm(measures, document.weight, place);
    const { open, looked } = document;
    const isOpen = open?.t === t && open.i === i;
    const isPath = open !== undefined && t === open.t && i > open.i;
    const isLooked = open === undefined && looked?.t === t && looked.i === i;
    return html`<button
      class=${classMap({ [kind]: true, open: isOpen, path: isPath, looked: isLooked })}
      style=${styleMap({ ...position, '--colour': kind === 'zero' ? 'transparent' : logColour(norm, range) })}
      data-row=${t}
      data-column=${i}
      ?data-first=${t === measures.steps - 1 && i === 0}
      aria-pressed=${isOpen ? 'true' : 'false'}
    >
      <span class="spoken">${this.spoken(place)}</span>
      ${
        norm === 0
          ? html`<span aria-hidden="true">0</span>`
          : html`<span class="number" aria-hidden="true">${cellNumber(norm)}</span
              ><span class="power" aria-hidden="true">${powerOf(norm)}</span>`
      }
    </button>`;
  }

  private spoken(place: TermPlace): string {
    const { document, measures } = this.state;
    const size = heardPowers(termNumber(termNorm(measures, document.weight, place)));
    const [t, i] = [place.t + 1, place.i + 1];
    return termKind(this.state, place) === 'cut'
      ? msg(str`loss ${t} through step ${i}: ${size}, cut off`, { id: 'bptt.cell-cut' })
      : msg(str`loss ${t} through step ${i}: ${size}`, { id: 'bptt.cell' });
  }

  /** Of the terms that the triangle shows. */
  private norms(): number[] {
    const { measures, document } = this.state;
    const rows = Array.from({ length: measures.steps }, (_, t) => t);
    return rows.flatMap((t) =>
      rows
        .slice(0, t + 1)
        .filter((i) => termKind(this.state, { t, i }) !== 'none')
        .map((i) => termNorm(measures, document.weight, { t, i })),
    );
  }

  /** At first the longest way, or the only cell of the last row. */
  private lookedIn(steps: number): TermPlace {
    const last = steps - 1;
    const place = this.state.document.looked ?? { t: last, i: 0 };
    const isThere = place.t <= last && termKind(this.state, place) !== 'none';
    return isThere ? place : { t: last, i: last };
  }

  /** What the colours stand for, over the range of the terms, and what else a cell can be. */
  private legend({ least, most }: LogRange) {
    const { document } = this.state;
    const sizes = Array.from({ length: COLOURS }, (_, n) => 10 ** (most - ((most - least) * n) / (COLOURS - 1)));
    return html`<div class="legend">
      <p>${msg('down: the loss of step t', { id: 'bptt.axis-down' })}</p>
      <p>${msg('across: through step i', { id: 'bptt.axis-across' })}</p>
      <ul aria-label=${msg('Size of a term', { id: 'bptt.legend' })}>
        ${sizes.map(
          (size) =>
            html`<li>
              <i style=${styleMap({ '--colour': logColour(size, { least, most }) })}></i>${termNumber(size)}
            </li>`,
        )}
        <li class="powers"><i>−2</i>${msg('0.01–0.1', { id: 'bptt.legend-power' })}</li>
        <li><i class="zero">0</i>${msg('exactly zero', { id: 'bptt.legend-zero' })}</li>
        ${
          document.truncate === undefined
            ? nothing
            : html`<li class="last"><i class="cut"></i>${msg('cut off', { id: 'bptt.legend-cut' })}</li>`
        }
      </ul>
    </div>`;
  }

  private readonly stepTo = ({ detail }: HTMLElementEventMap['step-to']): void => {
    if (this.state.document.open === undefined) lookAt(this, { looked: detail });
    else openTerm(this, detail);
  };

  private readonly tap = (event: MouseEvent): void => {
    // a key press on a cell has no place
    const cell =
      event.detail === 0 ? (event.target as Element).closest<HTMLElement>('[data-row]') : this.nearest(event);
    if (cell) this.openAt(cell);
  };

  private readonly press = ({ clientX, clientY }: PointerEvent): void => {
    this.pressed = { clientX, clientY, isSliding: false };
  };

  /** Across: down and up a finger scrolls the page. */
  private readonly slide = (event: PointerEvent): void => {
    const { pressed } = this;
    if (event.buttons === 0 || pressed === undefined) return;
    const across = Math.abs(event.clientX - pressed.clientX);
    pressed.isSliding ||= across > SLIP && across > Math.abs(event.clientY - pressed.clientY);
    if (!pressed.isSliding || (event.pointerType === 'touch' && this.scrolls)) return;
    const cell = this.nearest(event);
    if (cell) this.openAt(cell);
  };

  /** With large text, a finger that moves across scrolls the cells. */
  private get scrolls(): boolean {
    return this.grid.scrollWidth > this.grid.clientWidth;
  }

  /** Scrolls the cells, where they are wider than the screen, when another one is open or looked at. */
  private async follow(): Promise<void> {
    const cell = this.renderRoot.querySelector<HTMLElement>('.open, .looked');
    const place = cell ? `${cell.dataset.row},${cell.dataset.column}` : '';
    if (place === this.followed) return;
    this.followed = place;
    await behindFrame();
    if (cell?.isConnected) keepInBox(this.grid, [cell], this.label.offsetWidth);
  }

  private nearest({ clientX, clientY }: MouseEvent): HTMLElement | undefined {
    let best: HTMLElement | undefined;
    let least = NEAR;
    for (const cell of this.renderRoot.querySelectorAll<HTMLElement>('[data-row]')) {
      const { left, right, top, bottom } = cell.getBoundingClientRect();
      const across = Math.max(left - clientX, clientX - right, 0);
      const down = Math.max(top - clientY, clientY - bottom, 0);
      const distance = Math.hypot(across, down);
      if (distance < least) [best, least] = [cell, distance];
    }
    return best;
  }

  /** With the sheet open, the arrow keys take it along. */
  private readonly take = (event: FocusEvent): void => {
    if (!(event.target instanceof HTMLElement)) return;
    const { row, column } = event.target.dataset;
    if (this.state.document.open !== undefined) this.openAt(event.target);
    else if (row !== undefined) lookAt(this, { looked: { t: Number(row), i: Number(column) } });
  };

  private openAt({ dataset }: HTMLElement): void {
    if (dataset.row === undefined) return;
    const place = { t: Number(dataset.row), i: Number(dataset.column) };
    const { open } = this.state.document;
    if (open?.t !== place.t || open.i !== place.i) openTerm(this, place);
  }
}

/** How many colours the legend shows, the strongest and the weakest among them. */
const COLOURS = 4;

declare global {
  interface HTMLElementTagNameMap {
    'un-triangle': Triangle;
  }
}

import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg, str } from '@lit/localize';
import type { EvaluationReport } from '../../src/train/protocol/evaluation.ts';
import { Roving } from '../controllers/roving.ts';
import { formatPercent } from '../controls/number-format.ts';
import { shownCharacter, spokenCharacter } from '../sampling/character-words.ts';
import { base } from '../styles/base.css.ts';
import { confusionTableStyles } from './confusion-table.css.ts';
import { timesText } from './words.ts';

interface Place {
  readonly row: number;
  readonly column: number;
}

/** Per cent of a cell's colour: at the strongest, text on it still reads in both themes. */
const WEAKEST = 8;
const STRONGEST = { right: 45, wrong: 55 } as const;

/**
 * What came (rows) against what was predicted (columns), the most frequent characters and all others together. A row's
 * cells are shares of that row. A tap, the arrow keys or a finger sliding over it tell a cell's numbers below.
 */
@customElement('un-confusion-table')
@localized()
export class ConfusionTable extends LitElement {
  static override styles = [base, confusionTableStyles];

  @property({ attribute: false }) report!: EvaluationReport;
  @property({ attribute: false }) vocabulary: readonly string[] = [];
  @state() private looked: Place | undefined;
  protected readonly roving = new Roving(this);
  /** The largest share that a mistake has of its row. */
  private largestMistake = 1;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('report')) return;
    this.looked = undefined;
    const size = this.report.classes.length + 1;
    const places = Array.from({ length: size * size }, (_, n) => ({ row: Math.floor(n / size), column: n % size }));
    const mistakes = places.filter((place) => !this.isRight(place)).map((place) => this.share(place));
    this.largestMistake = Math.max(...mistakes) || 1;
  }

  override render() {
    const size = this.report.classes.length;
    const places = Array.from({ length: this.report.others > 0 ? size + 1 : size }, (_, n) => n);
    const first = this.first();
    const looked = this.looked ?? first;
    return html`<ul class="legend">
        <li><i class="right"></i>${msg('right', { id: 'train.confusions.right' })}</li>
        <li><i class="wrong"></i>${msg('wrong: the stronger, the more often', { id: 'train.confusions.wrong' })}</li>
      </ul>
      <table @focusin=${this.follow} @pointermove=${this.slide}>
        <caption>
          ${msg('down: what came · across: what it expected', { id: 'train.confusions.axes' })}
        </caption>
        <thead>
          <tr>
            <td></td>
            ${places.map((column) => this.head(column, { scope: 'col', isLit: looked.column === column }))}
          </tr>
        </thead>
        <tbody>
          ${places.map(
            (row) =>
              html`<tr>
                ${this.head(row, { scope: 'row', isLit: looked.row === row })}
                ${places.map((column) => this.cell({ row, column }, { looked, first }))}
              </tr>`,
          )}
        </tbody>
      </table>
      <p class="looked-at" aria-hidden="true">${this.words(looked, shownCharacter)}</p>`;
  }

  private head(n: number, { scope, isLit }: { scope: 'row' | 'col'; isLit: boolean }) {
    return html`<th scope=${scope} class=${isLit ? 'lit' : ''}>
      <span class="spoken">${this.name(n, spokenCharacter)}</span>
      <span aria-hidden="true">${this.name(n, shownCharacter, '…')}</span>
    </th>`;
  }

  private cell(place: Place, { looked, first }: { looked: Place; first: Place }) {
    const { row, column } = place;
    const count = this.count(place);
    const share = this.share(place);
    const kind = count === 0 ? 'never' : this.isRight(place) ? 'right' : 'wrong';
    const isLooked = looked.row === row && looked.column === column;
    return html`<td>
      <button
        type="button"
        class=${classMap({ [kind]: true, looked: isLooked })}
        style=${styleMap({ '--strength': `${this.strength(place)}%` })}
        data-row=${row}
        data-column=${column}
        ?data-first=${first.row === row && first.column === column}
        @click=${() => (this.looked = place)}
      >
        <span class="spoken">${this.words(place, spokenCharacter)}</span>
        ${share < 0.005 ? nothing : html`<span class="number" aria-hidden="true">${Math.round(share * 100)}</span>`}
      </button>
    </td>`;
  }

  /** The others are many characters: their diagonal cell holds hits and mistakes among them. */
  private isRight({ row, column }: Place): boolean {
    return row === column && row < this.report.classes.length;
  }

  private count({ row, column }: Place): number {
    return this.report.confusion[row * (this.report.classes.length + 1) + column];
  }

  private total(row: number): number {
    const size = this.report.classes.length + 1;
    return this.report.confusion.subarray(row * size, (row + 1) * size).reduce((sum, count) => sum + count, 0);
  }

  /** Of all that came in its row. */
  private share(place: Place): number {
    const total = this.total(place.row);
    return total === 0 ? 0 : this.count(place) / total;
  }

  /** Per cent of the cell's colour; mistakes against the largest share that a mistake has. */
  private strength(place: Place): number {
    const share = this.share(place);
    if (this.isRight(place)) return WEAKEST + (STRONGEST.right - WEAKEST) * share;
    return WEAKEST + (STRONGEST.wrong - WEAKEST) * (share / this.largestMistake);
  }

  private name(
    n: number,
    word: (character: string) => string,
    others = msg('others', { id: 'train.confusions.others' }),
  ) {
    const found = this.report.classes.at(n);
    return n < this.report.classes.length && found !== undefined ? word(this.vocabulary[found.id]) : others;
  }

  private words(place: Place, word: (character: string) => string): string {
    const [came, thought] = [place.row, place.column].map((n) => this.name(n, word));
    const [times, all] = [timesText(this.count(place)), timesText(this.total(place.row))];
    const share = formatPercent(this.share(place), 1);
    return this.isRight(place)
      ? msg(str`${came} came ${all}: ${times} it was expected, ${share}.`, { id: 'train.confusions.hit' })
      : msg(str`${came} came ${all}: ${times} ${thought} was expected, ${share}.`, {
          id: 'train.confusions.miss',
        });
  }

  /** The most frequent mistake that has a cell of its own, else the first hit. */
  private first(): Place {
    const places = new Map(this.report.classes.map(({ id }, n) => [id, n]));
    for (const { target, predicted } of this.report.worst) {
      const [row, column] = [places.get(target), places.get(predicted)];
      if (row !== undefined && column !== undefined) return { row, column };
    }
    return { row: 0, column: 0 };
  }

  private readonly follow = ({ target }: FocusEvent): void => {
    if (target instanceof HTMLElement) this.lookAt(target);
  };

  private readonly slide = (event: PointerEvent): void => {
    if (event.buttons === 0) return;
    const below = this.shadowRoot?.elementFromPoint(event.clientX, event.clientY);
    const cell = below?.closest<HTMLElement>('[data-row]');
    if (cell) this.lookAt(cell);
  };

  private lookAt({ dataset }: HTMLElement): void {
    if (dataset.row !== undefined) this.looked = { row: Number(dataset.row), column: Number(dataset.column) };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-confusion-table': ConfusionTable;
  }
}

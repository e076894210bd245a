import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg, str } from '@lit/localize';
import { evaluate } from '../../src/formula/evaluate.ts';
import { numberOf, sameReference, type Reference } from '../../src/formula/reference.ts';
import {
  constant,
  isMinus,
  numbersIn,
  productTerm,
  type Applied,
  type SumTerm,
  type Term,
} from '../../src/formula/term.ts';
import { formatFactor } from '../controls/number-format.ts';
import { giveWay } from '../controls/give-way.ts';
import { signedColour } from '../controls/signed-colour.ts';
import { spoken } from '../controls/spoken.ts';
import { openFactor } from '../lab/contract.ts';
import type { LabPass } from '../lab/lab-pass.ts';
import { visible } from '../lab/token.ts';
import { base } from '../styles/base.css.ts';
import { arithmeticStyles } from './arithmetic.css.ts';
import { shortNumber, spokenNumber } from './short-number.ts';
import { functionSymbol } from './written.ts';
import { placeText, referenceTemplate, referenceText, stepOf } from './label.ts';

/** A longer sum shows its largest terms; the others come at a tap. */
const MOST_TERMS = 8;

/**
 * The arithmetic behind one number, with this moment's numbers: chips that open in turn, and the result.
 *
 * @fires open-factor
 */
@customElement('un-arithmetic')
@localized()
export class Arithmetic extends LitElement {
  static override styles = [base, arithmeticStyles];

  @property({ attribute: false }) pass!: LabPass;
  @property({ attribute: false }) term: Term = constant(0);
  /** The number that is explained: places are said only where they differ from its own. */
  @property({ attribute: false }) of!: Reference;
  /** Written behind the equals sign; absent: what the term comes to. */
  @property({ attribute: false }) result: number | undefined;
  /** What the result is called where it is but a part of the explained number; absent: as that. */
  @property({ attribute: 'result-name' }) resultName = '';
  @state() private unfolded = false;

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (
      changed.has('of') &&
      changed.get('of') !== undefined &&
      !sameReference(this.of, changed.get('of') as Reference)
    ) {
      this.unfolded = false;
    }
  }

  override render() {
    const result = this.result ?? evaluate(this.term, this.pass);
    const { term } = this;
    return html`${isMinus(term) ? this.summand(term, true) : this.write(term)}<span class="op">=</span>
      <span class="chip result" style=${styleMap({ 'background-color': signedColour(result) })}
        ><small>${this.resultName === '' ? this.label(this.of) : this.resultName}</small
        ><span class="number">${shortNumber(result)}</span></span
      >`;
  }

  private write(term: Term, isInside = false): TemplateResult {
    switch (term.kind) {
      case 'number':
        return this.chip(term.of);
      case 'constant':
        return html`<span class="op">${formatFactor(term.value)}</span>`;
      case 'sum':
        return isInside ? this.bracketed(this.sum(term)) : this.sum(term);
      case 'product':
        return html`<span class="product"
          >${term.factors.map((factor, n) => html`${n > 0 ? html`<span class="op">×</span>` : ''}${this.write(factor, true)}`)}</span
        >`;
      case 'quotient':
        return html`${this.write(term.over, true)}<span class="op">/</span>${this.bracketed(this.write(term.under))}`;
      case 'apply':
        return this.applied(term.apply, term.to);
      default:
        return term satisfies never;
    }
  }

  private bracketed(content: TemplateResult): TemplateResult {
    return html`<span class="op">(</span>${content}<span class="op">)</span>`;
  }

  private sum({ terms, zeros }: SumTerm): TemplateResult {
    const isLong = terms.length > MOST_TERMS && !this.unfolded;
    const size = (term: Term) => Math.abs(evaluate(term, this.pass));
    const shown = isLong
      ? new Set(terms.toSorted((a, b) => size(b) - size(a)).slice(0, MOST_TERMS - 2))
      : new Set(terms);
    const rest = terms.filter((term) => !shown.has(term));
    return html`${terms.filter((term) => shown.has(term)).map((term, n) => this.summand(term, n === 0))}
    ${rest.length > 0 ? this.more(rest) : ''} ${zeros > 0 ? html`<span class="op">+ ${zeroWords(zeros)}</span>` : ''}`;
  }

  private summand(term: Term, isFirst: boolean): TemplateResult {
    const isTaken = isMinus(term);
    const sign = isTaken ? '−' : isFirst ? '' : '+';
    const body = isTaken && term.kind === 'product' ? productTerm(term.factors.slice(1)) : term;
    if (body.kind === 'constant' && body.value < 0)
      return html`<span class="op">−</span>${this.write(constant(-body.value))}`;
    return html`${sign === '' ? '' : html`<span class="op">${sign}</span>`}${this.write(body, isTaken)}`;
  }

  private more(rest: readonly Term[]): TemplateResult {
    const sum = shortNumber(rest.reduce((total, term) => total + evaluate(term, this.pass), 0));
    return html`<span class="op">+</span
      ><button class="more" @click=${() => (this.unfolded = true)}>
        ${msg(str`${rest.length} smaller terms, together ${sum}`, { id: 'arithmetic.more' })}
      </button>`;
  }

  private applied(apply: Applied, to: Term): TemplateResult {
    const inside = this.write(to);
    switch (apply.function) {
      case 'complement':
        return html`<span class="op">(1 −</span>${inside}<span class="op">)</span>`;
      case 'square':
        return html`${this.write(to, true)}<span class="op">²</span>`;
      case 'root':
        return html`<span class="op">√</span>${this.bracketed(inside)}`;
      case 'exp':
        return html`<span class="op name">exp</span>${this.bracketed(inside)}`;
      case 'negative-log':
        return html`<span class="op name">−log</span>${this.bracketed(inside)}`;
      case 'one-hot':
        return html`<span class="op name">onehot</span>${this.bracketed(inside)}<span class="op"
            >[${this.place(this.of)}]</span
          >`;
      case 'slope':
        return html`<span class="op name">${functionSymbol(apply.of)}′</span>${this.bracketed(inside)}`;
      default:
        return html`<span class="op name">${functionSymbol(apply.function)}</span>${this.bracketed(inside)}`;
    }
  }

  private chip(reference: Reference): TemplateResult {
    const { trace } = this.pass;
    const value = numberOf(reference, this.pass) ?? NaN;
    const character = this.character(reference, value);
    const words = [referenceText(reference, trace), this.place(reference), this.step(reference)].filter(
      (each) => each !== '',
    );
    return html`<button
      class="chip"
      style=${styleMap(character === undefined ? { 'background-color': signedColour(value) } : {})}
      @click=${(event: MouseEvent) => {
        giveWay(event);
        openFactor(this, reference);
      }}
    >
      ${spoken(msg(str`${words.join(' ')}: ${character ?? spokenNumber(value)}`, { id: 'arithmetic.spoken' }), html`<small>${this.label(reference)}</small><span class="number">${character ?? shortNumber(value)}</span>`)}
    </button>`;
  }

  /** What is read, and what should come, is a character: its number is a name, not a size. */
  private character(reference: Reference, value: number): string | undefined {
    const { trace, document } = this.pass;
    const isName = reference.kind === 'value' && ['id', 'target'].includes(trace.equations[reference.equation].op);
    return isName && value in document.vocabulary ? `“${visible(document.vocabulary[value])}”` : undefined;
  }

  /**
   * The letter with its step below, as in the formula above: *h*₂. A place, which a lower number must not be taken for,
   * stands in brackets: the unit where several are about, a weight's row and column.
   */
  private label(reference: Reference): TemplateResult {
    const { trace } = this.pass;
    const isUnit = reference.kind === 'value' || reference.kind === 'gradient';
    const t = isUnit ? stepOf(reference, trace) : undefined;
    const place = isUnit && !this.isMixed ? '' : this.place(reference);
    const name = referenceTemplate(reference, trace, t === undefined ? undefined : String(t + 1));
    return html`${name}${place === '' ? '' : html`<span>[${place}]</span>`}`;
  }

  private place(reference: Reference): string {
    return placeText(reference, this.pass.trace, this.pass.document.vocabulary);
  }

  private step(reference: Reference): string {
    const t = stepOf(reference, this.pass.trace);
    const own = stepOf(this.of, this.pass.trace);
    return t === undefined || t === own ? '' : msg(str`at t ${t + 1}`, { id: 'arithmetic.at-step' });
  }

  /** Whether units other than the explained one take part. */
  private get isMixed(): boolean {
    const { of } = this;
    const isOther = (each: Reference) =>
      (each.kind === 'value' || each.kind === 'gradient') && (!('unit' in of) || each.unit !== of.unit);
    return numbersIn(this.term).some(isOther);
  }
}

const zeroWords = (zeros: number): string =>
  zeros === 1
    ? msg('1 zero term', { id: 'arithmetic.zero' })
    : msg(str`${zeros} zero terms`, { id: 'arithmetic.zeros' });

declare global {
  interface HTMLElementTagNameMap {
    'un-arithmetic': Arithmetic;
  }
}

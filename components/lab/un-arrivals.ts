import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { evaluate } from '../../src/formula/evaluate.ts';
import { explainGradient, type Arrival } from '../../src/formula/explain-gradient.ts';
import type { Reference } from '../../src/formula/reference.ts';
import '../formula/un-arithmetic.ts';
import { letters } from '../formula/letters.ts';
import { equalsSign, shortNumber } from '../formula/short-number.ts';
import { base } from '../styles/base.css.ts';
import { partHeading } from './part-heading.css.ts';
import { arrivalHeadings } from './arrival-words.ts';
import type { LabPass } from './lab-pass.ts';

/** What a gradient is made of: each part with where it comes from, the chain rule's product, and their sum. */
@customElement('un-arrivals')
@localized()
export class Arrivals extends LitElement {
  static override styles = [
    base,
    partHeading,
    css`
      :host {
        display: block;
      }
      .arrival {
        margin-block-end: var(--space-2);
      }
      sub {
        font-size: 0.75em;
        line-height: 0;
      }
    `,
  ];

  @property({ attribute: false }) pass!: LabPass;
  @property({ attribute: false }) reference!: Extract<Reference, { kind: 'gradient' }>;

  override render() {
    const { pass, reference } = this;
    const arrivals = explainGradient(pass.trace, reference, pass);
    const headings = arrivalHeadings(pass, reference.equation, arrivals);
    const part = arrivals.length > 1 ? msg('this part', { id: 'sheet.part' }) : '';
    return html`${arrivals.map(
      ({ term }, n) =>
        html`<div class="arrival">
          <h2>${letters(headings[n])}</h2>
          <un-arithmetic .pass=${pass} .of=${reference} .term=${term} result-name=${part}></un-arithmetic>
        </div>`,
    )}
    ${arrivals.length > 1 ? this.together(arrivals) : nothing}`;
  }

  /** The parts, and what they come to: 0.64 + (−1.39) = −0.75 */
  private together(arrivals: readonly Arrival[]) {
    const { pass, reference } = this;
    const parts = arrivals.map(({ term }) => shortNumber(evaluate(term, pass)));
    const sum = parts.map((part, n) => (n > 0 && part.startsWith('−') ? `(${part})` : part)).join(' + ');
    const total = shortNumber(pass.number(reference) ?? NaN);
    return html`<div class="arrival">
      <h2>${msg('together', { id: 'sheet.together' })}</h2>
      <p class="number">${sum} ${equalsSign(parts, total)} <b>${total}</b></p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-arrivals': Arrivals;
  }
}

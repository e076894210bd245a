import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { explainValue } from '../../src/formula/explain.ts';
import { formula } from '../../src/formula/forward.ts';
import { valueName } from '../../src/formula/names.ts';
import type { Reference } from '../../src/formula/reference.ts';
import { valueTex } from '../../src/formula/tex.ts';
import type { EquationId } from '../../src/nn/equation.ts';
import { nameInSentence } from '../formula/label.ts';
import { letters } from '../formula/letters.ts';
import '../formula/un-arithmetic.ts';
import '../formula/un-formula.ts';
import { written } from '../formula/written.ts';
import type { LabPass } from '../lab/lab-pass.ts';
import { base } from '../styles/base.css.ts';

/** What a tap opens on the screen, one below the other for paper: a cell's formulas, with one unit's numbers at one step. */
@customElement('un-printed-formulas')
@localized()
export class PrintedFormulas extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
      }
      div {
        display: grid;
        gap: var(--space-1);
        break-inside: avoid;
      }
    `,
  ];

  @property({ attribute: false }) pass!: LabPass;
  /** Whose numbers are written, counted from 0. */
  @property({ type: Number }) step = 0;

  override render() {
    const { columns, output } = this.pass.columns;
    const equations = [...columns.map(({ equation }) => equation), output];
    const isComputed = equations.some((each) => this.pass.value(each, 0, this.step) !== undefined);
    return html`${
      isComputed
        ? html`<p>
            ${msg(str`Below each: its numbers for unit 1 at step ${this.step + 1}.`, { id: 'lesson.formula-numbers' })}
          </p>`
        : nothing
    }
    ${equations.map((each) => this.both(each))}`;
  }

  private both(equation: EquationId) {
    const { pass, step: t } = this;
    const { trace } = pass;
    const reference: Reference = { kind: 'value', equation, unit: 0, t };
    const result = pass.number(reference);
    const line = `${nameInSentence(valueName(trace, equation))} = ${written(trace, formula(trace, equation))}`;
    return html`<div>
      <un-formula .tex=${valueTex(trace, equation)}>${letters(line)}</un-formula>
      ${
        result === undefined
          ? nothing
          : html`<un-arithmetic
              .pass=${pass}
              .of=${reference}
              .term=${explainValue(trace, reference, pass)}
              .result=${result}
            ></un-arithmetic>`
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-printed-formulas': PrintedFormulas;
  }
}

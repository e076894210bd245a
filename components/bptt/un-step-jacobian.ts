import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { jacobianTex } from '../../src/formula/jacobian-tex.ts';
import { stateVector } from '../../src/nn/jacobian.ts';
import type { Matrix } from '../../src/nn/matrix.ts';
import { sizeOf } from '../../src/nn/shape.ts';
import { fold } from '../controls/fold.css.ts';
import '../formula/un-formula.ts';
import { base } from '../styles/base.css.ts';
import type { TermsState } from './contract.ts';
import './un-jacobian-map.ts';

/** The Jacobian of one step: what it is made of, down to the weights and, where it is at hand, its numbers as a heat map. */
@customElement('un-step-jacobian')
@localized()
export class StepJacobian extends LitElement {
  static override styles = [
    base,
    fold,
    css`
      :host {
        display: grid;
        /* a formula wider than the sheet scrolls by itself */
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-3);
        margin-block: var(--space-3);
      }
      .lines {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 2px;
      }
    `,
  ];

  @property({ attribute: false }) written!: TermsState['written'];
  @property({ attribute: false }) matrix: Matrix | undefined;
  /** The new state's step, from 0. */
  @property({ type: Number }) step = 0;

  override render() {
    const { matrix, step } = this;
    return html`${this.formulas()}
    ${
      matrix === undefined
        ? nothing
        : html`<un-jacobian-map
            .matrix=${matrix}
            .states=${stateVector(this.written, 0).states.map(({ name, shape }) => ({ name, units: sizeOf(shape) }))}
            .step=${step}
          ></un-jacobian-map>`
    }`;
  }

  private formulas() {
    // what stands between stacked layers has no rule here: it could be anything
    if (new Set(this.written.states.map(({ layer }) => layer)).size > 1) return nothing;
    const { whole, blocks, inner } = jacobianTex(this.written, this.step + 1);
    return html`<un-formula .tex=${whole}></un-formula> ${blocks.length === 0 ? nothing : this.lines(blocks)}
      ${
        inner.length === 0
          ? nothing
          : html`<details>
              <summary>${msg('The derivatives of gates and candidate', { id: 'bptt.jacobian-gates' })}</summary>
              ${this.lines(inner)}
            </details>`
      }`;
  }

  /** Each scrolls by itself: on a phone a long one would push the short ones out of sight. */
  private lines(all: readonly string[]) {
    return html`<div class="lines">${all.map((tex) => html`<un-formula .tex=${tex}></un-formula>`)}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-step-jacobian': StepJacobian;
  }
}

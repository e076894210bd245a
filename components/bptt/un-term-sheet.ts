import { LitElement, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { stateName, termTex } from '../../src/formula/bptt-tex.ts';
import { jacobianPath, type JacobianPath } from '../../src/nn/jacobian-path.ts';
import { keys } from '../controls/controls.css.ts';
import type { Sheet } from '../controls/sheet.ts';
import '../controls/sheet.ts';
import { heardPowers } from '../formula/short-number.ts';
import '../formula/un-formula.ts';
import { base } from '../styles/base.css.ts';
import { arrivingNorm, lookAt, openTerm, termKind, termNorm, type TermsState, type TermPlace } from './contract.ts';
import { letters } from '../formula/letters.ts';
import { termNumber } from './log-scale.ts';
import { termSheetStyles } from './term-sheet.css.ts';
import { productSentence, termSentence } from './term-words.ts';
import './un-neighbours.ts';
import './un-step-jacobian.ts';
import { weightWord } from './weight-names.ts';

/**
 * The sheet of one term: its sentence, the formula, its norm as a product, the Jacobians on the way, each of which opens
 * as a heat map.
 *
 * @fires look-at - a neighbour was asked for, or a Jacobian
 * @fires sheet-close
 */
@customElement('un-term-sheet')
@localized()
export class TermSheet extends LitElement {
  static override styles = [base, keys, termSheetStyles];

  @property({ attribute: false }) state!: TermsState;
  /** What is missing of the measures will not come. */
  @property({ type: Boolean }) unmeasured = false;
  @query('un-sheet') private readonly sheet!: Sheet;

  /** How much of the window's height the sheet covers, in pixels. */
  get covered(): number {
    return this.sheet.covered;
  }

  /** With the sheet itself, which rises behind a frame. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const isComplete = await super.getUpdateComplete();
    await this.sheet.updateComplete;
    return isComplete;
  }

  override render() {
    const { open } = this.state.document;
    return html`<un-sheet keep-focus heading=${open ? this.heading(open) : ''} ?open=${open !== undefined}>
      ${open === undefined ? nothing : [this.head(open), this.content(open)]}
    </un-sheet>`;
  }

  private heading({ t, i }: TermPlace): string {
    const { document, measures } = this.state;
    const size = heardPowers(termNumber(termNorm(measures, document.weight, { t, i })));
    const [loss, step] = [t + 1, i + 1];
    return msg(str`loss at t ${loss} · through step ${step} · ${size}`, { id: 'bptt.sheet-title' });
  }

  private content(place: TermPlace) {
    const { measures, document, written } = this.state;
    const { reach, steps } = measures;
    const hasJacobians = document.weight !== 'o' && place.i < place.t;
    return html`<p class="say">${letters(termSentence(this.state, place))}</p>
      <un-formula .tex=${termTex(written, { weight: document.weight, ...place })}></un-formula>
      ${termKind(this.state, place) === 'term' && document.weight !== 'o' ? this.product(place) : nothing}
      ${
        !hasJacobians
          ? nothing
          : reach === undefined
            ? html`<p class="note">
                ${
                  this.unmeasured
                    ? msg('The Jacobians on the way could not be measured.', { id: 'bptt.reach-failed' })
                    : msg('The Jacobians on the way are still being measured.', { id: 'bptt.reach-waits' })
                }
              </p>`
            : this.jacobians(place, jacobianPath({ steps, paths: reach.paths }, place))
      }`;
  }

  private head(place: TermPlace) {
    const { measures, document } = this.state;
    return html`<div class="head" slot="head">
      <h2>
        <i>t</i> ${place.t + 1} · <i>i</i> ${place.i + 1}
        <b class="number">${termNumber(termNorm(measures, document.weight, place))}</b>
      </h2>
      <un-neighbours
        .place=${place}
        .steps=${measures.steps}
        ?diagonal=${document.weight === 'o'}
        @step-to=${(event: HTMLElementEventMap['step-to']) => openTerm(this, event.detail)}
      ></un-neighbours>
    </div>`;
  }

  /** ‖∂E_t/∂s_t‖ × what the Jacobians leave × the step's own part = the term's norm: the three ratios are measured. */
  private product(place: TermPlace) {
    const { measures, document } = this.state;
    const { t, i } = place;
    const own = arrivingNorm(measures, { t, i: t });
    const arrived = arrivingNorm(measures, place);
    const norm = termNorm(measures, document.weight, place);
    const s = this.stateLetter;
    const weight = weightWord(this.state.written, document.weight);
    return html`<ul class="product">
      ${this.factor(html`‖∂E<sub>${t + 1}</sub>/∂${s}<sub>${t + 1}</sub>‖`, own)}
      ${
        t === i
          ? nothing
          : html`<li aria-hidden="true">×</li>
              ${this.factor(msg('left by the Jacobians', { id: 'bptt.left-over' }), arrived / own)}`
      }
      <li aria-hidden="true">×</li>
      ${this.factor(html`${msg('own part of', { id: 'bptt.own-part' })} ${letters(weight)}`, norm / arrived)}
      <li aria-hidden="true">=</li>
      ${this.factor(msg('this term', { id: 'bptt.this-term' }), norm)}
    </ul>`;
  }

  private factor(name: unknown, value: number) {
    return html`<li class="factor"><span>${name}</span><b class="number">${termNumber(value)}</b></li>`;
  }

  private jacobians({ t, i }: TermPlace, path: JacobianPath) {
    const { jacobians } = this.state.measures;
    const steps = path.factors.map((_, n) => t - n);
    const { jacobian } = this.state.document;
    const open = jacobian !== undefined && jacobian > i && jacobian <= t ? jacobian : undefined;
    // with no button among them they are what the keyboard scrolls the sheet by
    const stop = jacobians === undefined ? 0 : nothing;
    return html`<h3 id="jacobians">
        ${msg('The Jacobians in their order, and the norm of each', { id: 'bptt.jacobians' })}
      </h3>
      <div class="chips" role="group" aria-labelledby="jacobians" tabindex=${stop}>
        ${steps.map((step, n) => [
          n > 0 ? html`<span aria-hidden="true">×</span>` : nothing,
          this.chip(step, { norm: path.factors[n], isOpen: open === step }),
        ])}
      </div>
      ${jacobians === undefined ? this.formula(t) : open === undefined ? nothing : this.formula(open)}
      <p class="note">${this.pathNote(path)}</p>`;
  }

  private pathNote(path: JacobianPath): string {
    if (path.factors.length > 1) return productSentence(path);
    return this.state.measures.jacobians === undefined
      ? msg('There is one, and its norm is the most by which it can stretch a change.', { id: 'bptt.one-chip' })
      : msg('Tap it to see the matrix.', { id: 'bptt.chip-hint' });
  }

  /** Where the matrices are at hand it opens. */
  private chip(step: number, { norm, isOpen }: { norm: number; isOpen: boolean }) {
    const s = this.stateLetter;
    const content = html`<span class="spoken">${this.chipLabel(step, norm)}</span>
      <span aria-hidden="true">∂${s}<sub>${step + 1}</sub>/∂${s}<sub>${step}</sub></span>
      <b class="number" aria-hidden="true">${termNumber(norm)}</b>`;
    return this.state.measures.jacobians === undefined
      ? html`<div class="chip still">${content}</div>`
      : html`<button
          class="chip"
          aria-expanded=${isOpen ? 'true' : 'false'}
          @click=${() => lookAt(this, { jacobian: isOpen ? undefined : step })}
        >
          ${content}
        </button>`;
  }

  private chipLabel(step: number, norm: number): string {
    const size = heardPowers(termNumber(norm));
    const now = step + 1;
    return msg(str`Jacobian of step ${now}, norm ${size}`, { id: 'bptt.chip' });
  }

  /** What a step's Jacobian is made of and, where it is at hand, its numbers. */
  private formula(step: number) {
    return html`<un-step-jacobian
      .written=${this.state.written}
      .matrix=${this.state.measures.jacobians?.[step]}
      .step=${step}
    ></un-step-jacobian>`;
  }

  private get stateLetter(): string {
    return stateName(this.state.written).base;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-term-sheet': TermSheet;
  }
}

import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { stateVector } from '../../src/nn/jacobian.ts';
import { jacobianPath, type JacobianPath } from '../../src/nn/jacobian-path.ts';
import { sizeOf } from '../../src/nn/shape.ts';
import { keys } from '../controls/controls.css.ts';
import type { Sheet } from '../controls/sheet.ts';
import '../controls/sheet.ts';
import '../formula/un-formula.ts';
import { base } from '../styles/base.css.ts';
import { arrivingNorm, openTerm, termKind, termNorm, type BpttState, type TermPlace } from './contract.ts';
import { letters } from './letters.ts';
import { termNumber } from './log-scale.ts';
import { termSheetStyles } from './term-sheet.css.ts';
import { jacobianTex, productSentence, stateLetter, termSentence, termTex, weightTex } from './term-words.ts';
import './un-jacobian-map.ts';

/**
 * The sheet of one term: its sentence, the formula, its norm as a product, the Jacobians on the way, each of which opens
 * as a heat map.
 *
 * @fires open-term - a neighbour was asked for
 * @fires sheet-close
 */
@customElement('un-term-sheet')
@localized()
export class TermSheet extends LitElement {
  static override styles = [base, keys, termSheetStyles];

  @property({ attribute: false }) state!: BpttState;
  /** The step whose Jacobian is open as a heat map. */
  @state() private step: number | undefined;
  @query('un-sheet') private readonly sheet!: Sheet;

  /** How much of the window's height the sheet covers, in pixels. */
  get covered(): number {
    return this.sheet.covered;
  }

  override render() {
    const { open } = this.state.document;
    return html`<un-sheet keep-focus heading=${open ? this.heading(open) : ''} ?open=${open !== undefined}>
      ${open === undefined ? nothing : [this.head(open), this.content(open)]}
    </un-sheet>`;
  }

  private heading({ t, i }: TermPlace): string {
    const { document, measures } = this.state;
    const size = termNumber(termNorm(measures, document.weight, { t, i }));
    const [loss, step] = [t + 1, i + 1];
    return msg(str`loss at t ${loss} · through step ${step} · ${size}`, { id: 'bptt.sheet-title' });
  }

  private content(place: TermPlace) {
    const { measures, document } = this.state;
    const path = jacobianPath({ steps: measures.steps, paths: measures.reach.paths }, place);
    const kind = termKind(this.state, place);
    return html`<p class="say">${letters(termSentence(this.state, place))}</p>
      <un-formula .tex=${termTex(this.state, place)}></un-formula>
      ${kind === 'term' && document.weight !== 'o' ? this.product(place) : nothing}
      ${path.factors.length > 0 && document.weight !== 'o' ? this.jacobians(place, path) : nothing}`;
  }

  private head(place: TermPlace) {
    const { measures, document } = this.state;
    return html`<div class="head" slot="head">
      <h2>
        <i>t</i> ${place.t + 1} · <i>i</i> ${place.i + 1}
        <b class="number">${termNumber(termNorm(measures, document.weight, place))}</b>
      </h2>
      ${this.neighbours(place)}
    </div>`;
  }

  private neighbours({ t, i }: TermPlace) {
    const { steps } = this.state.measures;
    const key = (label: string, sign: string, to: TermPlace) => {
      const isThere = to.t < steps && to.i >= 0 && to.i <= to.t;
      return html`<button
        class="key plain"
        aria-label=${label}
        ?disabled=${!isThere}
        @click=${() => openTerm(this, to)}
      >
        ${sign}
      </button>`;
    };
    return html`<div class="neighbours">
      ${key(msg('Through the step before', { id: 'bptt.to-left' }), '←', { t, i: i - 1 })}
      ${key(msg('Through the step after', { id: 'bptt.to-right' }), '→', { t, i: i + 1 })}
      ${key(msg('The loss before', { id: 'bptt.to-above' }), '↑', { t: t - 1, i: Math.min(i, t - 1) })}
      ${key(msg('The loss after', { id: 'bptt.to-below' }), '↓', { t: t + 1, i })}
    </div>`;
  }

  /** ‖∂E_t/∂s_t‖ × what the Jacobians leave × the step's own part = the term's norm: the three ratios are measured. */
  private product(place: TermPlace) {
    const { measures, document } = this.state;
    const { t, i } = place;
    const own = arrivingNorm(measures, { t, i: t });
    const arrived = arrivingNorm(measures, place);
    const norm = termNorm(measures, document.weight, place);
    const s = stateLetter(this.state);
    const weight = weightTex[document.weight];
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
    const s = stateLetter(this.state);
    const steps = path.factors.map((_, n) => t - n);
    const open = this.step !== undefined && this.step > i && this.step <= t ? this.step : undefined;
    return html`<h3>${msg('The Jacobians in their order, and the norm of each', { id: 'bptt.jacobians' })}</h3>
      <div class="chips">
        ${steps.map(
          (step, n) =>
            html`${n > 0 ? html`<span aria-hidden="true">×</span>` : nothing}<button
                class="chip"
                aria-expanded=${open === step ? 'true' : 'false'}
                @click=${() => (this.step = open === step ? undefined : step)}
              >
                <span class="spoken">${this.chipLabel(step, path.factors[n])}</span>
                <span aria-hidden="true">∂${s}<sub>${step + 1}</sub>/∂${s}<sub>${step}</sub></span>
                <b class="number" aria-hidden="true">${termNumber(path.factors[n])}</b>
              </button>`,
        )}
      </div>
      ${open === undefined ? nothing : this.map(open)}
      <p class="note">
        ${path.factors.length > 1 ? productSentence(path) : msg('Tap it to see the matrix.', { id: 'bptt.chip-hint' })}
      </p>`;
  }

  private chipLabel(step: number, norm: number): string {
    const size = termNumber(norm);
    const now = step + 1;
    return msg(str`Jacobian of step ${now}, norm ${size}`, { id: 'bptt.chip' });
  }

  private map(step: number) {
    const { network, measures } = this.state;
    const { states } = stateVector(network.trace, 0);
    return html`<div class="map">
      <un-formula .tex=${jacobianTex(this.state, step)}></un-formula>
      <un-jacobian-map
        .matrix=${measures.jacobians[step]}
        .states=${states.map(({ name, shape }) => ({ name, units: sizeOf(shape) }))}
        .step=${step}
      ></un-jacobian-map>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-term-sheet': TermSheet;
  }
}

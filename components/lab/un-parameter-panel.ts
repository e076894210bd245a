import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { localized, msg, str } from '@lit/localize';
import { parameterOf, placeOf } from '../../src/formula/names.ts';
import { sameReference, type Reference } from '../../src/formula/reference.ts';
import { parameterGradientTex } from '../../src/formula/tex.ts';
import { readSmallNumber } from '../../src/formula/read-number.ts';
import { giveWay } from '../controls/give-way.ts';
import { fields, keys } from '../controls/controls.css.ts';
import { formatFactor, formatNumber } from '../controls/number-format.ts';
import '../formula/un-formula.ts';
import { base } from '../styles/base.css.ts';
import { openFactor } from './contract.ts';
import type { LabPass } from './lab-pass.ts';
import { numberSheetStyles } from './number-sheet.css.ts';
import { visible } from './token.ts';

/** What one tap on − or + changes a weight by. */
const NUDGE = 0.1;

/** One weight or bias: a field to change it, every step's share of its gradient, and what an update makes of it. */
@customElement('un-parameter-panel')
@localized()
export class ParameterPanel extends LitElement {
  static override styles = [base, keys, fields, numberSheetStyles];

  @property({ attribute: false }) pass!: LabPass;
  @property({ attribute: false }) reference!: Extract<Reference, { kind: 'parameter' | 'total' }>;
  @state() private fault = '';

  /** A refused entry was about the weight at which it was typed. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('reference');
    if (before !== undefined && !sameReference(before, this.reference)) this.fault = '';
  }

  override render() {
    const { parameter, index } = this.reference;
    const value = this.pass.parameter(parameter, index);
    return html`<div class="edit">
        <button
          class="key"
          aria-label=${msg('Lower by 0.1', { id: 'parameter.lower' })}
          @click=${() => this.set(value - NUDGE)}
        >
          −
        </button>
        <label class="field">
          <span>${msg('Value', { id: 'parameter.value' })}</span>
          ${keyed(
            `${parameter} ${index}`,
            html`<input
              type="text"
              inputmode="decimal"
              autocomplete="off"
              aria-invalid=${this.fault === '' ? 'false' : 'true'}
              aria-describedby="fault"
              .value=${String(Number(value.toPrecision(6)))}
              @change=${(event: Event) => this.typed(event.target as HTMLInputElement)}
            />`,
          )}
        </label>
        <button
          class="key"
          aria-label=${msg('Raise by 0.1', { id: 'parameter.raise' })}
          @click=${() => this.set(value + NUDGE)}
        >
          +
        </button>
      </div>
      <p class="fault" id="fault" role="alert">${this.fault}</p>
      ${this.shares()} ${this.change(value)}`;
  }

  private shares() {
    const { trace, inputs } = this.pass;
    const { parameter, index } = this.reference;
    const total = this.pass.number({ kind: 'total', parameter, index });
    if (total === undefined) return nothing;
    const { block } = placeOf(parameterOf(trace, parameter), index);
    const steps = inputs.map((character, t) => ({
      character,
      t,
      share: this.pass.number({ kind: 'share', parameter, index, t }),
    }));
    const gathered = steps.filter(({ share }) => share !== undefined);
    return html`<un-formula .tex=${parameterGradientTex(trace, parameter, block)}></un-formula>
      <table>
        <tbody>
          ${gathered.map(
            ({ character, t, share = 0 }) =>
              html`<tr>
                <th scope="row">${visible(character)} · t ${t + 1}</th>
                <td>
                  <button
                    class="key plain number"
                    @click=${(event: MouseEvent) => {
                      giveWay(event);
                      openFactor(this, { kind: 'share', parameter, index, t });
                    }}
                  >
                    ${formatNumber(share, 4)}
                  </button>
                </td>
              </tr>`,
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">
              ${
                gathered.length < steps.length
                  ? msg(str`∂L/∂w so far: ${gathered.length} of ${steps.length} steps`, { id: 'parameter.so-far' })
                  : '∂L/∂w'
              }
            </th>
            <td class="number">${formatNumber(total, 4)}</td>
          </tr>
        </tfoot>
      </table>`;
  }

  private change(before: number) {
    const { parameter, index } = this.reference;
    const after = this.pass.updated(parameter, index);
    const update = this.pass.network.recorder.update(parameter);
    if (after === undefined || update === undefined) return nothing;
    const gradient = update.gradient[index] * this.pass.reading.sign(parameter, index);
    const rate = formatFactor(this.pass.document.optimizer.learning_rate);
    return html`<p class="hint number">
      ${formatNumber(before, 4)} − ${rate} × (${formatNumber(gradient, 4)}) =
      <b>${formatNumber(after, 4)}</b>
    </p>`;
  }

  private typed(field: HTMLInputElement): void {
    const value = readSmallNumber(field.value);
    if (value !== undefined) return this.set(value);
    this.fault = msg('A number is wanted here, such as −0.25.', { id: 'parameter.fault' });
  }

  private set(value: number): void {
    this.fault = '';
    const { parameter, index } = this.reference;
    const detail = { parameter, index, value: Number(value.toPrecision(12)) };
    this.dispatchEvent(new CustomEvent('edit-parameter', { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-parameter-panel': ParameterPanel;
  }
  interface HTMLElementEventMap {
    'edit-parameter': CustomEvent<{ readonly parameter: string; readonly index: number; readonly value: number }>;
  }
}

import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { base } from '../styles/base.css.ts';
import { fields, keys } from './controls.css.ts';

/**
 * A whole number between two limits: less, the number itself as a native field, more.
 *
 *   <un-stepper label="Hidden units" min="2" max="16" .value=${units} @change=${…}></un-stepper>
 *
 * @fires change - when the number is final and within its limits; a typed number outside them stays to be mended, and
 * the field says what is wanted.
 */
@customElement('un-stepper')
@localized()
export class Stepper extends LitElement {
  static override styles = [
    base,
    keys,
    fields,
    css`
      :host {
        display: block;
      }
      .label {
        display: block;
        margin-block-end: var(--space-1);
        color: var(--ink-2);
        font-size: var(--text-s);
      }
      .row {
        display: flex;
        inline-size: fit-content;
        max-inline-size: 100%;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-m);
        background: var(--surface);
      }
      .key {
        border-radius: calc(var(--radius-m) - 1px);
        font-size: var(--text-l);
      }
      input {
        inline-size: 4.5rem;
        min-inline-size: 2.5rem;
        padding: 0;
        border: 0;
        border-radius: var(--radius-s);
        background: none;
        color: var(--ink);
        font-size: max(1rem, 16px);
        font-variant-numeric: tabular-nums;
        text-align: center;
        appearance: textfield;
      }
      .row:has([aria-invalid='true']) {
        border-color: var(--danger);
        box-shadow: inset 0 0 0 1px var(--danger);
      }
      input::-webkit-inner-spin-button,
      input::-webkit-outer-spin-button {
        appearance: none;
        margin: 0;
      }
    `,
  ];

  @property() label = '';
  @property({ type: Number }) min = 0;
  @property({ type: Number }) max = 100;
  @property({ type: Number }) step = 1;
  @property({ type: Number }) value = 0;
  @property({ type: Boolean }) disabled = false;
  @state() private isOutside = false;

  override render() {
    const { label, min, max, step, value, disabled } = this;
    return html`<label class="label" for="number">${label}</label>
      <div class="row">
        <button
          class="key plain"
          ?disabled=${disabled || value <= min}
          aria-label=${msg(str`${label}: less`, { id: 'stepper.less' })}
          @click=${() => this.set(this.value - this.step)}
        >
          −
        </button>
        <input
          id="number"
          type="number"
          inputmode="numeric"
          min=${min}
          max=${max}
          step=${step}
          .value=${String(value)}
          ?disabled=${disabled}
          aria-invalid=${this.isOutside ? 'true' : 'false'}
          aria-describedby="fault"
          @change=${this.typed}
        />
        <button
          class="key plain"
          ?disabled=${disabled || value >= max}
          aria-label=${msg(str`${label}: more`, { id: 'stepper.more' })}
          @click=${() => this.set(this.value + this.step)}
        >
          +
        </button>
      </div>
      <p class="fault" id="fault" role="alert">
        ${this.isOutside ? msg(str`A whole number from ${min} to ${max}.`, { id: 'stepper.fault' }) : ''}
      </p>`;
  }

  private typed(event: Event): void {
    event.stopPropagation();
    const field = event.target as HTMLInputElement;
    const number = field.valueAsNumber;
    this.isOutside = number < this.min || number > this.max;
    if (this.isOutside) return;
    this.set(Number.isNaN(number) ? this.value : number);
    field.value = String(this.value);
  }

  private set(wanted: number): void {
    const steps = Math.round((wanted - this.min) / this.step);
    const value = Math.min(this.max, Math.max(this.min, this.min + steps * this.step));
    this.isOutside = false;
    if (value === this.value) return;
    this.value = value;
    this.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-stepper': Stepper;
  }
}

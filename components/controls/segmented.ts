import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../styles/base.css.ts';

export interface Choice<T extends string = string> {
  readonly value: T;
  readonly label: string | TemplateResult;
  /** Said instead of a label that is too short to be heard, or set as in a formula: `LSTM` needs none, `↓` does. */
  readonly spoken?: string;
  /** The language of the label, where it is not the page's. */
  readonly lang?: string;
  readonly disabled?: boolean;
}

/**
 * A choice among a few, all in sight: native radio buttons in one row that wraps. Arrow keys move, as in any radio group.
 *
 *   <un-segmented label="Cell" .choices=${cells} .value=${cell} @change=${…}></un-segmented>
 *
 * @fires change - after a tap or a key; `value` is the new choice. It is the owner who keeps it.
 */
@customElement('un-segmented')
export class Segmented extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      fieldset {
        display: grid;
        gap: var(--space-1);
        min-inline-size: 0;
      }
      legend {
        padding: 0;
        margin-block-end: var(--space-1);
        color: var(--ink-2);
        font-size: var(--text-s);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 2px;
        padding: 2px;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-m);
      }
      label {
        position: relative;
        flex: 1 1 auto;
        display: grid;
        place-items: center;
        min-block-size: var(--touch);
        min-inline-size: var(--touch);
        padding: var(--space-1) var(--choice-padding, var(--space-3));
        border-radius: calc(var(--radius-m) - 3px);
        color: var(--ink-2);
        font-size: var(--text-s);
        font-weight: 600;
        text-align: center;
        cursor: pointer;
        touch-action: manipulation;
      }
      label:has(:checked) {
        background: var(--forward-soft);
        color: var(--ink);
        /* A line as well as a tint: the choice is seen without colour. */
        box-shadow: inset 0 0 0 1.5px var(--forward);
      }
      label:has(:disabled) {
        opacity: 0.45;
        cursor: default;
      }
      label:has(:focus-visible) {
        outline: 2.5px solid var(--focus);
        outline-offset: 2px;
        z-index: 1;
      }
      i {
        font-family: var(--font-math);
      }
      sub,
      sup {
        line-height: 0;
      }
      input {
        position: absolute;
        inset: 0;
        margin: 0;
        opacity: 0;
        cursor: inherit;
      }
      @media (forced-colors: active) {
        label:has(:checked) {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];

  @property() label = '';
  /** The label is read out but not shown: for a group whose heading already stands above it. */
  @property({ type: Boolean, attribute: 'label-hidden' }) labelHidden = false;
  @property({ attribute: false }) choices: readonly Choice[] = [];
  @property() value = '';
  @property({ type: Boolean }) disabled = false;

  override render() {
    return html`<fieldset ?disabled=${this.disabled}>
      <legend class=${this.labelHidden ? 'spoken' : ''}>${this.label}</legend>
      <div class="row">${this.choices.map((choice) => this.option(choice))}</div>
    </fieldset>`;
  }

  private option({ value, label, spoken, lang, disabled = false }: Choice) {
    return html`<label lang=${lang ?? nothing}>
      <input
        type="radio"
        name="choice"
        .value=${value}
        .checked=${value === this.value}
        ?disabled=${disabled}
        aria-label=${spoken ?? nothing}
        @change=${() => this.choose(value)}
      />
      <span>${label}</span>
    </label>`;
  }

  private choose(value: string): void {
    this.value = value;
    this.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-segmented': Segmented;
  }
}

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { TrainSetup } from '../../src/app/train-setup.ts';
import { fields } from '../controls/controls.css.ts';
import { formatCount } from '../controls/number-format.ts';
import { base } from '../styles/base.css.ts';

export type NumberField = Exclude<keyof TrainSetup, 'cell'>;
type Ranges = Readonly<Record<NumberField, { readonly least: number; readonly most: number; readonly whole: boolean }>>;

const shown = ['learningRate', 'batch', 'length', 'steps', 'seed'] as const satisfies readonly NumberField[];

export interface SettingDetail {
  readonly field: NumberField;
  /** NaN where the field holds no number. */
  readonly value: number;
}

/**
 * The settings most students leave as they are, folded away. A number that cannot be used is told at its field.
 *
 * @fires setting - a field changed
 */
@customElement('un-more-settings')
@localized()
export class MoreSettings extends LitElement {
  static override styles = [
    base,
    fields,
    css`
      summary {
        display: flex;
        align-items: center;
        min-block-size: var(--touch);
        color: var(--ink-2);
        font-size: var(--text-s);
        font-weight: 600;
        cursor: pointer;
      }
      summary::before {
        content: '';
        inline-size: 0.45rem;
        block-size: 0.45rem;
        margin-inline: 0.2rem 0.75rem;
        border: solid currentColor;
        border-width: 0 2px 2px 0;
        rotate: -45deg;
        transition: rotate var(--quick) var(--ease);
      }
      details[open] summary::before {
        rotate: 45deg;
      }
      .grid {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
        gap: var(--space-3);
        padding-block: var(--space-2) var(--space-3);
      }
      .note {
        color: var(--ink-2);
        font-size: var(--text-xs);
      }
    `,
  ];

  @property({ attribute: false }) setup: TrainSetup | undefined;
  @property({ attribute: false }) ranges: Ranges | undefined;
  @property({ attribute: false }) faults: readonly NumberField[] = [];
  @query('details') private readonly details!: HTMLDetailsElement;

  /** Opens the fold and puts the focus on the first field that cannot be used; false where none of its fields is. */
  focusFault(): boolean {
    const field = shown.find((each) => this.faults.includes(each));
    if (field === undefined) return false;
    this.details.open = true;
    this.renderRoot.querySelector<HTMLInputElement>(`#${field}`)?.focus();
    return true;
  }

  override render() {
    const { setup } = this;
    if (setup === undefined) return nothing;
    return html`<details>
      <summary>${msg('More settings', { id: 'train.more' })}</summary>
      <div class="grid">${shown.map((field) => this.field(field, setup[field]))}</div>
    </details>`;
  }

  private field(field: (typeof shown)[number], value: number) {
    const isFault = this.faults.includes(field);
    const { label, note } = textsOf(field);
    return html`<div>
      <label class="field">
        <span>${label}</span>
        <input
          id=${field}
          type="number"
          step="any"
          inputmode=${this.ranges?.[field].whole ? 'numeric' : 'decimal'}
          autocomplete="off"
          .value=${Number.isNaN(value) ? '' : String(value)}
          aria-invalid=${isFault ? 'true' : 'false'}
          aria-describedby="${field}-note"
          @change=${this.changed}
        />
      </label>
      <p id="${field}-note" class=${isFault ? 'fault' : 'note'}>${isFault ? this.fault(field) : note}</p>
    </div>`;
  }

  private fault(field: NumberField): string {
    if (field === 'learningRate') {
      return msg('A number above 0: with 0 nothing is learned. 0.001 to 0.01 is usual.', { id: 'train.fault.rate' });
    }
    const range = this.ranges?.[field];
    const [least, most] = [formatCount(range?.least ?? 0), formatCount(range?.most ?? 0)];
    return msg(str`A whole number from ${least} to ${most}.`, { id: 'train.fault.whole' });
  }

  private readonly changed = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const detail: SettingDetail = { field: input.id as NumberField, value: input.valueAsNumber };
    this.dispatchEvent(new CustomEvent('setting', { detail }));
  };
}

function textsOf(field: (typeof shown)[number]): { readonly label: string; readonly note: string } {
  switch (field) {
    case 'learningRate':
      return {
        label: msg('Learning rate', { id: 'train.rate' }),
        note: msg('How far each update goes', { id: 'train.rate.note' }),
      };
    case 'batch':
      return {
        label: msg('Batch', { id: 'train.batch' }),
        note: msg('Places of the text read at once', { id: 'train.batch.note' }),
      };
    case 'length':
      return {
        label: msg('Sequence length', { id: 'train.length' }),
        note: msg('Characters before each update', { id: 'train.length.note' }),
      };
    case 'steps':
      return {
        label: msg('Steps', { id: 'train.steps' }),
        note: msg('Updates in all; more can follow', { id: 'train.steps.note' }),
      };
    case 'seed':
      return {
        label: msg('Seed', { id: 'train.seed' }),
        note: msg('The same seed gives the same run', { id: 'train.seed.note' }),
      };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-more-settings': MoreSettings;
  }
  interface HTMLElementEventMap {
    setting: CustomEvent<SettingDetail>;
  }
}

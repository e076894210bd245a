import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import type { NumberField, TrainSetup } from '../../src/app/train-setup.ts';
import { fields } from '../controls/controls.css.ts';
import { fold } from '../controls/fold.css.ts';
import { base } from '../styles/base.css.ts';
import './rate-curve.ts';
import { fieldsOf, fieldTexts, faultText, groups, groupTitle, type Group, type Ranges } from './setting-fields.ts';
import { optimizerName, optimizers, scheduleName, schedules } from './setting-words.ts';

export type SettingDetail =
  /** NaN where the field holds no number. */
  | { readonly field: NumberField; readonly value: number }
  | { readonly field: 'optimizer'; readonly value: TrainSetup['optimizer'] }
  | { readonly field: 'schedule'; readonly value: TrainSetup['schedule'] };

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
    fold,
    css`
      fieldset {
        padding-block: var(--space-2) var(--space-4);
      }
      legend {
        padding: 0 0 var(--space-2);
        font-size: var(--text-m);
        font-weight: 650;
      }
      .grid {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
        align-items: start;
        gap: var(--space-3);
      }
      un-rate-curve {
        display: block;
        margin-block-start: var(--space-3);
      }
      .note,
      .fault {
        margin-block-start: var(--space-1);
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
  /** The learning rate over the run. */
  @property({ attribute: false }) rates: readonly number[] = [];
  @query('details') private readonly details!: HTMLDetailsElement;

  /** Opens the fold and puts the focus on the first field that cannot be used; false where none of its fields is. */
  focusFault(): boolean {
    const { setup } = this;
    if (setup === undefined) return false;
    const field = groups.flatMap((group) => fieldsOf(group, setup)).find((each) => this.faults.includes(each));
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
      ${groups.map((group) => this.group(group, setup))}
    </details>`;
  }

  private group(group: Group, setup: TrainSetup) {
    return html`<fieldset>
      <legend>${groupTitle(group)}</legend>
      <div class="grid">
        ${group === 'rate' ? this.choices(setup) : nothing}
        ${fieldsOf(group, setup).map((field) => (field === 'units' ? nothing : this.field(field, setup[field])))}
      </div>
      ${group === 'rate' ? html`<un-rate-curve .rates=${this.rates}></un-rate-curve>` : nothing}
    </fieldset>`;
  }

  private choices({ optimizer, schedule }: TrainSetup) {
    const option = <T extends string>(value: T, { present, name }: { present: T; name: (value: T) => string }) =>
      html`<option value=${value} ?selected=${value === present}>${name(value)}</option>`;
    return html`<label class="field">
        <span>${msg('Optimizer', { id: 'train.optimizer' })}</span>
        <select id="optimizer" @change=${this.chosen}>
          ${optimizers.map((value) => option(value, { present: optimizer, name: optimizerName }))}
        </select>
      </label>
      <label class="field">
        <span>${msg('Schedule', { id: 'train.schedule' })}</span>
        <select id="schedule" @change=${this.chosen}>
          ${schedules.map((value) => option(value, { present: schedule, name: scheduleName }))}
        </select>
      </label>`;
  }

  private field(field: Exclude<NumberField, 'units'>, value: number) {
    const { ranges } = this;
    const isFault = this.faults.includes(field) && ranges !== undefined;
    const { label, note } = fieldTexts(field);
    return html`<div>
      <label class="field">
        <span>${label}</span>
        <input
          id=${field}
          type="number"
          step="any"
          inputmode=${ranges?.[field].whole ? 'numeric' : 'decimal'}
          autocomplete="off"
          .value=${Number.isNaN(value) ? '' : String(value)}
          aria-invalid=${isFault ? 'true' : 'false'}
          aria-describedby="${field}-note"
          @change=${this.changed}
        />
      </label>
      <p id="${field}-note" class=${isFault ? 'fault' : 'note'}>${isFault ? faultText(field, ranges) : note}</p>
    </div>`;
  }

  private readonly changed = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    this.say({ field: input.id as NumberField, value: input.valueAsNumber });
  };

  private readonly chosen = (event: Event): void => {
    const { id, value } = event.target as HTMLSelectElement;
    const optimizer = optimizers.find((each) => each === value);
    const schedule = schedules.find((each) => each === value);
    if (id === 'optimizer' && optimizer) this.say({ field: 'optimizer', value: optimizer });
    if (id === 'schedule' && schedule) this.say({ field: 'schedule', value: schedule });
  };

  private say(detail: SettingDetail): void {
    this.dispatchEvent(new CustomEvent('setting', { detail }));
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

import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import type { RunRecord } from '../../src/store/schema.ts';
import { fields, keys, menu } from '../controls/controls.css.ts';
import '../controls/sheet.ts';
import { base } from '../styles/base.css.ts';

export type RunAction =
  | { readonly do: 'rename'; readonly name: string }
  | { readonly do: 'duplicate'; readonly from: 'start' | 'state' }
  | { readonly do: 'delete' };

const MOST = 80;

/**
 * What can be done with one kept run.
 *
 * @fires run-action - one of them was chosen
 * @fires sheet-close
 */
@customElement('un-run-menu')
@localized()
export class RunMenu extends LitElement {
  static override styles = [
    base,
    keys,
    menu,
    fields,
    css`
      .name {
        display: grid;
        grid-template-columns: 1fr auto;
        align-items: end;
        gap: var(--space-2);
        margin-block-end: var(--space-2);
      }
      small {
        display: block;
        color: var(--ink-2);
        font-size: var(--text-s);
        font-weight: 400;
      }
    `,
  ];

  /** The run it is about; without one it is closed. */
  @property({ attribute: false }) run: RunRecord | undefined;
  /** It stays in sight while the sheet goes down. */
  @state() private shown: RunRecord | undefined;
  @query('input') private readonly field!: HTMLInputElement;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('run') && this.run !== undefined) this.shown = this.run;
  }

  override render() {
    const { run, shown } = this;
    return html`<un-sheet heading=${shown?.name ?? ''} ?open=${run !== undefined}>
      ${shown === undefined ? nothing : this.actions(shown)}
    </un-sheet>`;
  }

  private actions({ name, step }: RunRecord) {
    return html`<form class="name" @submit=${this.rename}>
        <label class="field">
          <span>${msg('Name', { id: 'runs.name' })}</span>
          <input .value=${name} maxlength=${MOST} required autocomplete="off" />
        </label>
        <button class="key">${msg('Rename', { id: 'runs.rename' })}</button>
      </form>
      <div class="more">
        <button class="key" @click=${() => this.say({ do: 'duplicate', from: 'start' })}>
          <span>
            ${msg('New run, same settings', { id: 'runs.duplicate' })}
            <small>${msg('From its first step', { id: 'runs.duplicate.note' })}</small>
          </span>
        </button>
        ${
          step === 0
            ? nothing
            : html`<button class="key" @click=${() => this.say({ do: 'duplicate', from: 'state' })}>
                <span>
                  ${msg('Copy as it is', { id: 'runs.copy' })}
                  <small>${msg('Goes on from the saved step; this one stays', { id: 'runs.copy.note' })}</small>
                </span>
              </button>`
        }
        <button class="key delete" @click=${() => this.say({ do: 'delete' })}>
          ${msg('Delete this run', { id: 'train.delete' })}
        </button>
      </div>`;
  }

  private readonly rename = (event: Event): void => {
    event.preventDefault();
    const name = this.field.value.trim();
    if (name !== '') this.say({ do: 'rename', name });
  };

  private say(detail: RunAction): void {
    this.dispatchEvent(new CustomEvent('run-action', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-run-menu': RunMenu;
  }
  interface HTMLElementEventMap {
    'run-action': CustomEvent<RunAction>;
  }
}

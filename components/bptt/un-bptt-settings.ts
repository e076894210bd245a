import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { notify } from '../app/contract.ts';
import { fields, keys } from '../controls/controls.css.ts';
import '../controls/segmented.ts';
import '../controls/sheet.ts';
import { base } from '../styles/base.css.ts';
import type { BpttControls, BpttDocument, BpttState } from './contract.ts';
import '../lesson/un-reading.ts';

/**
 * What the lesson works on: cell, sentence, how far it is trained; the link to exactly this state.
 *
 * @fires sheet-close
 */
@customElement('un-bptt-settings')
@localized()
export class BpttSettings extends LitElement {
  static override styles = [
    base,
    keys,
    fields,
    css`
      :host {
        display: contents;
      }
      form {
        display: grid;
        gap: var(--space-4);
      }
      .keys {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
      .note {
        color: var(--ink-2);
        font-size: var(--text-s);
        text-wrap: pretty;
      }
    `,
  ];

  @property({ attribute: false }) session!: BpttControls;
  @property({ attribute: false }) state!: BpttState;
  @property({ type: Boolean }) open = false;

  override render() {
    return html`<un-sheet heading=${msg('Network and sentence', { id: 'bptt.settings' })} ?open=${this.open}>
      ${this.open ? this.form() : nothing}
    </un-sheet>`;
  }

  private form() {
    const { document, measures, updates } = this.state;
    const { session } = this;
    return html`<form @submit=${(event: Event) => event.preventDefault()}>
      <un-segmented
        label=${msg('Cell', { id: 'bptt.cell-choice' })}
        .choices=${[
          { value: 'rnn', label: 'RNN' },
          { value: 'lstm', label: 'LSTM' },
          { value: 'gru', label: 'GRU' },
        ]}
        .value=${document.cell}
        @change=${(event: Event) => session.edit({ cell: valueOf(event) as BpttDocument['cell'] })}
      ></un-segmented>
      <un-segmented
        label=${msg('Sentences', { id: 'bptt.language' })}
        .choices=${[
          { value: 'en', label: 'English', lang: 'en' },
          { value: 'zh', label: '中文', lang: 'zh-Hans' },
        ]}
        .value=${document.language}
        @change=${(event: Event) => session.edit({ language: valueOf(event) as BpttDocument['language'] })}
      ></un-segmented>
      <label class="field">
        <span>${msg('Sentence', { id: 'bptt.sentence' })}</span>
        <select
          lang=${document.language}
          @change=${(event: Event) => session.edit({ sentence: Number(valueOf(event)) })}
        >
          ${session.limits.sentences.map(
            (text, n) => html`<option value=${n} ?selected=${n === document.sentence}>${text}</option>`,
          )}
        </select>
      </label>
      <p class="note">
        ${msg(str`Trained in this page on ${session.limits.sentences.length} sentences of our own, one an update, from a fixed seed: ${updates} updates so far. The sentence shown has ${measures.steps} words.`, { id: 'bptt.training-note' })}
      </p>
      <un-reading
        .reading=${document}
        .trace=${this.state.written}
        @change-reading=${(event: HTMLElementEventMap['change-reading']) => session.edit(event.detail)}
      ></un-reading>
      <div class="keys">
        <button type="button" class="key" @click=${() => session.edit({ updates: 0, radius: undefined })}>
          ${msg('Untrained', { id: 'bptt.untrained' })}
        </button>
        <button type="button" class="key" @click=${() => session.reset()}>
          ${msg('Start afresh', { id: 'bptt.reset' })}
        </button>
        <button type="button" class="key" @click=${() => void this.copy()}>
          ${msg('Copy link', { id: 'bptt.copy' })}
        </button>
      </div>
    </form>`;
  }

  private async copy(): Promise<void> {
    const link = new URL(this.session.address, location.href).href;
    try {
      await navigator.clipboard.writeText(link);
      notify(this, {
        text: msg('Copied: the link opens exactly what you see here.', { id: 'bptt.copied' }),
      });
    } catch {
      // without a secure page or a permission there is no clipboard: the address has the same link
      notify(this, {
        kind: 'problem',
        text: msg('The browser does not let us copy. The address at the top of the window is the same link.', {
          id: 'bptt.not-copied',
        }),
      });
    }
  }
}

const valueOf = (event: Event): string => (event.target as HTMLElement & { value: string }).value;

declare global {
  interface HTMLElementTagNameMap {
    'un-bptt-settings': BpttSettings;
  }
}

import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import type { KeptText } from '../../src/store/texts.ts';
import { fields } from '../controls/controls.css.ts';
import { formatCount } from '../controls/number-format.ts';
import { base } from '../styles/base.css.ts';

/** The part of a kept text that a choice needs. */
export type ChoosableText = Pick<KeptText, 'key' | 'title' | 'characters'>;

/**
 * Which of the student's texts is read: a new one, or one that is kept already.
 *
 * @fires kept-choice - another one was chosen
 */
@customElement('un-kept-choice')
@localized()
export class KeptChoice extends LitElement {
  static override styles = [base, fields];

  @property({ attribute: false }) texts: readonly ChoosableText[] = [];
  /** The key of the one that is chosen; without one it is a new text. */
  @property() chosen: string | undefined;

  override render() {
    if (this.texts.length === 0) return nothing;
    return html`<label class="field">
      <span>${msg('Which text', { id: 'train.text.which' })}</span>
      <select @change=${(event: Event) => this.choose((event.target as HTMLSelectElement).value)}>
        <option value="" ?selected=${this.chosen === undefined}>${msg('A new one', { id: 'train.text.new' })}</option>
        ${this.texts.map((text) => this.option(text))}
      </select>
    </label>`;
  }

  private option({ key, title, characters }: ChoosableText) {
    return html`<option value=${key} ?selected=${this.chosen === key}>${title} (${formatCount(characters)})</option>`;
  }

  private choose(key: string): void {
    const detail = { key: key === '' ? undefined : key };
    this.dispatchEvent(new CustomEvent('kept-choice', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-kept-choice': KeptChoice;
  }
  interface HTMLElementEventMap {
    'kept-choice': CustomEvent<{ readonly key: string | undefined }>;
  }
}

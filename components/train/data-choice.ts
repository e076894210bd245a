import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { OwnText, TrainForm } from '../../src/app/train-form.ts';
import type { DataReference } from '../../src/store/schema.ts';
import { formatCount } from '../controls/number-format.ts';
import { base } from '../styles/base.css.ts';
import './own-text.ts';
import type { ChoosableText } from './kept-choice.ts';
import type { OwnTextDetail, OwnTextField, TextLoader, TextReader } from './own-text.ts';
import { dataName } from './words.ts';

/** What a run shall read. `own` without a text cannot be learned yet. */
export type DataChoice = { readonly kind: 'austen' | 'tang' } | { readonly kind: 'own'; readonly own?: OwnText };

const kinds = ['austen', 'tang', 'own'] as const satisfies readonly DataReference['kind'][];

/**
 * The texts that ship with the app, and the student's own.
 *
 * @fires data-choice - another text was chosen, or the own text changed
 */
@customElement('un-data-choice')
@localized()
export class DataChoiceField extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
      }
      legend {
        padding: 0;
        margin-block-end: var(--space-2);
        color: var(--ink-2);
        font-size: var(--text-s);
      }
      .texts {
        border: 1px solid var(--line);
        border-radius: var(--radius-m);
        background: var(--surface);
      }
      label {
        display: grid;
        grid-template-columns: auto 1fr;
        align-items: center;
        gap: 0 var(--space-3);
        min-block-size: var(--key);
        padding: var(--space-2) var(--space-4);
        cursor: pointer;
      }
      label + label {
        border-block-start: 1px solid var(--line);
      }
      input {
        inline-size: 1.25rem;
        block-size: 1.25rem;
        margin: 0;
        accent-color: var(--forward);
      }
      b {
        display: block;
        font-weight: 600;
      }
      .quiet {
        display: block;
        color: var(--ink-2);
        font-size: var(--text-s);
        line-height: 1.35;
        text-wrap: pretty;
      }
    `,
  ];

  @property({ attribute: false }) texts: TrainForm['texts'] | undefined;
  @property({ attribute: false }) read: TextReader | undefined;
  /** The student's texts that are kept already, and how one is read. */
  @property({ attribute: false }) kept: readonly ChoosableText[] = [];
  @property({ attribute: false }) load: TextLoader | undefined;
  @property({ attribute: false }) choice: DataChoice = { kind: 'austen' };
  /** Shows that the own text is missing: the student asked to start. */
  @property({ type: Boolean }) demanded = false;
  @query('un-own-text') private readonly ownField!: OwnTextField | null;

  /** Checks the own text anew; resolves with what can be learned now. */
  async check(): Promise<DataChoice> {
    await this.ownField?.check();
    return this.choice;
  }

  override focus(): void {
    this.ownField?.focus();
  }

  override render() {
    const { choice } = this;
    return html`<fieldset>
        <legend>${msg('What it reads', { id: 'train.data' })}</legend>
        <div class="texts">${kinds.map((kind) => this.option(kind))}</div>
      </fieldset>
      ${
        choice.kind === 'own'
          ? html`<un-own-text
              .read=${this.read}
              .kept=${this.kept}
              .load=${this.load}
              ?demanded=${this.demanded}
              @own-text=${this.takeText}
            ></un-own-text>`
          : nothing
      }`;
  }

  private option(kind: DataChoice['kind']) {
    return html`<label>
      <input type="radio" name="data" .checked=${this.choice.kind === kind} @change=${() => this.choose({ kind })} />
      <span><b>${dataName(kind)}</b><span class="quiet">${this.detail(kind)}</span></span>
    </label>`;
  }

  private detail(kind: DataChoice['kind']): string {
    if (kind === 'own') return msg('pasted, or a .txt file', { id: 'train.data.own.detail' });
    const { characters = 0, distinct = 0 } = this.texts?.[kind] ?? {};
    const [all, different] = [formatCount(characters), formatCount(distinct)];
    return kind === 'austen'
      ? msg(str`The opening of Pride and Prejudice: ${all} characters, ${different} different ones`, {
          id: 'train.data.austen.detail',
        })
      : msg(str`738 poems of four lines, in Chinese: ${all} characters, ${different} different ones`, {
          id: 'train.data.tang.detail',
        });
  }

  private readonly takeText = ({ detail }: CustomEvent<OwnTextDetail>): void => {
    this.choose({ kind: 'own', ...(detail.text && { own: detail.text }) });
  };

  private choose(choice: DataChoice): void {
    this.choice = choice;
    this.dispatchEvent(new CustomEvent('data-choice', { detail: choice }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-data-choice': DataChoiceField;
  }
  interface HTMLElementEventMap {
    'data-choice': CustomEvent<DataChoice>;
  }
}

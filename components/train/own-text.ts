import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { OwnText, TextAnswer } from '../../src/app/train-form.ts';
import type { Normalisation } from '../../src/datasets/normalise.ts';
import { fields, keys } from '../controls/controls.css.ts';
import { formatCount } from '../controls/number-format.ts';
import { base } from '../styles/base.css.ts';
import './kept-choice.ts';
import type { ChoosableText } from './kept-choice.ts';
import './text-preview.ts';
import './tidy-text.ts';
import { textProblem } from './words.ts';

export type TextReader = (source: string | File, normalisation: Normalisation) => Promise<TextAnswer>;

/** What a kept text reads, by its key. Rejects where it is gone. */
export type TextLoader = (key: string) => Promise<string>;

/** What `own-text` events tell; without `text` there is none that can be learned. */
export interface OwnTextDetail {
  readonly text: OwnText | undefined;
}

/** A text that was read on this device before. */
interface Kept {
  readonly key: string;
  readonly title: string;
  readonly text: string;
}

/**
 * The student's own text: pasted, from a `.txt` file, or one that is kept already. What was given stays when it cannot
 * be used.
 *
 * @fires own-text - whenever what was given changed
 */
@customElement('un-own-text')
@localized()
export class OwnTextField extends LitElement {
  static override styles = [
    base,
    keys,
    fields,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
      }
      .row .key:not(.plain) {
        border: 1px solid var(--line-strong);
        background: var(--surface);
      }
      .found {
        color: var(--ink-2);
        font-size: var(--text-s);
      }
    `,
  ];

  /** Reads and checks; may change with the batch and length that are chosen. */
  @property({ attribute: false }) read: TextReader | undefined;
  /** Those that are kept already, and how one is read. */
  @property({ attribute: false }) kept: readonly ChoosableText[] = [];
  @property({ attribute: false }) load: TextLoader | undefined;
  /** Shows what is missing even before something was given: the student asked to start. */
  @property({ type: Boolean }) demanded = false;

  @state() private again: Kept | undefined;
  @state() private file: File | undefined;
  @state() private pasted = '';
  @state() private result: TextAnswer | undefined;
  @state() private normalisation: Normalisation = { foldCase: false, rare: 'keep', least: 5 };
  @query('textarea') private readonly area!: HTMLTextAreaElement | null;
  @query('input[type=file]') private readonly chooser!: HTMLInputElement | null;
  private reading = 0;

  /** Reads again: the batch or the length changed. Resolves when the event has told the result. */
  async check(): Promise<void> {
    const turn = ++this.reading;
    const { again } = this;
    const result = await this.read?.(again?.text ?? this.file ?? this.pasted, this.normalisation);
    if (turn !== this.reading || result === undefined) return;
    this.result = result;
    const text = 'problem' in result ? undefined : { ...result, ...(again && { title: again.title }) };
    this.dispatchEvent(new CustomEvent<OwnTextDetail>('own-text', { detail: { text } }));
  }

  override focus(): void {
    this.area?.focus();
  }

  override render() {
    const fault = this.fault();
    return html`<un-kept-choice
        .texts=${this.kept}
        .chosen=${this.again?.key}
        @kept-choice=${({ detail }: HTMLElementEventMap['kept-choice']) => void this.take(detail.key).catch(reportError)}
      ></un-kept-choice>
      ${this.again === undefined ? this.given(fault) : nothing}
      <p id="found" class=${fault === undefined ? 'found' : 'fault'} role="status">${fault ?? this.found()}</p>
      ${this.result === undefined ? nothing : this.tidying(this.result)}`;
  }

  private given(fault: string | undefined) {
    return html`<label class="field">
        <span>${msg('Text to learn from', { id: 'train.text.label' })}</span>
        <textarea
          rows="5"
          spellcheck="false"
          .value=${this.pasted}
          ?disabled=${this.file !== undefined}
          aria-invalid=${fault === undefined ? 'false' : 'true'}
          aria-describedby="found"
          placeholder=${msg('Paste a text: the longer, the better it learns', { id: 'train.text.hint' })}
          @input=${this.typed}
        ></textarea>
      </label>
      <div class="row">
        <button class="key" type="button" @click=${() => this.chooser?.click()}>
          ${msg('Choose a .txt file', { id: 'train.text.file' })}
        </button>
        ${this.file === undefined ? nothing : this.chosen(this.file)}
      </div>
      <input
        type="file"
        accept=".txt,text/plain"
        hidden
        aria-label=${msg('Choose a .txt file', { id: 'train.text.file' })}
        @change=${this.choose}
      />`;
  }

  private tidying(result: TextAnswer) {
    const text = 'problem' in result ? undefined : result;
    if (result.given === undefined || result.given.characters === 0) return nothing;
    return html`<un-tidy-text
        .normalisation=${this.normalisation}
        .given=${result.given}
        .left=${text}
        @tidy=${(event: HTMLElementEventMap['tidy']) => this.tidy(event.detail)}
      ></un-tidy-text>
      ${text === undefined ? nothing : html`<un-text-preview .text=${text.text}></un-text-preview>`}`;
  }

  private async take(key: string | undefined): Promise<void> {
    const title = this.kept.find((text) => text.key === key)?.title;
    const text = key === undefined ? undefined : await this.load?.(key);
    this.again = key === undefined || text === undefined ? undefined : { key, title: title ?? '', text };
    await this.check();
  }

  private tidy(normalisation: Normalisation): void {
    this.normalisation = normalisation;
    void this.check();
  }

  private chosen(file: File) {
    return html`<span class="found">${file.name}</span>
      <button class="key plain" type="button" @click=${this.forget}>
        ${msg('Paste instead', { id: 'train.text.forget' })}
      </button>`;
  }

  private fault(): string | undefined {
    const { result } = this;
    if (result === undefined || !('problem' in result)) return undefined;
    // An empty field is no mistake until the student wants to start.
    return result.problem.kind === 'empty' && !this.demanded ? undefined : textProblem(result.problem);
  }

  private found(): string {
    const { result } = this;
    if (result === undefined || 'problem' in result) {
      return msg('UTF-8, up to 2 MB. It stays on this device.', { id: 'train.text.limits' });
    }
    const [characters, distinct] = [formatCount(result.characters), formatCount(result.distinct)];
    return result.distinct === 1
      ? msg(str`${characters} characters, all of them the same.`, { id: 'train.text.found.one' })
      : msg(str`${characters} characters, ${distinct} different ones.`, { id: 'train.text.found' });
  }

  private readonly typed = (): void => {
    this.pasted = this.area?.value ?? '';
    void this.check();
  };

  private readonly choose = (): void => {
    const [file] = this.chooser?.files ?? [];
    if (file === undefined || this.chooser === null) return;
    // The same file can be chosen again after it was edited.
    this.chooser.value = '';
    this.file = file;
    void this.check();
  };

  private readonly forget = (): void => {
    this.file = undefined;
    void this.check();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'un-own-text': OwnTextField;
  }
  interface HTMLElementEventMap {
    'own-text': CustomEvent<OwnTextDetail>;
  }
}

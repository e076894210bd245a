import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { fields, keys } from '../controls/controls.css.ts';
import '../controls/sheet.ts';
import { visible } from '../lab/token.ts';
import { base } from '../styles/base.css.ts';
import type { BpttRunControls, BpttRunState } from './contract.ts';
import '../lesson/un-reading.ts';

/**
 * A text of the student's own for a run to read, and the letters in which the run is read.
 *
 * @fires sheet-close
 */
@customElement('un-run-text')
@localized()
export class RunText extends LitElement {
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
        gap: var(--space-3);
      }
      un-reading {
        margin-block-start: var(--space-4);
        padding-block-start: var(--space-4);
        border-block-start: 1px solid var(--line);
      }
      .note {
        color: var(--ink-2);
        font-size: var(--text-s);
        text-wrap: pretty;
      }
    `,
  ];

  @property({ attribute: false }) session!: BpttRunControls;
  @property({ attribute: false }) state!: BpttRunState;
  @property({ type: Boolean }) open = false;

  override render() {
    return html`<un-sheet heading=${msg('Text of your own', { id: 'bptt.run.text' })} ?open=${this.open}>
      ${this.open ? [this.form(), this.reading()] : nothing}
    </un-sheet>`;
  }

  private form() {
    const { document, problem } = this.state;
    const most = this.session.mostCharacters;
    return html`<form @submit=${this.submit}>
      <label class="field">
        <span
          >${msg(str`Text, up to ${most} characters: each but the last has a loss`, { id: 'bptt.run.text-label' })}</span
        >
        <input
          type="text"
          name="text"
          lang=${document.language}
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          aria-invalid=${problem === undefined ? 'false' : 'true'}
          aria-describedby="fault"
          .value=${document.text.replaceAll('\n', ' ')}
        />
      </label>
      <p class="fault" id="fault" role="alert">${problem === undefined ? nothing : faultText(problem)}</p>
      <button class="key main">${msg('Read this text', { id: 'bptt.run.text-read' })}</button>
      <p class="note">
        ${msg('The network knows only the characters of the text it was trained on, small and capital letters apart.', { id: 'bptt.run.text-note' })}
      </p>
    </form>`;
  }

  private reading() {
    return html`<un-reading
      .reading=${this.state.document}
      .trace=${this.state.written}
      @change-reading=${(event: HTMLElementEventMap['change-reading']) => this.session.edit(event.detail)}
    ></un-reading>`;
  }

  private readonly submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const field = (event.target as HTMLFormElement).elements.namedItem('text');
    if (field instanceof HTMLInputElement) this.session.setText(field.value);
  };
}

function faultText(problem: NonNullable<BpttRunState['problem']>): string {
  if (problem.kind === 'too-short') {
    return msg('At least 2 characters are needed, one to read and one to predict.', { id: 'bptt.run.too-short' });
  }
  const characters = problem.characters.map((each) => `“${visible(each)}”`).join(' ');
  return msg(str`The run has never seen ${characters}: it can only read characters of the text it was trained on.`, {
    id: 'fault.unknown-characters',
  });
}

declare global {
  interface HTMLElementTagNameMap {
    'un-run-text': RunText;
  }
}

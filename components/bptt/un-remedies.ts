import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { fields } from '../controls/controls.css.ts';
import '../controls/segmented.ts';
import '../controls/stepper.ts';
import { base } from '../styles/base.css.ts';
import type { BpttControls, BpttState } from './contract.ts';
import { letters } from '../formula/letters.ts';
import { clipWords, effectSentence, trainedSentences, truncateWords } from './remedy-words.ts';
import { remedyStyles } from './remedies.css.ts';

/**
 * Truncation and clipping, and what each does to the gradient of this sentence: told in the switch itself, so that the
 * thumb that moves it sees it, below the triangle that it hatches.
 */
@customElement('un-remedies')
@localized()
export class Remedies extends LitElement {
  static override styles = [base, fields, remedyStyles];

  @property({ attribute: false }) session!: BpttControls;
  @property({ attribute: false }) state!: BpttState;

  override render() {
    const { truncate, clip } = this.state.document;
    const { limits } = this.session;
    return html`<div
        class="switches"
        role="group"
        aria-label=${msg('Truncation and clipping', { id: 'bptt.remedies' })}
      >
        ${this.switch({
          name: msg('Truncate', { id: 'bptt.truncate' }),
          told: truncateWords(this.state),
          isOn: truncate !== undefined,
          turn: (isOn) => this.session.edit({ truncate: isOn ? limits.truncate : undefined }),
        })}
        ${this.switch({
          name: msg('Clip', { id: 'bptt.clip' }),
          told: clipWords(this.state),
          isOn: clip !== undefined,
          turn: (isOn) => this.session.edit({ clip: isOn ? limits.clip : undefined }),
        })}
      </div>
      <p role="status">${effectSentence(this.state)}</p>
      ${truncate === undefined && clip === undefined ? nothing : [this.amounts(), this.notes()]}`;
  }

  private switch({ name, told, isOn, turn }: Switch): TemplateResult {
    return html`<label class="switch">
      <input
        type="checkbox"
        .checked=${isOn}
        @change=${(event: Event) => turn((event.target as HTMLInputElement).checked)}
      />
      <span><b>${name}</b> <span class="told">${told}</span></span>
    </label>`;
  }

  /** How many steps are kept, how long the gradient may be. */
  private amounts() {
    const { truncate, clip } = this.state.document;
    const { limits } = this.session;
    return html`<div class="amounts">
      ${
        truncate === undefined
          ? nothing
          : html`<un-stepper
              label=${msg('Steps that are kept, its own included', { id: 'bptt.truncate-steps' })}
              min="1"
              max=${this.state.measures.steps}
              .value=${Math.min(truncate, this.state.measures.steps)}
              @change=${(event: Event) => this.session.edit({ truncate: (event.target as HTMLElement & { value: number }).value })}
            ></un-stepper>`
      }
      ${
        clip === undefined
          ? nothing
          : html`<un-segmented
              label=${msg('Longest norm', { id: 'bptt.clip-norm' })}
              .choices=${limits.clips.map((each) => ({ value: String(each), label: String(each) }))}
              .value=${String(clip)}
              @change=${(event: Event) => this.session.edit({ clip: Number((event.target as HTMLElement & { value: string }).value) })}
            ></un-segmented>`
      }
    </div>`;
  }

  private notes() {
    return html`<p role="status">${trainedSentences(this.state)}</p>
      <p class="note">
        ${letters(msg('Truncation lets each loss look back a few steps only; clipping scales the gradient down where it is too long. The norms are over all weights, for E = ΣE_t of this sentence. Both go beyond the notes.', { id: 'bptt.remedies-note' }))}
      </p>`;
  }
}

interface Switch {
  readonly name: string;
  /** What it does just now, in a few words. */
  readonly told: string;
  readonly isOn: boolean;
  readonly turn: (isOn: boolean) => void;
}

declare global {
  interface HTMLElementTagNameMap {
    'un-remedies': Remedies;
  }
}

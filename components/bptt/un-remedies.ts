import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { fields } from '../controls/controls.css.ts';
import { formatCount } from '../controls/number-format.ts';
import '../controls/segmented.ts';
import '../controls/stepper.ts';
import { base } from '../styles/base.css.ts';
import type { BpttControls, BpttState } from './contract.ts';
import { letters } from './letters.ts';
import { termNumber } from './log-scale.ts';

/** Truncation and clipping, and what each does to the gradient of this sentence. */
@customElement('un-remedies')
@localized()
export class Remedies extends LitElement {
  static override styles = [
    base,
    fields,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
      }
      .switch {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        min-block-size: var(--touch);
      }
      p {
        font-size: var(--text-m);
        text-wrap: pretty;
      }
      .note {
        color: var(--ink-2);
        font-size: var(--text-s);
      }
    `,
  ];

  @property({ attribute: false }) session!: BpttControls;
  @property({ attribute: false }) state!: BpttState;

  override render() {
    const { truncate, clip } = this.state.document;
    const { limits } = this.session;
    return html`<label class="switch">
        <input
          type="checkbox"
          .checked=${truncate !== undefined}
          @change=${(event: Event) => this.session.edit({ truncate: isOn(event) ? limits.truncate : undefined })}
        />
        ${msg('Truncate: each loss looks back a few steps only', { id: 'bptt.truncate' })}
      </label>
      ${
        truncate === undefined
          ? nothing
          : html`<un-stepper
              label=${msg('Steps that are kept, its own included', { id: 'bptt.truncate-steps' })}
              min="1"
              max=${this.state.measures.steps}
              .value=${truncate}
              @change=${(event: Event) => this.session.edit({ truncate: (event.target as HTMLElement & { value: number }).value })}
            ></un-stepper>`
      }
      <label class="switch">
        <input
          type="checkbox"
          .checked=${clip !== undefined}
          @change=${(event: Event) => this.session.edit({ clip: isOn(event) ? limits.clip : undefined })}
        />
        ${msg('Clip: scale the gradient down where it is too long', { id: 'bptt.clip' })}
      </label>
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
      <p role="status">${this.effect()}</p>
      ${this.training()}
      <p class="note">
        ${letters(msg('Measured over all weights, for E = ΣE_t of this sentence. Both go beyond the notes.', { id: 'bptt.remedies-note' }))}
      </p>`;
  }

  /** What is switched on is what the network in sight was trained with. */
  private training() {
    const { document, updates, clipped } = this.state;
    const { truncate, clip } = document;
    if (updates === 0 || (truncate === undefined && clip === undefined)) return nothing;
    const [all, some] = [formatCount(updates), formatCount(clipped)];
    const cut = msg(
      str`This network was trained with it, from the same start: in each of its ${all} updates only the terms that are kept counted.`,
      { id: 'bptt.trained-truncated' },
    );
    const short = msg(str`Clipping scaled the gradient down in ${some} of its ${all} updates.`, {
      id: 'bptt.trained-clipped',
    });
    return html`<p role="status">${truncate === undefined ? nothing : cut} ${clip === undefined ? nothing : short}</p>`;
  }

  private effect(): string {
    const { document, measures } = this.state;
    const { whole, kept, factor, clipped } = measures.gradient;
    const [all, left, short] = [termNumber(whole), termNumber(kept), termNumber(clipped)];
    const isClipped = document.clip !== undefined && factor < 1;
    const times = termNumber(factor);
    if (document.truncate !== undefined) {
      const cut = formatCount(cutCount(measures.steps, document.truncate));
      return isClipped
        ? msg(
            str`The gradient’s norm is ${all}; without the ${cut} cut terms ${left}; clipped (× ${times}) ${short}.`,
            {
              id: 'bptt.effect-both',
            },
          )
        : msg(str`The gradient’s norm is ${all}; without the ${cut} cut terms it is ${left}.`, {
            id: 'bptt.effect-cut',
          });
    }
    if (isClipped) {
      return msg(str`The gradient’s norm is ${all}; clipped (× ${times}) it is ${short}, in the same direction.`, {
        id: 'bptt.effect-clip',
      });
    }
    return document.clip === undefined
      ? msg(str`The gradient’s norm is ${all}.`, { id: 'bptt.effect-none' })
      : msg(str`The gradient’s norm is ${all}: short enough, clipping leaves it alone.`, { id: 'bptt.effect-short' });
  }
}

const isOn = (event: Event): boolean => (event.target as HTMLInputElement).checked;

/** How many cells of the triangle lie at a distance of `keep` or more. */
function cutCount(steps: number, keep: number): number {
  const left = Math.max(0, steps - keep);
  return (left * (left + 1)) / 2;
}

declare global {
  interface HTMLElementTagNameMap {
    'un-remedies': Remedies;
  }
}

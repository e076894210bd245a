import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { WriteWish } from '../../src/app/sampling-session.ts';
import { fields, keys } from '../controls/controls.css.ts';
import { formatCount, formatNumber } from '../controls/number-format.ts';
import { base } from '../styles/base.css.ts';

/** How many of the likeliest it may draw from; 0: all. */
const choices = [0, 1, 2, 3, 5, 10, 20, 40] as const;

/**
 * How it shall write: from which prompt, how daringly, from which seed.
 *
 * @fires write-wish - something changed
 */
@customElement('un-write-settings')
@localized()
export class WriteSettings extends LitElement {
  static override styles = [
    base,
    keys,
    fields,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
      }
      .line {
        display: grid;
        grid-template-columns: 1fr auto;
        align-items: baseline;
        gap: 0 var(--space-2);
      }
      .line input {
        grid-column: 1 / -1;
      }
      output {
        font-weight: 650;
        font-variant-numeric: tabular-nums;
      }
      .ends {
        grid-column: 1 / -1;
        display: flex;
        justify-content: space-between;
        color: var(--ink-2);
        font-size: var(--text-xs);
      }
      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr));
        gap: var(--space-3);
      }
    `,
  ];

  @property({ attribute: false }) wish: WriteWish | undefined;
  /** What is wrong with the prompt. */
  @property() fault = '';

  override render() {
    const { prompt = '', temperature = 1, topK = 0, seed = 1 } = this.wish ?? {};
    return html`<div>
        <label class="field">
          <span>${msg('Prompt: it writes on from here', { id: 'write.prompt' })}</span>
          <textarea
            rows="2"
            spellcheck="false"
            autocapitalize="off"
            autocomplete="off"
            .value=${prompt}
            aria-invalid=${this.fault === '' ? 'false' : 'true'}
            aria-describedby="fault"
            @input=${(event: Event) => this.say({ prompt: (event.target as HTMLTextAreaElement).value })}
          ></textarea>
        </label>
        <p id="fault" class="fault" role="status">${this.fault}</p>
      </div>
      <div class="line">
        <label class="label" for="temperature">${msg('Temperature', { id: 'write.temperature' })}</label>
        <output for="temperature">${formatNumber(temperature, 1)}</output>
        <input
          id="temperature"
          type="range"
          min="0"
          max="2"
          step="0.1"
          .value=${String(temperature)}
          @input=${(event: Event) => this.say({ temperature: (event.target as HTMLInputElement).valueAsNumber })}
        />
        <span class="ends">
          <span>${msg('always the likeliest', { id: 'write.temperature.low' })}</span>
          <span>${msg('daring', { id: 'write.temperature.high' })}</span>
        </span>
      </div>
      <div class="pair">
        <label class="field">
          <span>${msg('Draw from', { id: 'write.top-k' })}</span>
          <select @change=${(event: Event) => this.say({ topK: Number((event.target as HTMLSelectElement).value) })}>
            ${choices.map((count) => html`<option value=${count} ?selected=${count === topK}>${topText(count)}</option>`)}
          </select>
        </label>
        <label class="field">
          <span>${msg('Seed', { id: 'train.seed' })}</span>
          <input
            type="number"
            inputmode="numeric"
            min="0"
            max="4294967295"
            step="1"
            .value=${String(seed)}
            @change=${this.seeded}
          />
        </label>
      </div>`;
  }

  private readonly seeded = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const seed = Math.min(0xffffffff, Math.max(0, Math.round(input.valueAsNumber)));
    if (Number.isNaN(seed)) input.value = String(this.wish?.seed ?? 1);
    else this.say({ seed });
  };

  private say(change: Partial<WriteWish>): void {
    this.dispatchEvent(new CustomEvent('write-wish', { detail: change }));
  }
}

function topText(count: number): string {
  if (count === 0) return msg('all characters', { id: 'write.top-k.all' });
  if (count === 1) return msg('the likeliest alone', { id: 'write.top-k.one' });
  const shown = formatCount(count);
  return msg(str`the ${shown} likeliest`, { id: 'write.top-k.some' });
}

declare global {
  interface HTMLElementTagNameMap {
    'un-write-settings': WriteSettings;
  }
  interface HTMLElementEventMap {
    'write-wish': CustomEvent<Partial<WriteWish>>;
  }
}

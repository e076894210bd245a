import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { keys } from '../controls/controls.css.ts';
import { base } from '../styles/base.css.ts';
import type { UnitWindow } from './unit-window.ts';

/**
 * Chooses which units of a large layer are on screen.
 *
 * @fires unit-window - `from` is the wanted first unit
 */
@customElement('un-unit-window')
@localized()
export class UnitWindowChooser extends LitElement {
  static override styles = [
    base,
    keys,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: var(--space-1);
      }
      label {
        flex: 1;
        display: flex;
        align-items: center;
        gap: var(--space-2);
        color: var(--ink-2);
        font-size: var(--text-s);
        white-space: nowrap;
      }
      label,
      input {
        min-inline-size: 0;
      }
      /* Beside another chooser: its two keys are enough. */
      :host([compact]) input {
        display: none;
      }
      :host([compact]) label {
        justify-content: center;
      }
      @media print {
        .key,
        input {
          display: none;
        }
      }
      input {
        flex: 1;
        block-size: var(--touch);
        margin: 0;
        accent-color: var(--ink-2);
      }
    `,
  ];

  @property({ type: Number }) units = 0;
  @property({ attribute: false }) shown: UnitWindow = { from: 0, size: 0 };

  override render() {
    const { from, size } = this.shown;
    const last = this.units - size;
    const words = msg(str`units ${from + 1}–${from + size} of ${this.units}`, { id: 'units.window' });
    return html`<button
        class="key plain"
        ?disabled=${from === 0}
        aria-label=${msg('Units before', { id: 'units.before' })}
        @click=${() => this.ask(from - size)}
      >
        ‹
      </button>
      <label>
        <span>${words}</span>
        <input
          type="range"
          min="0"
          max=${last}
          .value=${String(from)}
          aria-valuetext=${words}
          @input=${(event: Event) => this.ask((event.target as HTMLInputElement).valueAsNumber)}
        />
      </label>
      <button
        class="key plain"
        ?disabled=${from >= last}
        aria-label=${msg('Units after', { id: 'units.after' })}
        @click=${() => this.ask(from + size)}
      >
        ›
      </button>`;
  }

  private ask(from: number): void {
    const to = Math.max(0, Math.min(this.units - this.shown.size, from));
    this.dispatchEvent(new CustomEvent('unit-window', { detail: { from: to } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-unit-window': UnitWindowChooser;
  }
  interface HTMLElementEventMap {
    'unit-window': CustomEvent<{ readonly from: number }>;
  }
}

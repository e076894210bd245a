import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import type { Trace } from '../../src/nn/equation.ts';
import '../lesson/un-reading.ts';
import { base } from '../styles/base.css.ts';
import type { LabView } from './contract.ts';

/**
 * How the pass is read, and whether the student guesses first.
 *
 * @fires change-view
 */
@customElement('un-conventions')
@localized()
export class Conventions extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        gap: var(--space-4);
      }
      label {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        min-block-size: var(--touch);
        cursor: pointer;
      }
      input {
        flex: none;
        inline-size: 1.375rem;
        block-size: 1.375rem;
        accent-color: var(--forward);
      }
    `,
  ];

  @property({ attribute: false }) view!: LabView;
  @property({ attribute: false }) trace!: Trace;

  override render() {
    return html`<un-reading
        .reading=${this.view}
        .trace=${this.trace}
        @change-reading=${(event: HTMLElementEventMap['change-reading']) => this.say(event.detail)}
      ></un-reading>
      <label>
        <input
          type="checkbox"
          .checked=${this.view.predict}
          @change=${(event: Event) => this.say({ predict: (event.target as HTMLInputElement).checked })}
        />
        <span>${msg('Predict first: guess each number before it is shown', { id: 'view.predict' })}</span>
      </label>`;
  }

  private say(detail: Partial<LabView>): void {
    this.dispatchEvent(new CustomEvent('change-view', { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-conventions': Conventions;
  }
  interface HTMLElementEventMap {
    'change-view': CustomEvent<Partial<LabView>>;
  }
}

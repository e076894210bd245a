import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { cellOf, isCellType } from '../../src/nn/cells/registry.ts';
import type { Trace } from '../../src/nn/equation.ts';
import type { Segmented } from '../controls/segmented.ts';
import '../controls/segmented.ts';
import { base } from '../styles/base.css.ts';
import type { LabView } from './contract.ts';

/**
 * How the pass is read: in whose letters, which way round an update gate counts, whether the student guesses first.
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
    return html`<un-segmented
        label=${msg('Letters', { id: 'view.letters' })}
        .choices=${[
          { value: 'notes', label: msg('the lecture’s', { id: 'view.notes' }) },
          { value: 'app', label: msg('the app’s own', { id: 'view.own' }) },
        ]}
        .value=${this.view.letters}
        @change=${(event: Event) => this.say({ letters: valueOf(event) === 'app' ? 'app' : 'notes' })}
      ></un-segmented>
      ${
        this.hasUpdateGate
          ? html`<un-segmented
              label=${msg('The update gate z is the share of', { id: 'view.update' })}
              .choices=${[
                { value: 'new', label: msg('the new candidate', { id: 'view.new' }) },
                { value: 'kept', label: msg('the old state (PyTorch)', { id: 'view.kept' }) },
              ]}
              .value=${this.view.update}
              @change=${(event: Event) => this.say({ update: valueOf(event) === 'kept' ? 'kept' : 'new' })}
            ></un-segmented>`
          : nothing
      }
      <label>
        <input
          type="checkbox"
          .checked=${this.view.predict}
          @change=${(event: Event) => this.say({ predict: (event.target as HTMLInputElement).checked })}
        />
        <span>${msg('Predict first: guess each number before it is shown', { id: 'view.predict' })}</span>
      </label>`;
  }

  private get hasUpdateGate(): boolean {
    return this.trace.layers.some(
      ({ type }) => isCellType(type) && Object.values(cellOf(type).values).some(({ role }) => role === 'update-gate'),
    );
  }

  private say(detail: Partial<LabView>): void {
    this.dispatchEvent(new CustomEvent('change-view', { detail, bubbles: true, composed: true }));
  }
}

const valueOf = (event: Event): string => (event.target as Segmented).value;

declare global {
  interface HTMLElementTagNameMap {
    'un-conventions': Conventions;
  }
  interface HTMLElementEventMap {
    'change-view': CustomEvent<Partial<LabView>>;
  }
}

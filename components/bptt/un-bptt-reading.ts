import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { cellOf, isCellType } from '../../src/nn/cells/registry.ts';
import type { Segmented } from '../controls/segmented.ts';
import '../controls/segmented.ts';
import { base } from '../styles/base.css.ts';
import type { BpttReading, TermsState } from './contract.ts';

/**
 * In whose letters the network is read, and which way round an update gate counts; the same words as in the labs
 * (`un-conventions`), which also ask whether to guess first.
 *
 * @fires change-reading - with what was chosen
 */
@customElement('un-bptt-reading')
@localized()
export class BpttReadingChoices extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        gap: var(--space-4);
      }
    `,
  ];

  @property({ attribute: false }) reading: BpttReading = {};
  @property({ attribute: false }) written!: TermsState['written'];

  override render() {
    const { letters = 'notes', update = 'new' } = this.reading;
    return html`<un-segmented
        label=${msg('Letters', { id: 'view.letters' })}
        .choices=${[
          { value: 'notes', label: msg('the lecture’s', { id: 'view.notes' }) },
          { value: 'app', label: msg('the app’s own', { id: 'view.own' }) },
        ]}
        .value=${letters}
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
              .value=${update}
              @change=${(event: Event) => this.say({ update: valueOf(event) === 'kept' ? 'kept' : 'new' })}
            ></un-segmented>`
          : nothing
      }`;
  }

  private get hasUpdateGate(): boolean {
    return this.written.layers.some(
      ({ type }) => isCellType(type) && Object.values(cellOf(type).values).some(({ role }) => role === 'update-gate'),
    );
  }

  private say(detail: BpttReading): void {
    this.dispatchEvent(new CustomEvent('change-reading', { detail }));
  }
}

const valueOf = (event: Event): string => (event.target as Segmented).value;

declare global {
  interface HTMLElementTagNameMap {
    'un-bptt-reading': BpttReadingChoices;
  }
  interface HTMLElementEventMap {
    'change-reading': CustomEvent<BpttReading>;
  }
}

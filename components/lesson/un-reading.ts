import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { cellOf, isCellType } from '../../src/nn/cells/registry.ts';
import type { Trace } from '../../src/nn/equation.ts';
import type { LabView } from '../lab/contract.ts';
import type { Segmented } from '../controls/segmented.ts';
import '../controls/segmented.ts';
import { base } from '../styles/base.css.ts';

/** What decides how a network is written. */
export type ReadingChoice = Pick<LabView, 'letters' | 'update'>;

/**
 * In whose letters a network is read, and which way round an update gate counts.
 *
 * @fires change-reading - with what was chosen
 */
@customElement('un-reading')
@localized()
export class Reading extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        gap: var(--space-4);
      }
    `,
  ];

  /** The lecture's letters and z as the share of the new, where nothing else is said. */
  @property({ attribute: false }) reading: Partial<ReadingChoice> = {};
  @property({ attribute: false }) trace!: Pick<Trace, 'layers'>;

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
    return this.trace.layers.some(
      ({ type }) => isCellType(type) && Object.values(cellOf(type).values).some(({ role }) => role === 'update-gate'),
    );
  }

  private say(detail: Partial<ReadingChoice>): void {
    this.dispatchEvent(new CustomEvent('change-reading', { detail }));
  }
}

const valueOf = (event: Event): string => (event.target as Segmented).value;

declare global {
  interface HTMLElementTagNameMap {
    'un-reading': Reading;
  }
  interface HTMLElementEventMap {
    'change-reading': CustomEvent<Partial<ReadingChoice>>;
  }
}

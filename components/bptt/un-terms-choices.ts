import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { weightName } from '../../src/formula/bptt-tex.ts';
import '../controls/segmented.ts';
import { nameTemplate, nameText } from '../formula/label.ts';
import { base } from '../styles/base.css.ts';
import type { BpttView, BpttWeight, TermsDocument, TermsState } from './contract.ts';

const weights = ['x', 'h', 'o', 'b'] as const;

export type TermsChoice = Partial<Pick<TermsDocument, 'view' | 'weight'>>;

/**
 * Terms or norms, and of which weight.
 *
 * @fires choose-terms - with what was chosen
 */
@customElement('un-terms-choices')
@localized()
export class TermsChoices extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        margin-block-end: var(--space-3);
        /* both stand in one row on a narrow phone */
        --choice-padding: var(--space-2);
      }
      :host > * {
        flex: 1 1 auto;
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) document!: TermsDocument;
  @property({ attribute: false }) written!: TermsState['written'];

  override render() {
    const { view, weight } = this.document;
    return html`<un-segmented
        label=${msg('View', { id: 'bptt.view' })}
        label-hidden
        .choices=${[
          { value: 'terms', label: msg('Terms', { id: 'bptt.view-terms' }) },
          { value: 'norms', label: msg('Norms', { id: 'bptt.view-norms' }) },
        ]}
        .value=${view}
        @change=${(event: Event) => this.choose({ view: valueOf(event) as BpttView })}
      ></un-segmented>
      ${
        view === 'terms'
          ? html`<un-segmented
              label=${msg('Weight', { id: 'bptt.weight' })}
              label-hidden
              .choices=${weights.map((each) => this.weightChoice(each))}
              .value=${weight}
              @change=${(event: Event) => this.choose({ weight: valueOf(event) as BpttWeight })}
            ></un-segmented>`
          : nothing
      }`;
  }

  private weightChoice(value: BpttWeight) {
    const name = weightName(this.written, value);
    return { value, label: nameTemplate(name), spoken: nameText(name) };
  }

  private choose(detail: TermsChoice): void {
    this.dispatchEvent(new CustomEvent('choose-terms', { detail }));
  }
}

const valueOf = (event: Event): string => (event.target as HTMLElement & { value: string }).value;

declare global {
  interface HTMLElementTagNameMap {
    'un-terms-choices': TermsChoices;
  }
  interface HTMLElementEventMap {
    'choose-terms': CustomEvent<TermsChoice>;
  }
}

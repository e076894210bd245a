import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { keys } from '../controls/controls.css.ts';
import { base } from '../styles/base.css.ts';
import type { TermPlace } from './contract.ts';

/**
 * Keys of 44 px to the terms beside one: cells of the triangle are narrower than a thumb.
 *
 * @slot - between the keys for steps and those for losses
 * @fires step-to - with the neighbour's place
 */
@customElement('un-neighbours')
@localized()
export class Neighbours extends LitElement {
  static override styles = [
    base,
    keys,
    css`
      :host {
        display: flex;
        align-items: center;
      }
      .key.plain {
        flex: 0 1 var(--touch);
        min-inline-size: 44px;
        padding: 0;
        font-size: var(--text-l);
      }
      @media print {
        .key {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) place!: TermPlace;
  /** Of the triangle. */
  @property({ type: Number }) steps = 0;
  /** Where only the diagonal has terms, all keys lead along it. */
  @property({ type: Boolean }) diagonal = false;

  override render() {
    const { t, i } = this.place;
    const [before, after] = [
      { t: t - 1, i: t - 1 },
      { t: t + 1, i: t + 1 },
    ];
    return html`${this.key(msg('Through the step before', { id: 'bptt.to-left' }), '←', this.diagonal ? before : { t, i: i - 1 })}
      ${this.key(msg('Through the step after', { id: 'bptt.to-right' }), '→', this.diagonal ? after : { t, i: i + 1 })}
      <slot></slot>
      ${this.key(msg('The loss before', { id: 'bptt.to-above' }), '↑', this.diagonal ? before : { t: t - 1, i: Math.min(i, t - 1) })}
      ${this.key(msg('The loss after', { id: 'bptt.to-below' }), '↓', this.diagonal ? after : { t: t + 1, i })}`;
  }

  private key(label: string, sign: string, to: TermPlace) {
    const isThere = to.t < this.steps && to.i >= 0 && to.i <= to.t;
    return html`<button
      class="key plain"
      aria-label=${label}
      ?disabled=${!isThere}
      @click=${() => this.dispatchEvent(new CustomEvent('step-to', { detail: to }))}
    >
      ${sign}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-neighbours': Neighbours;
  }
  interface HTMLElementEventMap {
    'step-to': CustomEvent<TermPlace>;
  }
}

import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { localized, msg, str } from '@lit/localize';
import { keys } from '../controls/controls.css.ts';
import { base } from '../styles/base.css.ts';

/**
 * Chooses which of several layers is on screen, where they do not fit side by side. The rows go along with what is
 * computed; the layer in which the next number comes is marked, when it is not the one in sight.
 *
 * @fires show-layer
 */
@customElement('un-layer-chooser')
@localized()
export class LayerChooser extends LitElement {
  static override styles = [
    base,
    keys,
    css`
      :host {
        display: flex;
        gap: var(--space-1);
      }
      .key {
        padding-inline: var(--space-3);
        border-radius: var(--radius-s) var(--radius-s) 0 0;
        white-space: nowrap;
      }
      .key[aria-pressed='true'] {
        color: var(--ink);
        box-shadow: inset 0 -2px 0 var(--ink);
      }
      .key.next {
        outline: 2px solid var(--forward);
        outline-offset: -4px;
        color: var(--forward);
      }
      :host([direction='gradient']) .key.next {
        outline-color: var(--backward);
        color: var(--backward);
      }
    `,
  ];

  /** By name, the lowest first. */
  @property({ attribute: false }) layers: readonly string[] = [];
  /** The one in sight. */
  @property() shown = '';
  /** The one in which the next number comes. */
  @property() next = '';
  @property({ reflect: true }) direction: 'value' | 'gradient' = 'value';

  override render() {
    return this.layers.map((layer, n) => {
      const isNext = layer === this.next && layer !== this.shown;
      const name = msg(str`Layer ${n + 1}`, { id: 'layers.layer' });
      return html`<button
        class=${classMap({ key: true, plain: true, next: isNext })}
        aria-pressed=${layer === this.shown ? 'true' : 'false'}
        aria-label=${isNext ? msg(str`Layer ${n + 1}, the next number comes here`, { id: 'layers.next' }) : name}
        @click=${() => this.dispatchEvent(new CustomEvent('show-layer', { detail: { layer }, bubbles: true, composed: true }))}
      >
        ${name}
      </button>`;
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-layer-chooser': LayerChooser;
  }
  interface HTMLElementEventMap {
    'show-layer': CustomEvent<{ readonly layer: string }>;
  }
}

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { base } from '../styles/base.css.ts';
import { keys } from './controls.css.ts';
import { icons } from './icons.ts';

/**
 * One short message with at most one action. The shell shows them; a screen asks for one by `notify(this, …)`.
 *
 * @fires notice-action - its action was tapped
 * @fires notice-dismiss - it was closed
 */
@customElement('un-notice')
@localized()
export class Notice extends LitElement {
  static override styles = [
    base,
    keys,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: flex-end;
        gap: var(--space-1);
        padding-inline: var(--space-4) var(--space-1);
        border-radius: var(--radius-m);
        background: var(--ink);
        color: var(--paper);
        box-shadow: var(--shadow);
        font-size: var(--text-s);
      }
      p {
        /* with large text the keys go below it */
        flex: 1 1 min(11rem, 100%);
        min-inline-size: 0;
        padding-block: var(--space-2);
        overflow-wrap: anywhere;
      }
      .key.plain {
        flex: none;
        color: inherit;
      }
      .key.plain:active,
      .key.plain:hover {
        background: color-mix(in srgb, var(--paper) 14%, transparent);
      }
      .action {
        text-decoration: underline;
        text-underline-offset: 0.25em;
      }
      :focus-visible {
        outline-color: var(--paper);
        outline-offset: -4px;
      }
      :host([kind='problem']) {
        background: var(--danger);
        color: var(--on-danger);
      }
      @media (forced-colors: active) {
        :host {
          border: 1px solid CanvasText;
        }
      }
    `,
  ];

  @property() text = '';
  @property() action = '';
  @property({ reflect: true }) kind: 'note' | 'problem' = 'note';

  override render() {
    return html`<p>${this.text}</p>
      ${
        this.action
          ? html`<button class="key plain action" @click=${() => this.say('notice-action')}>${this.action}</button>`
          : nothing
      }
      <button
        class="key plain"
        aria-label=${msg('Dismiss', { id: 'notice.dismiss' })}
        @click=${() => this.say('notice-dismiss')}
      >
        ${icons.close}
      </button>`;
  }

  private say(type: 'notice-action' | 'notice-dismiss'): void {
    this.dispatchEvent(new CustomEvent(type));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-notice': Notice;
  }
  interface HTMLElementEventMap {
    'notice-action': CustomEvent;
    'notice-dismiss': CustomEvent;
  }
}

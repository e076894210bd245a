import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { StorageUse } from '../../src/store/storage.ts';
import { keys } from '../controls/controls.css.ts';
import { formatBytes } from '../controls/number-format.ts';
import { rows } from '../home/rows.css.ts';
import { base } from '../styles/base.css.ts';

/**
 * How much is kept, how much room is left, and whether the browser may clear it.
 *
 * @fires ask-to-persist - the student wants the browser to be asked
 */
@customElement('un-storage-facts')
@localized()
export class StorageFacts extends LitElement {
  static override styles = [
    base,
    keys,
    rows,
    css`
      .row {
        padding-block: var(--space-3);
      }
      /* On a phone the key stands below: the words keep their lines. */
      .words {
        flex-basis: 18rem;
      }
      .key {
        margin-inline-start: calc(-1 * var(--space-3));
      }
    `,
  ];

  @property({ attribute: false }) storage: StorageUse | undefined;

  override render() {
    const { storage } = this;
    if (storage === undefined) return nothing;
    const { used, left, persistent } = storage;
    return html`<section aria-labelledby="title">
      <h2 id="title">${msg('Storage', { id: 'device.storage' })}</h2>
      <div class="list">
        <div class="row">
          <span class="words">
            <b>
              ${
                used === undefined || left === undefined
                  ? msg('This browser does not say how much is used.', { id: 'device.storage-unknown' })
                  : msg(str`${formatBytes(used)} used, ${formatBytes(left)} left.`, { id: 'device.storage-amounts' })
              }
            </b>
            <span>
              ${
                persistent
                  ? msg('The browser keeps it until you delete it.', { id: 'device.persistent' })
                  : msg('The browser may clear it when space runs out.', { id: 'device.not-persistent' })
              }
            </span>
          </span>
          ${
            persistent
              ? nothing
              : html`<button class="key plain" @click=${() => this.dispatchEvent(new CustomEvent('ask-to-persist'))}>
                  ${msg('Ask it to keep it', { id: 'runs.persist' })}
                </button>`
          }
        </div>
      </div>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-storage-facts': StorageFacts;
  }
  interface HTMLElementEventMap {
    'ask-to-persist': CustomEvent;
  }
}

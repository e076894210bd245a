import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { fold } from '../controls/fold.css.ts';
import { base } from '../styles/base.css.ts';

/** What the app is, its licence, and where its data come from. */
@customElement('un-about')
@localized()
export class About extends LitElement {
  static override styles = [
    base,
    fold,
    css`
      :host {
        display: block;
        color: var(--ink-2);
        font-size: var(--text-s);
      }
      div {
        display: grid;
        gap: var(--space-2);
        padding: 0 var(--space-1) var(--space-3);
      }
      p {
        text-wrap: pretty;
      }
    `,
  ];

  override render() {
    return html`<details>
      <summary>${msg('About Unroll', { id: 'about.title' })}</summary>
      <div>
        <p>
          ${msg(
            'Every number you see was computed on this device: by the streams while you step, by the trainer while it trains. Nothing you type or train leaves it.',
            { id: 'about.numbers' },
          )}
        </p>
        <p>
          ${msg(
            'Texts: the opening of Pride and Prejudice by Jane Austen (1813, from Project Gutenberg) and 738 Tang quatrains (from the collection chinese-poetry, MIT licence). Both works are in the public domain.',
            { id: 'about.data' },
          )}
        </p>
        <p>${msg('Open source under the MIT licence.', { id: 'about.licence' })}</p>
      </div>
    </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-about': About;
  }
}

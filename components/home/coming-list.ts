import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { base } from '../styles/base.css.ts';
import { coming } from './chapter.ts';

/** The chapter's other sections, said as what they are: not here yet. */
@customElement('un-coming-list')
@localized()
export class ComingList extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        padding-inline: var(--space-1);
      }
      h2 {
        color: var(--ink-2);
        font-size: var(--text-s);
        font-weight: 600;
        letter-spacing: 0.02em;
      }
      dl {
        display: grid;
        gap: var(--space-3);
        margin-block-start: var(--space-2);
      }
      dt {
        font-weight: 500;
        color: var(--ink-2);
      }
      dd {
        color: var(--ink-3);
        font-size: var(--text-s);
        text-wrap: pretty;
      }
    `,
  ];

  override render() {
    return html`<section aria-labelledby="title">
      <h2 id="title">${msg('In the making', { id: 'chapter.in-the-making' })}</h2>
      <dl>
        ${coming().map(
          ({ title, lessons }) =>
            html`<div>
              <dt>${title}</dt>
              <dd>${lessons.join(' · ')}</dd>
            </div>`,
        )}
      </dl>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-coming-list': ComingList;
  }
}

import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { base } from '../styles/base.css.ts';

/** Which keys do what. */
@customElement('un-key-help')
@localized()
export class KeyHelp extends LitElement {
  static override styles = [
    base,
    css`
      dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: var(--space-1) var(--space-4);
        padding-block-end: var(--space-3);
        font-size: var(--text-s);
      }
      dd {
        color: var(--ink-2);
      }
      kbd {
        padding: 0.1em 0.4em;
        border: 1px solid var(--line-strong);
        border-radius: 0.35em;
        font: inherit;
      }
    `,
  ];

  override render() {
    const rows = [
      [['→', 'n'], msg('one step on', { id: 'keys.step' })],
      [['←'], msg('one step back', { id: 'keys.back' })],
      [['Home'], msg('to the beginning', { id: 'keys.home' })],
      [['End'], msg('finish the phase', { id: 'keys.end' })],
      [['p'], msg('play or pause', { id: 'keys.play' })],
      [['g'], msg('the next size of step', { id: 'keys.grain' })],
      [['Tab'], msg('into the numbers; there the arrow keys move, Enter opens', { id: 'keys.tab' })],
      [['Esc'], msg('close the sheet', { id: 'keys.escape' })],
    ] as const;
    return html`<dl>
      ${rows.map(
        ([names, words]) =>
          html`<dt>${names.map((name) => html`<kbd>${name}</kbd> `)}</dt>
            <dd>${words}</dd>`,
      )}
    </dl>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-key-help': KeyHelp;
  }
}

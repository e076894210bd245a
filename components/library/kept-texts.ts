import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { localized, msg, str } from '@lit/localize';
import type { KeptText } from '../../src/store/texts.ts';
import { keys } from '../controls/controls.css.ts';
import { formatBytes, formatCount } from '../controls/number-format.ts';
import { rows } from '../home/rows.css.ts';
import { base } from '../styles/base.css.ts';

/**
 * The student's own texts, each kept once, however many runs learn it.
 *
 * @fires delete-text - one that no run learns
 */
@customElement('un-kept-texts')
@localized()
export class KeptTexts extends LitElement {
  static override styles = [
    base,
    keys,
    rows,
    css`
      .row {
        padding-block: var(--space-3);
      }
      .words span {
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) texts: readonly KeptText[] = [];

  override render() {
    if (this.texts.length === 0) return nothing;
    return html`<section aria-labelledby="title">
      <h2 id="title">${msg('Your own texts', { id: 'runs.texts' })}</h2>
      <ul class="list">
        ${repeat(
          this.texts,
          ({ key }) => key,
          (text) => this.row(text),
        )}
      </ul>
    </section>`;
  }

  private row(text: KeptText) {
    const { key, title, bytes, characters, runs, isAwaited } = text;
    const size = msg(str`${formatCount(characters)} characters, ${formatBytes(bytes)}`, { id: 'runs.text.size' });
    return html`<li class="row">
      <span class="words"><b>${title}</b><span>${size}</span><span>${usersText(text)}</span></span>
      ${
        runs.length > 0 || isAwaited
          ? nothing
          : html`<button
              class="key plain"
              aria-label=${msg(str`Delete the text ${title}`, { id: 'runs.text.delete-spoken' })}
              @click=${() => this.dispatchEvent(new CustomEvent('delete-text', { detail: { key } }))}
            >
              ${msg('Delete', { id: 'runs.text.delete' })}
            </button>`
      }
    </li>`;
  }
}

function usersText({ runs, isAwaited }: KeptText): string {
  const names = runs.join(', ');
  if (runs.length > 0) return msg(str`Learned by ${names}`, { id: 'runs.text.users' });
  return isAwaited
    ? msg('Goes with the deleted run that learned it', { id: 'runs.text.awaited' })
    : msg('No run learns it', { id: 'runs.text.unused' });
}

declare global {
  interface HTMLElementTagNameMap {
    'un-kept-texts': KeptTexts;
  }
  interface HTMLElementEventMap {
    'delete-text': CustomEvent<{ readonly key: string }>;
  }
}

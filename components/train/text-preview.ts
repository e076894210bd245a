import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { formatCount } from '../controls/number-format.ts';
import { fold } from '../controls/fold.css.ts';
import { shownCharacter } from '../sampling/character-words.ts';
import { base } from '../styles/base.css.ts';

/** How much of the text and of its characters stands in the preview. */
const EXCERPT = 240;
const SHOWN = 160;

/** The beginning of a text as it will be learned, and the characters it is made of. */
@customElement('un-text-preview')
@localized()
export class TextPreview extends LitElement {
  static override styles = [
    base,
    fold,
    css`
      blockquote {
        margin: 0 0 var(--space-3);
        font-family: Georgia, 'Noto Serif SC', 'Songti SC', serif;
        line-height: 1.55;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 2px;
      }
      li {
        min-inline-size: 1.6em;
        padding: 0.1em 0.3em;
        border: 1px solid var(--line);
        border-radius: 4px;
        background: var(--surface);
        font-family: var(--font-number);
        font-size: var(--text-s);
        text-align: center;
      }
      .quiet {
        margin-block: var(--space-2) var(--space-1);
        color: var(--ink-2);
        font-size: var(--text-s);
      }
    `,
  ];

  @property() text = '';

  override render() {
    if (this.text === '') return nothing;
    return html`<details>
      <summary>${msg('See what it will read', { id: 'train.preview' })}</summary>
      ${this.content()}
    </details>`;
  }

  private content() {
    const characters = [...new Set(this.text)].toSorted((a, b) => (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0));
    const excerpt = Array.from(this.text.slice(0, EXCERPT * 2))
      .slice(0, EXCERPT)
      .join('');
    const more = characters.length - SHOWN;
    return html`<blockquote>${excerpt}${excerpt.length < this.text.length ? '…' : ''}</blockquote>
      <p class="quiet">
        ${msg(str`Its vocabulary, ${formatCount(characters.length)} characters`, { id: 'train.preview.vocabulary' })}
      </p>
      <ul>
        ${characters.slice(0, SHOWN).map((character) => html`<li>${shownCharacter(character)}</li>`)}
      </ul>
      ${
        more > 0
          ? html`<p class="quiet">${msg(str`and ${formatCount(more)} more`, { id: 'train.preview.more' })}</p>`
          : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-text-preview': TextPreview;
  }
}

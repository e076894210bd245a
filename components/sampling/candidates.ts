import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { ShownCharacter } from '../../src/app/sampling-session.ts';
import { formatCount, formatPercent } from '../controls/number-format.ts';
import { base } from '../styles/base.css.ts';
import { partHeading } from '../styles/screen.css.ts';
import { shownCharacter, spokenCharacter } from './character-words.ts';

/** The likeliest characters at one place as bars; the one that was written is marked. */
@customElement('un-candidates')
@localized()
export class Candidates extends LitElement {
  static override styles = [
    base,
    partHeading,
    css`
      h2 {
        font-variant-numeric: tabular-nums;
      }
      ol {
        display: grid;
        gap: 2px;
        /* Room for all of them, so that nothing jumps while it writes. */
        min-block-size: calc(5 * 1.75rem);
        align-content: start;
      }
      li {
        display: grid;
        grid-template-columns: 2.25rem minmax(0, 1fr) 3.75rem;
        align-items: center;
        gap: var(--space-2);
        min-block-size: 1.75rem;
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
      }
      .character {
        font-family: var(--font-number);
        font-size: var(--text-m);
        text-align: center;
        border-radius: 5px;
      }
      .written .character {
        outline: 2px solid var(--forward);
        font-weight: 650;
      }
      .track {
        block-size: 0.75rem;
        border-radius: 3px;
        background: color-mix(in srgb, var(--ink) 7%, transparent);
      }
      .bar {
        display: block;
        block-size: 100%;
        min-inline-size: 2px;
        border-radius: inherit;
        background: color-mix(in srgb, var(--forward) 45%, var(--surface));
      }
      .written .bar {
        background: var(--forward);
      }
      .share {
        text-align: end;
      }
      p {
        color: var(--ink-2);
        font-size: var(--text-s);
      }
      @media (forced-colors: active) {
        .bar {
          background: CanvasText;
        }
      }
    `,
  ];

  @property({ attribute: false }) written: ShownCharacter | undefined;
  /** Its place behind the prompt, from 1. */
  @property({ type: Number }) place = 0;

  override render() {
    const { written } = this;
    if (written === undefined) return nothing;
    const { character, candidates } = written;
    const others = candidates.some((each) => each.character === character)
      ? nothing
      : msg('It drew one that was less likely than these.', { id: 'write.unlikely' });
    return html`<h2>
        ${msg(str`Character ${formatCount(this.place)}: what it thought likeliest`, { id: 'write.candidates' })}
      </h2>
      ${
        candidates.length === 0
          ? html`<p>${msg('Drawn at random, to begin.', { id: 'write.random' })}</p>`
          : html`<ol>
                ${candidates.map((each) => this.row(each, each.character === character))}
              </ol>
              <p>${others}</p>`
      }`;
  }

  private row({ character, probability }: ShownCharacter['candidates'][number], isWritten: boolean) {
    return html`<li class=${isWritten ? 'written' : ''}>
      <span class="character" aria-hidden="true">${shownCharacter(character)}</span>
      <span class="spoken">
        ${spokenCharacter(character)}${isWritten ? `, ${msg('written', { id: 'write.written' })}` : ''}
      </span>
      <span class="track" aria-hidden="true">
        <span class="bar" style="inline-size:${(probability * 100).toFixed(2)}%"></span>
      </span>
      <span class="share">${formatPercent(probability, 1)}</span>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-candidates': Candidates;
  }
}

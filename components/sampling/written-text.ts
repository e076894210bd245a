import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { ShownCharacter } from '../../src/app/sampling-session.ts';
import { fields } from '../controls/controls.css.ts';
import { formatCount } from '../controls/number-format.ts';
import { base } from '../styles/base.css.ts';
import { spokenCharacter } from './character-words.ts';

/**
 * What was written behind the prompt. A tap on a character, or the slider, looks at one of them.
 *
 * @fires look-character - at a place, from 0
 */
@customElement('un-written-text')
@localized()
export class WrittenText extends LitElement {
  static override styles = [
    base,
    fields,
    css`
      .paper {
        max-block-size: 45vh;
        min-block-size: 7rem;
        overflow-y: auto;
        padding: var(--space-4);
        border-radius: var(--radius-m);
        background: var(--surface);
        font-family: Georgia, 'Noto Serif SC', 'Songti SC', serif;
        font-size: var(--text-l);
        line-height: 1.6;
        overflow-wrap: anywhere;
      }
      .text {
        white-space: pre-wrap;
      }
      .prompt {
        color: var(--ink-2);
        text-decoration: underline;
        text-decoration-color: var(--line-strong);
        text-underline-offset: 0.25em;
      }
      .looked {
        outline: 2px solid var(--forward);
        border-radius: 3px;
      }
      .end {
        display: inline-block;
        inline-size: 0.55ch;
        block-size: 1.1em;
        vertical-align: text-bottom;
        background: var(--forward);
      }
      .quiet {
        color: var(--ink-2);
        font-family: var(--font);
        font-size: var(--text-m);
      }
      label {
        display: block;
        margin-block-start: var(--space-3);
        color: var(--ink-2);
        font-size: var(--text-s);
      }
    `,
  ];

  @property() prompt = '';
  @property({ attribute: false }) written: readonly ShownCharacter[] = [];
  /** The place that is looked at, from 0. */
  @property({ type: Number }) place: number | undefined;
  @property({ type: Boolean }) writing = false;

  override render() {
    const { prompt, written, writing } = this;
    if (written.length === 0 && !writing) {
      return html`<div class="paper">
        <span class="quiet">${msg('What it writes will stand here.', { id: 'write.nothing' })}</span>
      </div>`;
    }
    const characters = written.map(
      ({ character }, n) => html`<span data-n=${n} class=${n === this.place ? 'looked' : ''}>${character}</span>`,
    );
    // Within an inline element no space of this template comes between the characters.
    return html`<div
        class="paper"
        tabindex="0"
        role="region"
        aria-label=${msg('What it writes', { id: 'write.region' })}
        @click=${this.tap}
      >
        <span class="text"><span class="prompt">${prompt}</span>${characters}</span>${
          writing ? html`<span class="end" aria-hidden="true"></span>` : nothing
        }
      </div>
      ${writing || written.length < 2 ? nothing : this.slider()}`;
  }

  protected override updated(): void {
    if (!this.writing) return;
    const paper = this.renderRoot.querySelector('.paper');
    if (paper !== null) paper.scrollTop = paper.scrollHeight;
  }

  private slider() {
    const { written } = this;
    const place = this.place ?? written.length - 1;
    const character = spokenCharacter(written[Math.min(place, written.length - 1)].character);
    const shown = formatCount(place + 1);
    return html`<label>
      ${msg('Look at a character', { id: 'write.look' })}
      <input
        type="range"
        min="1"
        max=${written.length}
        .value=${String(place + 1)}
        aria-valuetext=${msg(str`${shown}: ${character}`, { id: 'write.look.value' })}
        @input=${(event: Event) => this.look((event.target as HTMLInputElement).valueAsNumber - 1)}
      />
    </label>`;
  }

  private readonly tap = (event: Event): void => {
    const [target] = event.composedPath();
    if (target instanceof HTMLElement && target.dataset['n'] !== undefined) this.look(Number(target.dataset['n']));
  };

  private look(place: number): void {
    this.dispatchEvent(new CustomEvent('look-character', { detail: { place } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-written-text': WrittenText;
  }
  interface HTMLElementEventMap {
    'look-character': CustomEvent<{ readonly place: number }>;
  }
}

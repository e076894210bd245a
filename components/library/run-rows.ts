import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { localized, msg, str } from '@lit/localize';
import type { RunRecord } from '../../src/store/schema.ts';
import { shownLanguage } from '../app/language.ts';
import { curvePicture, curvePictureStyles } from '../chart/curve-picture.ts';
import { fields, keys } from '../controls/controls.css.ts';
import { icons } from '../controls/icons.ts';
import { formatMoment } from '../controls/time-format.ts';
import { rows } from '../home/rows.css.ts';
import { base } from '../styles/base.css.ts';
import { networkText, progressText } from './run-words.ts';

/**
 * The kept runs: each a link to itself, a box to choose it for a comparison, and a key for the rest.
 *
 * @fires choose-run - a box was ticked or not
 * @fires open-run-menu - the key was tapped
 */
@customElement('un-run-rows')
@localized()
export class RunRows extends LitElement {
  static override styles = [
    base,
    keys,
    fields,
    rows,
    curvePictureStyles,
    css`
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: center;
      }
      .choose {
        display: grid;
        place-items: center;
        min-inline-size: 2.75rem;
        align-self: stretch;
        cursor: pointer;
      }
      a.row {
        padding-inline: 0;
        border-radius: var(--radius-s);
      }
      a.row:focus-visible {
        border-radius: var(--radius-s);
      }
      li:has(:checked) {
        background: color-mix(in srgb, var(--forward) 7%, transparent);
      }
      .words span {
        font-variant-numeric: tabular-nums;
      }
      .curve-picture {
        inline-size: clamp(2.75rem, 14vw, 6rem);
      }
      .words .when {
        color: var(--ink-3);
      }
    `,
  ];

  @property({ attribute: false }) runs: readonly RunRecord[] = [];
  /** Titles of own texts, by key. */
  @property({ attribute: false }) titles: ReadonlyMap<string, string> = new Map();
  /** Ids of those to compare. */
  @property({ attribute: false }) chosen: readonly string[] = [];

  override render() {
    return html`<ul class="list">
      ${repeat(
        this.runs,
        ({ id }) => id,
        (run) => this.row(run),
      )}
    </ul>`;
  }

  private row(run: RunRecord) {
    const { id, name, curve, updated, data } = run;
    const title = data.kind === 'own' ? this.titles.get(data.text) : undefined;
    const when = formatMoment(updated, { language: shownLanguage(), now: Date.now() });
    return html`<li>
      <label class="choose">
        <input
          type="checkbox"
          .checked=${this.chosen.includes(id)}
          aria-label=${msg(str`Compare ${name}`, { id: 'runs.choose' })}
          @change=${() => this.say('choose-run', id)}
        />
      </label>
      <a class="row" href="#/train/${encodeURIComponent(id)}">
        <span class="text">
          <span class="words">
            <b>${name}</b><span>${networkText(run, title)}</span><span>${progressText(run)}</span
            ><span class="when">${when}</span>
          </span>
          ${curvePicture(curve)}
        </span>
      </a>
      <button
        class="key plain"
        aria-label=${msg(str`More about ${name}`, { id: 'runs.more' })}
        aria-haspopup="dialog"
        @click=${() => this.say('open-run-menu', id)}
      >
        ${icons.more}
      </button>
    </li>`;
  }

  private say(type: 'choose-run' | 'open-run-menu', id: string): void {
    this.dispatchEvent(new CustomEvent(type, { detail: { id } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-run-rows': RunRows;
  }
  interface HTMLElementEventMap {
    'choose-run': CustomEvent<{ readonly id: string }>;
    'open-run-menu': CustomEvent<{ readonly id: string }>;
  }
}

import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { localized, msg, str } from '@lit/localize';
import type { Training } from '../../src/app/train-state.ts';
import type { RunRecord } from '../../src/store/schema.ts';
import { curvePicture, curvePictureStyles } from '../chart/curve-picture.ts';
import { formatCount, formatNumber } from '../controls/number-format.ts';
import { base } from '../styles/base.css.ts';
import { partHeading } from '../styles/screen.css.ts';

/** How many stand here; all of them are in the library. */
const MOST = 3;

/** The runs touched last, each a link to itself, and the way to all of them. */
@customElement('un-run-list')
@localized()
export class RunList extends LitElement {
  static override styles = [
    base,
    partHeading,
    curvePictureStyles,
    css`
      ul {
        border: 1px solid var(--line);
        border-radius: var(--radius-m);
        background: var(--surface);
      }
      li + li {
        border-block-start: 1px solid var(--line);
      }
      a {
        display: grid;
        grid-template-columns: 1fr auto;
        align-items: center;
        gap: var(--space-3);
        min-block-size: var(--key);
        padding: var(--space-2) var(--space-4);
        border-radius: var(--radius-m);
        text-decoration: none;
      }
      .all {
        color: var(--ink-2);
        font-size: var(--text-s);
        font-weight: 600;
      }
      b {
        display: block;
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .detail {
        color: var(--ink-2);
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) runs: readonly RunRecord[] = [];
  /** The one that trains: its record tells only what was saved when the list was read. */
  @property({ attribute: false }) training: Training | undefined;

  override render() {
    if (this.runs.length === 0) return nothing;
    return html`<h2>${msg('Your runs', { id: 'train.runs' })}</h2>
      <ul>
        ${repeat(
          this.runs.slice(0, MOST),
          ({ id }) => id,
          (run) => this.row(run),
        )}
        <li>
          <a class="all" href="#/runs">
            ${msg(str`All runs: ${formatCount(this.runs.length)}. Compare, rename, copy`, { id: 'train.runs.all' })}
          </a>
        </li>
      </ul>`;
  }

  private row({ id, name, step, loss, curve }: RunRecord) {
    const shownLoss = loss === undefined ? '–' : formatNumber(loss);
    return html`<li>
      <a href="#/train/${encodeURIComponent(id)}">
        <span>
          <b>${name}</b>
          <span class="detail">
            ${
              this.training?.id === id
                ? msg(str`training now, step ${formatCount(this.training.step)}`, { id: 'train.runs.live' })
                : msg(str`step ${formatCount(step)}, loss ${shownLoss}`, { id: 'train.runs.detail' })
            }
          </span>
        </span>
        ${curvePicture(curve)}
      </a>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-run-list': RunList;
  }
}

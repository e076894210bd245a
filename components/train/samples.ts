import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { localized, msg, str } from '@lit/localize';
import type { SampleRecord } from '../../src/store/schema.ts';
import { formatCount, formatNumber } from '../controls/number-format.ts';
import { base } from '../styles/base.css.ts';
import { partHeading } from '../styles/screen.css.ts';

/** What the network wrote as it learned, the latest first. */
@customElement('un-samples')
@localized()
export class Samples extends LitElement {
  static override styles = [
    base,
    partHeading,
    css`
      ul {
        display: grid;
        gap: var(--space-2);
      }
      li {
        padding: var(--space-3) var(--space-4);
        border: 1px solid var(--line);
        border-radius: var(--radius-m);
        background: var(--surface);
      }
      li:first-child {
        border-color: transparent;
        box-shadow: var(--shadow);
      }
      .step {
        display: block;
        margin-block-end: var(--space-1);
        color: var(--ink-2);
        font-size: var(--text-xs);
        font-variant-numeric: tabular-nums;
      }
      blockquote {
        margin: 0;
        font-family: Georgia, 'Noto Serif SC', 'Songti SC', serif;
        line-height: 1.55;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) samples: readonly SampleRecord[] = [];

  override render() {
    const latest = this.samples.at(-1);
    const heading =
      latest === undefined
        ? msg('It writes as soon as it trains', { id: 'train.samples.none' })
        : msg(str`It writes, at temperature ${formatNumber(latest.temperature, 1)}`, { id: 'train.samples.title' });
    return html`<h2>${heading}</h2>
      <ul>
        ${repeat(this.samples.toReversed(), ({ step }) => step, this.card)}
      </ul>`;
  }

  private readonly card = ({ step, prompt, text }: SampleRecord) =>
    html`<li>
      <span class="step">${msg(str`step ${formatCount(step)}`, { id: 'train.samples.step' })}</span>
      <blockquote>${(prompt + text).trim()}</blockquote>
    </li>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'un-samples': Samples;
  }
}

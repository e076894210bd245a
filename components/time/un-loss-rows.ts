import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg, str } from '@lit/localize';
import type { Reference } from '../../src/formula/reference.ts';
import { AtRest } from '../controllers/at-rest.ts';
import { Roving } from '../controllers/roving.ts';
import { formatNumber, formatPercent } from '../controls/number-format.ts';
import { spoken } from '../controls/spoken.ts';
import { openNumber, takeStep } from '../lab/contract.ts';
import type { LabPass } from '../lab/lab-pass.ts';
import { visible } from '../lab/token.ts';
import { base } from '../styles/base.css.ts';
import { Marks } from './marks.ts';
import { rows } from './rows.css.ts';

/**
 * The loss phase: a row a step with its target, the probability the network gave it, and E = −log p; below, the sum.
 *
 * @fires open-number, take-step
 */
@customElement('un-loss-rows')
@localized()
export class LossRows extends LitElement {
  static override styles = [
    base,
    rows,
    css`
      .loss {
        grid-template-columns: 2.5rem 1.25rem 2.5rem minmax(3rem, 4rem) 1fr minmax(5rem, max-content);
        text-align: center;
      }
      .loss > * {
        min-inline-size: 0;
      }
      .loss .arrow {
        color: var(--ink-3);
      }
      .bar {
        block-size: 0.75rem;
        border-radius: 3px;
        background: var(--forward);
        justify-self: start;
      }
      .track {
        inline-size: 100%;
      }
      .value {
        padding-inline-end: var(--space-2);
        font-size: var(--text-s);
        text-align: end;
      }
      .loss.open,
      .loss.fresh {
        background: var(--surface);
      }
      .loss.next .token b {
        color: inherit;
      }
      .loss.next .token b::after {
        content: none;
      }
      .loss.next {
        outline: 2px solid var(--way);
        outline-offset: -2px;
      }
      /* Large text: the numbers need the width. */
      @container (max-width: 19rem) {
        .loss {
          grid-template-columns: 1.5rem 1.5rem minmax(0, 1fr) minmax(0, 1.2fr);
          column-gap: var(--space-2);
          inline-size: 100%;
        }
        .loss :is(.arrow, .track) {
          display: none;
        }
        .head.loss {
          overflow-wrap: anywhere;
        }
      }
      .sum {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        align-items: baseline;
        padding: var(--space-3) var(--space-2);
        border-block-start: 1px solid var(--line);
        margin-block-start: var(--space-2);
        font-size: var(--text-l);
      }
      .sum small {
        flex-basis: 100%;
        margin-block-start: var(--space-1);
        color: var(--ink-2);
        font-size: var(--text-s);
      }
      .sum i,
      .head i {
        font-family: var(--font-math);
      }
    `,
  ];

  @property({ attribute: false }) pass!: LabPass;
  @property({ attribute: false }) marks = new Marks();

  protected readonly roving = new Roving(this);
  protected readonly rest = new AtRest(this);

  override render() {
    const losses = this.pass.inputs.map((_, t) => this.pass.value(this.pass.trace.loss, 0, t));
    const largest = Math.max(1, ...losses.filter((loss) => loss !== undefined));
    const total = this.pass.network.recorder.totalLoss() ?? NaN;
    const isWhole = losses.every((loss) => loss !== undefined) && !Number.isNaN(total);
    return html`<div class="head loss">
        <span></span><span class="arrow"></span>
        <span>${msg('target', { id: 'loss.target' })}</span>
        <span>${msg('given', { id: 'loss.given' })}</span>
        <span class="track"></span>
        <i>E = −log p</i>
      </div>
      ${losses.map((loss, t) => this.row(t, loss, largest))}
      <div class="sum">
        <span><i>L</i> = Σ <i>E</i></span>
        <b class="number">${isWhole ? formatNumber(total) : '…'}</b>
        <small
          >${
            isWhole
              ? msg(
                  str`The sum over the steps. Training takes their mean, L/T = ${formatNumber(total / losses.length)}.`,
                  { id: 'loss.mean' },
                )
              : msg('The sum over the steps. Training takes their mean, L/T.', { id: 'loss.mean-to-come' })
          }</small
        >
      </div>`;
  }

  private row(t: number, loss: number | undefined, largest: number) {
    const reference: Reference = { kind: 'value', equation: this.pass.trace.loss, unit: 0, t };
    const isNext = this.marks.isNext({ ...reference, unit: -1 });
    const share = this.pass.targetShare(t);
    const target = visible(this.pass.targets[t]);
    const given = share === undefined ? '' : formatPercent(share.probability);
    const classes = {
      row: true,
      loss: true,
      future: loss === undefined,
      next: isNext,
      open: this.marks.isOpen(reference),
    };
    const content = html`<div class="token"><b>${visible(this.pass.inputs[t])}</b><span>t ${t + 1}</span></div>
      <span class="arrow">→</span>
      <div class="token"><b>${target}</b></div>
      <span class="number value">${given}</span>
      <span class="track"
        >${loss === undefined ? nothing : html`<div class="bar" style=${styleMap({ inlineSize: `${(100 * loss) / largest}%` })}></div>`}</span
      >
      <b class="number value">${loss === undefined ? (isNext ? '?' : '') : formatNumber(loss)}</b>`;
    if (loss === undefined && !isNext) return html`<div class=${classMap(classes)}>${content}</div>`;
    const words = isNext
      ? msg(str`Next: loss of step ${t + 1}`, { id: 'loss.next' })
      : msg(str`step ${t + 1}: target “${target}” was given ${given}, loss ${formatNumber(loss ?? 0)}`, {
          id: 'loss.row',
        });
    return html`<button
      class=${classMap(classes)}
      data-row=${t}
      data-column="0"
      @click=${() => (isNext ? takeStep(this) : openNumber(this, reference))}
    >
      ${spoken(words, content)}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-loss-rows': LossRows;
  }
}

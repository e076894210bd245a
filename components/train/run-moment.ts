import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { RunView } from '../../src/app/train-state.ts';
import type { Evaluation } from '../../src/train/protocol.ts';
import { noteAddress } from '../app/contract.ts';
import { meanAt } from '../chart/curve.ts';
import { nearestPoint } from '../chart/series.ts';
import { keys } from '../controls/controls.css.ts';
import { icons } from '../controls/icons.ts';
import { formatCount, formatNumber, formatPercent } from '../controls/number-format.ts';
import { sentences } from '../controls/sentences.ts';
import { base } from '../styles/base.css.ts';
import { labAddress } from './lab-address.ts';

/**
 * What was measured around the step that is looked at, and the way into the lab at the nearest step whose weights are
 * kept. Without one: what held-back text says now.
 *
 * @fires look-step - the reader is done with looking
 */
@customElement('un-run-moment')
@localized()
export class RunMoment extends LitElement {
  static override styles = [
    base,
    keys,
    css`
      :host {
        display: block;
      }
      .card {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: var(--space-1) var(--space-2);
        padding: var(--space-2) var(--space-2) var(--space-3) var(--space-4);
        border-radius: var(--radius-m);
        background: var(--surface);
        box-shadow: var(--shadow);
      }
      p {
        align-self: center;
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
        text-wrap: pretty;
      }
      .quiet {
        color: var(--ink-2);
      }
      a.key {
        grid-column: 1 / -1;
        margin-inline-end: var(--space-2);
        border: 1px solid var(--line-strong);
      }
    `,
  ];

  @property({ attribute: false }) run: RunView | undefined;
  /** The step that is looked at. */
  @property({ type: Number }) step: number | undefined;

  override render() {
    const { run, step } = this;
    if (run === undefined) return nothing;
    if (step === undefined || step < 1 || run.step === 0) return this.present(run);
    return this.card(run, Math.min(step, run.step));
  }

  private present({ evaluations }: RunView) {
    const last = evaluations.at(-1);
    return last === undefined ? nothing : html`<p class="quiet">${heldBackText(last)}</p>`;
  }

  private card(run: RunView, step: number) {
    const [at, loss] = [formatCount(step), formatNumber(meanAt(run.losses, step))];
    const held = nearestPoint(run.evaluations, step);
    const kept = nearestKept(run, step);
    return html`<div class="card" role="group" aria-label=${msg(str`step ${at}`, { id: 'chart.at-step' })}>
      <p>
        ${sentences(
          msg(str`Around step ${at} a character cost ${loss} nats.`, { id: 'train.moment.loss' }),
          held === undefined ? '' : heldBackText(held),
        )}
      </p>
      <button class="key plain" aria-label=${msg('Done looking', { id: 'train.moment.close' })} @click=${this.close}>
        ${icons.close}
      </button>
      ${
        kept === undefined
          ? nothing
          : html`<a
              class="key"
              href=${labAddress(run, kept)}
              @click=${() => noteAddress(this, `#/train/${encodeURIComponent(run.id)}?step=${kept}`)}
            >
              ${msg(str`Step through it as it was at step ${formatCount(kept)}`, { id: 'train.moment.open' })}
            </a>`
      }
    </div>`;
  }

  private readonly close = (): void => {
    this.dispatchEvent(new CustomEvent('look-step', { detail: { step: undefined } }));
  };
}

/** The nearest step whose weights are on the disk. */
function nearestKept({ moments, saved }: RunView, step: number): number | undefined {
  const steps = saved === undefined ? moments : [...moments, saved.step];
  return nearestPoint(
    steps.map((each) => ({ step: each })),
    step,
  )?.step;
}

function heldBackText({ step, loss, accuracy }: Evaluation): string {
  const [at, cost, perplexity, right] = [
    formatCount(step),
    formatNumber(loss),
    formatNumber(Math.exp(loss), 1),
    formatPercent(accuracy),
  ];
  return msg(
    str`On held-back text at step ${at}: loss ${cost}, perplexity ${perplexity}, ${right} of the characters right.`,
    { id: 'train.moment.held-back' },
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'un-run-moment': RunMoment;
  }
}

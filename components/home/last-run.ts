import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { LastRun, RunSummary } from '../../src/app/home-feed.ts';
import { shownLanguage } from '../app/language.ts';
import { keys } from '../controls/controls.css.ts';
import { formatCount, formatNumber } from '../controls/number-format.ts';
import { formatMoment } from '../controls/time-format.ts';
import { base } from '../styles/base.css.ts';
import { lossCurve } from './loss-curve.ts';

/**
 * What to go on with: the last run and its real curve, or where to begin.
 * @fires resume-run - with the run's id
 */
@customElement('un-last-run')
@localized()
export class LastRunCard extends LitElement {
  static override styles = [
    base,
    keys,
    css`
      :host {
        display: block;
        min-block-size: 9rem;
        padding: var(--space-4);
        border-radius: var(--radius-l);
        background: var(--surface);
        box-shadow: var(--shadow);
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        align-items: baseline;
        gap: 0 var(--space-3);
      }
      h2 {
        font-size: var(--text-l);
        font-weight: 650;
        letter-spacing: -0.01em;
        line-height: var(--leading-tight);
        overflow-wrap: anywhere;
      }
      .step {
        color: var(--ink-2);
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
      }
      p {
        color: var(--ink-2);
        font-size: var(--text-s);
      }
      .say {
        margin-block-start: var(--space-1);
        font-size: var(--text-m);
        text-wrap: pretty;
      }
      .curve {
        display: block;
        inline-size: 100%;
        max-block-size: 7rem;
        margin-block: var(--space-2);
      }
      .key {
        inline-size: 100%;
        margin-block-start: var(--space-3);
      }
      .fault {
        color: var(--danger);
      }
    `,
  ];

  @property({ attribute: false }) last: LastRun = { status: 'reading' };

  override render() {
    const { last } = this;
    switch (last.status) {
      case 'reading':
        return nothing;
      case 'none':
        return this.beginning();
      case 'failed':
        return html`<p class="fault">${msg('Your saved runs could not be read.', { id: 'home.runs-failed' })}</p>
          <p>${last.reason}</p>
          ${this.beginning()}`;
      case 'found':
        return this.run(last.run, last.isTraining);
    }
  }

  private beginning() {
    return html`<h2>${msg('Begin with one small cell', { id: 'home.begin.title' })}</h2>
      <p class="say">
        ${msg('Tap through an RNN as it reads a word: every number, forward and back, and where it came from.', {
          id: 'home.begin.text',
        })}
      </p>
      <a class="key main" href="#/lab/rnn">${msg('Begin', { id: 'home.begin' })}</a>`;
  }

  private run(run: RunSummary, isTraining: boolean) {
    return html`<div class="line">
        <h2>${run.name}</h2>
        <span class="step">${msg(str`step ${formatCount(run.step)}`, { id: 'home.step' })}</span>
      </div>
      ${lossCurve(run.curve) ?? nothing}
      <p>${isTraining ? this.training(run) : this.saved(run)}</p>
      ${this.key(run, isTraining)}`;
  }

  private key({ id, status }: RunSummary, isTraining: boolean) {
    if (isTraining || status !== 'unfinished') {
      return html`<a class="key main" href="#/train/${encodeURIComponent(id)}">${msg('Open', { id: 'home.open' })}</a>`;
    }
    const resume = () =>
      this.dispatchEvent(new CustomEvent('resume-run', { detail: { run: id }, bubbles: true, composed: true }));
    return html`<button class="key main" @click=${resume}>${msg('Resume', { id: 'home.resume' })}</button>`;
  }

  private training({ loss }: RunSummary): string {
    if (loss === undefined) return msg('training now', { id: 'home.training' });
    return msg(str`loss ${formatNumber(loss)}, training now`, { id: 'home.training-loss' });
  }

  private saved({ loss, updated, status }: RunSummary): string {
    const when = formatMoment(updated, { language: shownLanguage(), now: Date.now() });
    if (status === 'diverged') return msg(str`diverged; the last good step was saved ${when}`, { id: 'home.diverged' });
    if (loss === undefined) return msg(str`saved ${when}`, { id: 'home.saved' });
    const value = formatNumber(loss);
    return status === 'finished'
      ? msg(str`loss ${value}, finished ${when}`, { id: 'home.finished' })
      : msg(str`loss ${value}, saved ${when}`, { id: 'home.saved-loss' });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-last-run': LastRunCard;
  }
}

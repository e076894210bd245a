import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { RunNews, RunView, TrainState } from '../../src/app/train-state.ts';
import { formatCount, formatFactor, formatNumber, formatPercent } from '../controls/number-format.ts';
import { sentences } from '../controls/sentences.ts';
import { base } from '../styles/base.css.ts';
import { storeProblem } from './words.ts';

/** What a run has to say: that it failed to save, diverged, was restarted. Announced when it changes. */
@customElement('un-run-messages')
@localized()
export class RunMessages extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      p {
        max-inline-size: 60ch;
        font-size: var(--text-m);
        text-wrap: pretty;
      }
      p {
        margin-block-start: var(--space-2);
      }
      p:first-child {
        margin-block-start: var(--space-4);
      }
      .problem {
        padding-inline-start: var(--space-3);
        border-inline-start: 3px solid var(--danger);
      }
      .news {
        padding-inline-start: var(--space-3);
        border-inline-start: 3px solid var(--line-strong);
      }
      .quiet {
        color: var(--ink-2);
        font-size: var(--text-s);
      }
    `,
  ];

  @property({ attribute: false }) state: TrainState | undefined;

  override render() {
    const { state } = this;
    return html`<div role="status">${state && 'run' in state ? this.messages(state) : nothing}</div>`;
  }

  private messages(state: Extract<TrainState, { run: unknown }>) {
    const { news, saveProblem } = state.run;
    return html`${state.status === 'diverged' ? this.diverged(state) : nothing}
    ${
      saveProblem === undefined
        ? nothing
        : html`<p class="problem">
            ${sentences(msg('Not saved.', { id: 'train.not-saved' }), storeProblem(saveProblem))}
          </p>`
    }
    ${news === undefined ? nothing : html`<p class="news">${newsText(news)}</p>`}
    ${state.status === 'running' || state.status === 'diverged' ? nothing : html`<p class="quiet">${sentences(restText(state), keepText(state.run))}</p>`}`;
  }

  private diverged({ run, at, lowerRate }: Extract<TrainState, { status: 'diverged' }>) {
    const [step, good, rate] = [
      formatCount(at),
      formatCount(run.step),
      formatFactor(run.settings.optimizer.learning_rate),
    ];
    const what = msg(
      str`After step ${step} the loss was no longer a usable number: at a learning rate of ${rate} each update overshoots. Training stopped, and the run stands at step ${good}, the last good one.`,
      { id: 'train.diverged' },
    );
    const advice = msg(str`Go back and lower the rate, for example to ${formatFactor(lowerRate)}.`, {
      id: 'train.diverged.advice',
    });
    return html`<p class="problem">${sentences(what, advice)}</p>`;
  }
}

function newsText(news: RunNews): string {
  switch (news.kind) {
    case 'damaged-checkpoint':
      return msg(
        str`The last saved state was damaged. The run goes on from the one before, step ${formatCount(news.step)}.`,
        {
          id: 'train.news.damaged',
        },
      );
    case 'restarted':
      return msg(
        str`The training stopped unexpectedly and went on from what was saved, step ${formatCount(news.step)}.`,
        {
          id: 'train.news.restarted',
        },
      );
    case 'low-battery':
      return msg(
        str`The battery is at ${formatPercent(news.level)}: training rests. Plug it in, or go on with Resume.`,
        { id: 'train.news.battery' },
      );
    case 'other-kernels':
      return msg('This browser computes with other kernels than the run began with: the last digits may differ.', {
        id: 'train.news.kernels',
      });
  }
}

function restText(state: Extract<TrainState, { run: unknown }>): string {
  const { status, run } = state;
  const step = formatCount(run.step);
  if (status === 'elsewhere') {
    return msg(
      str`This run is open in another tab, which may train it. What you see is its saved state, step ${step}. Close that tab to go on here.`,
      { id: 'train.rest.elsewhere' },
    );
  }
  if (run.saving) return msg('Saving …', { id: 'train.saving' });
  const isSaved = run.saved?.step === run.step;
  if (status === 'finished') {
    const loss = run.loss === undefined ? '–' : formatNumber(run.loss);
    return isSaved
      ? msg(str`Done: ${step} steps, loss ${loss}. Everything is saved on this device.`, { id: 'train.rest.finished' })
      : msg(str`Done: ${step} steps, loss ${loss}. Not saved yet.`, { id: 'train.rest.finished-unsaved' });
  }
  if (status === 'paused' && state.interrupted === true) {
    return msg(str`Interrupted; saved up to step ${step}. It goes on from there.`, { id: 'train.rest.interrupted' });
  }
  return isSaved
    ? msg(str`Paused at step ${step}, saved on this device. You can close the app and go on later.`, {
        id: 'train.rest.saved',
      })
    : msg(str`Paused at step ${step}, not saved yet.`, { id: 'train.rest.unsaved' });
}

/** What the browser answered when it was asked to keep the run. */
function keepText({ persistent, saved }: RunView): string {
  if (persistent === undefined || saved === undefined) return '';
  return persistent
    ? msg('The browser keeps it until you delete it.', { id: 'device.persistent' })
    : msg('The browser may clear it when space runs out.', { id: 'device.not-persistent' });
}

declare global {
  interface HTMLElementTagNameMap {
    'un-run-messages': RunMessages;
  }
}

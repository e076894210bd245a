import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { RunView } from '../../src/app/train-state.ts';
import { formatCount, formatDuration, formatNumber } from '../controls/number-format.ts';
import { base } from '../styles/base.css.ts';

/** The few numbers one looks at while a network trains, all measured. */
@customElement('un-run-figures')
@localized()
export class RunFigures extends LitElement {
  static override styles = [
    base,
    css`
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(4.75rem, 1fr));
        gap: var(--space-2);
      }
      dl > div {
        display: flex;
        flex-direction: column-reverse;
        justify-content: flex-end;
      }
      dt {
        color: var(--ink-2);
        font-size: var(--text-xs);
        line-height: 1.25;
      }
      dd {
        font-size: var(--text-l);
        font-weight: 650;
        font-variant-numeric: tabular-nums;
        letter-spacing: -0.02em;
        white-space: nowrap;
      }
      .loss {
        font-size: var(--text-xl);
        line-height: 1.1;
      }
    `,
  ];

  @property({ attribute: false }) run: RunView | undefined;
  @property({ type: Boolean }) training = false;

  override render() {
    const { run } = this;
    if (run === undefined) return nothing;
    const steps = formatCount(run.settings.steps);
    return html`<dl>
      ${this.figure(run.loss === undefined ? '–' : formatNumber(run.loss), {
        label: msg('loss a character', { id: 'train.figure.loss' }),
        kind: 'loss',
      })}
      ${this.figure(formatCount(run.step), { label: msg(str`step of ${steps}`, { id: 'train.figure.step' }) })}
      ${this.training ? this.moving(run) : this.resting(run)}
    </dl>`;
  }

  private moving({ stepsPerSecond, secondsLeft }: RunView) {
    return html`${this.figure(stepsPerSecond === undefined ? '–' : speedText(stepsPerSecond), {
      label: msg('steps a second', { id: 'train.figure.speed' }),
    })}${this.figure(secondsLeft === undefined ? '–' : formatDuration(secondsLeft), {
      label: msg('left', { id: 'train.figure.left' }),
    })}`;
  }

  /** As many figures as while it trains: what stands below them keeps its place. */
  private resting({ saved, trained }: RunView) {
    return html`${this.figure(saved === undefined ? '–' : formatCount(saved.step), {
      label: msg('step saved', { id: 'train.figure.saved' }),
    })}${this.figure(trainedText(trained / 1000), { label: msg('time trained', { id: 'train.figure.trained' }) })}`;
  }

  private figure(value: string, { label, kind = '' }: { label: string; kind?: string }) {
    return html`<div>
      <dt>${label}</dt>
      <dd class=${kind}>${value}</dd>
    </div>`;
  }
}

/** A short run took tenths of a second. */
function trainedText(seconds: number): string {
  if (seconds >= 10) return formatDuration(seconds);
  return msg(str`${formatNumber(seconds, 1)} s`, { id: 'train.duration.seconds' });
}

function speedText(speed: number): string {
  return speed < 10 ? formatNumber(speed, 1) : formatCount(speed);
}

declare global {
  interface HTMLElementTagNameMap {
    'un-run-figures': RunFigures;
  }
}

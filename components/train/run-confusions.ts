import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { RunReport } from '../../src/app/run-report.ts';
import type { Confusion } from '../../src/train/protocol/evaluation.ts';
import { keys } from '../controls/controls.css.ts';
import { fold } from '../controls/fold.css.ts';
import { formatCount, formatNumber, formatPercent } from '../controls/number-format.ts';
import { shownCharacter, spokenCharacter } from '../sampling/character-words.ts';
import { base } from '../styles/base.css.ts';
import './confusion-table.ts';
import type { TrainControls } from './contract.ts';
import { timesText } from './words.ts';

type Measured =
  | { readonly status: 'measuring' }
  | { readonly status: 'none' }
  | { readonly status: 'failed'; readonly message: string }
  | { readonly status: 'measured'; readonly told: RunReport };

/** Which characters a run takes for which others: closed at first, measured when it is opened. */
@customElement('un-run-confusions')
@localized()
export class RunConfusions extends LitElement {
  static override styles = [
    base,
    keys,
    fold,
    css`
      :host {
        display: block;
        margin-block-start: var(--space-2);
      }
      .body {
        display: grid;
        gap: var(--space-3);
        padding-block-end: var(--space-2);
      }
      .body > * {
        min-inline-size: 0;
      }
      p,
      li {
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
        text-wrap: pretty;
      }
      .quiet {
        color: var(--ink-2);
      }
      ol {
        display: grid;
        gap: var(--space-1);
      }
      b {
        font-family: var(--font-number);
        font-weight: 650;
      }
      .key {
        justify-self: start;
        border: 1px solid var(--line-strong);
      }
    `,
  ];

  @property({ attribute: false }) session: Pick<TrainControls, 'evaluate'> | undefined;
  /** The run's id. */
  @property() run = '';
  /** Its present step: what was measured at another one can be measured again. */
  @property({ type: Number }) step = 0;
  @state() private measured: Measured | undefined;
  @state() private isOpen = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('run')) return;
    this.measured = undefined;
    if (this.isOpen) void this.measure();
  }

  override render() {
    return html`<details @toggle=${this.toggle}>
      <summary>${msg('What it confuses', { id: 'train.confusions' })}</summary>
      ${this.isOpen ? html`<div class="body">${this.content()}</div>` : nothing}
    </details>`;
  }

  private content() {
    const { measured } = this;
    switch (measured?.status) {
      case undefined:
      case 'measuring':
        return html`<p class="quiet" role="status">${msg('Measuring …', { id: 'train.confusions.measuring' })}</p>`;
      case 'none':
        return html`<p role="status">
          ${msg('No weights are saved yet: there is nothing to measure.', { id: 'train.confusions.none' })}
        </p>`;
      case 'failed':
        return html`<p role="alert">
            ${msg(str`It could not be measured (${measured.message}).`, { id: 'train.confusions.failed' })}
          </p>
          ${this.again()}`;
      case 'measured':
        return this.report(measured.told);
      default:
        return measured satisfies never;
    }
  }

  private report(told: RunReport) {
    const { report, vocabulary, step } = told;
    return html`<p role="status">${summary(told)}</p>
      ${
        report.worst.length === 0
          ? html`<p>${msg('It made no mistake here.', { id: 'train.confusions.flawless' })}</p>`
          : html`<ol>
              ${report.worst.map(
                (each) =>
                  html`<li>
                    <span aria-hidden="true">${sentence(each, vocabulary, { word: shownCharacter })}</span>
                    <span class="spoken">${sentence(each, vocabulary, { word: spokenCharacter })}</span>
                  </li>`,
              )}
            </ol>`
      }
      <un-confusion-table .report=${report} .vocabulary=${vocabulary}></un-confusion-table>
      ${step === this.step ? nothing : this.again()}`;
  }

  private again() {
    return html`<button class="key" type="button" @click=${this.measure}>
      ${msg('Measure it as it is now', { id: 'train.confusions.again' })}
    </button>`;
  }

  private readonly toggle = (event: Event): void => {
    this.isOpen = event.target instanceof HTMLDetailsElement && event.target.open;
    if (this.isOpen && this.measured === undefined) void this.measure();
  };

  private readonly measure = async (): Promise<void> => {
    const { session, run } = this;
    if (session === undefined || this.measured?.status === 'measuring') return;
    this.measured = { status: 'measuring' };
    const found = await ask(session);
    // Another run may be on the screen by now.
    if (run === this.run) this.measured = found;
  };
}

async function ask(session: Pick<TrainControls, 'evaluate'>): Promise<Measured> {
  try {
    const told = await session.evaluate();
    return told === undefined ? { status: 'none' } : { status: 'measured', told };
  } catch (error) {
    return { status: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

function summary({ step, part, report }: RunReport): string {
  const [at, count] = [formatCount(step), formatCount(report.count)];
  const [right, five] = [unbroken(report.accuracy), unbroken(report.accuracyOfFive)];
  const perplexity = formatNumber(report.perplexity, 1);
  return part === 'held-back'
    ? msg(
        str`At step ${at}, on ${count} characters of held-back text: ${right} right, ${five} among its five likeliest, perplexity ${perplexity}.`,
        { id: 'train.confusions.held-back' },
      )
    : msg(
        str`At step ${at}, on ${count} characters of the text it learns from: ${right} right, ${five} among its five likeliest, perplexity ${perplexity}.`,
        { id: 'train.confusions.whole' },
      );
}

function sentence(
  { target, predicted, count, of }: Confusion,
  vocabulary: readonly string[],
  { word }: { word: (character: string) => string },
): string {
  const [came, thought] = [target, predicted].map((id) => word(vocabulary[id]));
  const [times, share] = [timesText(count), unbroken(count / of)];
  return msg(str`Where ${came} came, it expected ${thought} ${times} (${share}).`, {
    id: 'train.confusions.sentence',
  });
}

/** A percentage that no line break falls into. */
const unbroken = (share: number): string => formatPercent(share).replace(' ', '\u00a0');

declare global {
  interface HTMLElementTagNameMap {
    'un-run-confusions': RunConfusions;
  }
}

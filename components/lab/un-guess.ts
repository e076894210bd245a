import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { Tag } from '../../src/streams/events.ts';
import { keys } from '../controls/controls.css.ts';
import { sentences } from '../controls/sentences.ts';
import { base } from '../styles/base.css.ts';
import { takeStep } from './contract.ts';
import { letters } from '../formula/letters.ts';
import { guessFor, type Guess } from './guess.ts';
import { madeSentence } from './made-sentence.ts';
import type { LabPass } from './lab-pass.ts';

/**
 * Predict first: asks about the next number, steps on at an answer, says whether it was right, and keeps the tally.
 *
 * @fires take-step
 */
@customElement('un-guess')
@localized()
export class GuessBox extends LitElement {
  static override styles = [
    base,
    keys,
    css`
      :host {
        position: sticky;
        z-index: 1;
        inset-block-end: calc(var(--bar-size) + var(--notice-size));
        display: grid;
        gap: var(--space-2);
        margin-block-start: var(--space-3);
        padding: var(--space-3) var(--space-2) var(--space-1);
        background: var(--paper);
      }
      .keys {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
      /* Its lines are kept free before the first answer, so that the answers stay where the finger is. */
      .made {
        display: -webkit-box;
        overflow: hidden;
        min-block-size: 2lh;
        font-size: var(--text-s);
        line-height: var(--leading-tight);
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 3;
      }
      /* Little height: question and answers in one line. */
      @media (max-height: 30rem) and (min-width: 40rem) {
        :host {
          grid-template-columns: 1fr auto;
          align-items: center;
          margin: 0;
          padding-block: var(--space-1);
        }
        .made,
        .tally:empty {
          display: none;
        }
      }
      .key {
        flex: 1 1 min-content;
        max-inline-size: 12rem;
        border: 1px solid var(--line-strong);
        background: var(--surface);
        color: var(--ink);
      }
      .tally {
        min-block-size: 1.4em;
        color: var(--ink-2);
        font-size: var(--text-s);
      }
      sub {
        font-size: 0.75em;
        line-height: 0;
      }
      .tally b {
        color: var(--ink);
      }
    `,
  ];

  @property({ attribute: false }) pass!: LabPass;
  @property({ attribute: false }) next: Tag | undefined;
  @state() private tally = { right: 0, asked: 0 };
  @state() private verdict: 'right' | 'wrong' | 'even' | undefined;
  /** Whether its number had been seen before it was asked for: who went back and answers again knows. */
  private wasSeen = false;
  /** What was guessed, until the pass with the number arrives. */
  private waiting: { readonly choice: Guess['choices'][number] } | undefined;
  /** Of the pass in sight. */
  private position: number | undefined;
  /** How far it was computed when the question was asked: what lies before was seen. */
  private seen = 0;

  override willUpdate(): void {
    const { waiting, pass } = this;
    if (pass.position === this.position) return;
    this.position = pass.position;
    this.waiting = undefined;
    // who steps on without an answer has not been judged
    this.verdict = undefined;
    if (waiting === undefined) return;
    const isSo = waiting.choice.holds(pass);
    this.verdict = isSo === undefined ? 'even' : isSo ? 'right' : 'wrong';
    this.wasSeen = pass.position <= this.seen;
    if (isSo !== undefined && !this.wasSeen) {
      this.tally = { right: this.tally.right + (isSo ? 1 : 0), asked: this.tally.asked + 1 };
    }
  }

  override render() {
    const guess = guessFor(this.pass, this.next);
    return html`<p class="made">${letters(madeSentence(this.pass, this.pass.network.last))}</p>
      <p class="tally" role="status">${this.told()}</p>
      ${guess === undefined ? nothing : this.ask(guess)}`;
  }

  private ask({ question, choices }: Guess) {
    return html`<p id="question">${letters(question)}</p>
      <div class="keys" role="group" aria-labelledby="question">
        ${choices.map((choice) => html`<button class="key" @click=${() => this.answer(choice)}>${choice.label}</button>`)}
      </div>`;
  }

  private answer(choice: Guess['choices'][number]): void {
    this.waiting = { choice };
    this.seen = this.pass.network.recorder.length;
    takeStep(this);
  }

  private told() {
    const { right, asked } = this.tally;
    if (this.verdict === undefined) return nothing;
    const seen =
      this.wasSeen && this.verdict !== 'even' ? msg('Seen before: it does not count.', { id: 'guess.seen' }) : '';
    const count = asked === 0 ? '' : msg(str`${right} of ${asked} right`, { id: 'guess.tally' });
    return html`<b>${verdictWords(this.verdict)}</b> ${sentences(seen, count)}`;
  }
}

function verdictWords(verdict: 'right' | 'wrong' | 'even'): string {
  switch (verdict) {
    case 'right':
      return `✓ ${msg('Right.', { id: 'guess.right' })}`;
    case 'wrong':
      return msg('The other way round.', { id: 'guess.wrong' });
    case 'even':
      return msg('Exactly in between: it does not count.', { id: 'guess.even' });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-guess': GuessBox;
  }
}

import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized } from '@lit/localize';
import type { Tag } from '../../src/streams/events.ts';
import { BehindFrame } from '../controllers/behind-frame.ts';
import { letters } from '../formula/letters.ts';
import { base } from '../styles/base.css.ts';
import type { LabPass } from './lab-pass.ts';
import { madeSentence } from './made-sentence.ts';
import { nextLine } from './questions.ts';

/** What was made last, in a sentence, and what comes next, as a question. */
@customElement('un-told')
@localized()
export class Told extends BehindFrame {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        font-size: var(--text-m);
        text-wrap: pretty;
      }
      .made:not(:empty) {
        margin-block-end: var(--space-1);
      }
      sub {
        font-size: 0.75em;
        line-height: 0;
      }
      .next {
        color: var(--ink-2);
      }
      .next b {
        color: var(--ink);
        font-weight: 600;
      }
      /* As short as the height asks for. */
      @media (max-height: 45rem) {
        :host {
          font-size: var(--text-s);
          line-height: var(--leading-tight);
        }
      }
      /* Beside the keys of a phone held sideways. */
      @media (max-height: 30rem) {
        p {
          display: -webkit-box;
          overflow: hidden;
          -webkit-box-orient: vertical;
          -webkit-line-clamp: 3;
        }
      }
      @media (max-height: 30rem) and (max-width: 39.99rem) {
        p {
          -webkit-line-clamp: 4;
        }
      }
    `,
  ];

  @property({ attribute: false }) pass!: LabPass;
  @property({ attribute: false }) next: Tag | undefined;

  override render() {
    const { pass, next } = this;
    const line = nextLine(pass, next);
    return html`<p class="made">${letters(madeSentence(pass, pass.network.last))}</p>
      <p class="next"><b>${letters(line.what)}</b> ${line.question}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-told': Told;
  }
}

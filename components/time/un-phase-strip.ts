import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { localized, msg, str } from '@lit/localize';
import { phases, type Phase } from '../../src/streams/events.ts';
import { BehindFrame } from '../controllers/behind-frame.ts';
import { base } from '../styles/base.css.ts';
import { phaseName } from './phase-names.ts';

/** How far a pass has come in each of its phases. A phase is a button: it goes to where the phase begins. */
@customElement('un-phase-strip')
@localized()
export class PhaseStrip extends BehindFrame {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      ol {
        display: flex;
        gap: var(--space-1);
      }
      /* As wide as its name wants, and the rest in equal parts. */
      li {
        flex: 1 1 auto;
        min-inline-size: 0;
      }
      .line {
        forced-color-adjust: none;
      }
      button {
        display: block;
        inline-size: 100%;
        min-block-size: var(--touch);
        padding: var(--space-1) 0 0;
        border: 0;
        background: none;
        color: var(--ink-3);
        font-size: var(--text-xs);
        line-height: var(--leading-tight);
        letter-spacing: -0.01em;
        text-align: start;
        cursor: pointer;
        touch-action: manipulation;
      }
      .line {
        display: block;
        block-size: 3px;
        margin-block-end: var(--space-1);
        background: var(--line);
      }
      .line::before {
        content: '';
        display: block;
        block-size: 100%;
        background: var(--forward);
        /* nothing around it moves, so that nothing is laid out anew at a tap */
        transform: scaleX(var(--done));
        transform-origin: 0;
      }
      .backward .line::before {
        background: var(--backward);
      }
      /* Large text: only the present phase has room for its name. */
      @container (max-width: 13rem) {
        button:not([aria-current]) span:not(.line) {
          display: none;
        }
        li:has([aria-current]) {
          flex: 3;
        }
      }
      .done button {
        color: var(--ink-2);
      }
      [aria-current] {
        color: var(--ink) !important;
        font-weight: 650;
      }
    `,
  ];

  /** The phase that stands open. */
  @property() phase: Phase = 'forward';
  /** The share of each phase that is done, 0 to 1. */
  @property({ attribute: false }) done: Readonly<Record<Phase, number>> = {
    forward: 0,
    loss: 0,
    backward: 0,
    update: 0,
  };

  override render() {
    return html`<ol aria-label=${msg('Phases', { id: 'phase.all' })}>
      ${phases.map((phase) => this.item(phase))}
    </ol>`;
  }

  private item(phase: Phase) {
    const done = this.done[phase];
    const classes = { done: done >= 1, backward: phase === 'backward' || phase === 'update' };
    const name = phaseName(phase);
    const percent = Math.round(done * 100);
    return html`<li class=${classMap(classes)} style="--done: ${done}">
      <button
        aria-current=${phase === this.phase ? 'step' : nothing}
        aria-label=${msg(str`${name}, ${percent} % done`, { id: 'phase.done' })}
        @click=${() => this.dispatchEvent(new CustomEvent('go-to-phase', { detail: { phase } }))}
      >
        <span class="line"></span><span>${name}</span>
      </button>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-phase-strip': PhaseStrip;
  }
  interface HTMLElementEventMap {
    'go-to-phase': CustomEvent<{ readonly phase: Phase }>;
  }
}

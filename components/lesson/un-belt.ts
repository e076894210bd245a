import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg, str } from '@lit/localize';
import { valueName } from '../../src/formula/names.ts';
import { signedColour } from '../controls/signed-colour.ts';
import { spoken } from '../controls/spoken.ts';
import { nameTemplate } from '../formula/label.ts';
import { shortNumber, spokenNumber } from '../formula/short-number.ts';
import type { Column } from '../lab/columns.ts';
import { openStep } from '../lab/contract.ts';
import type { LabPass } from '../lab/lab-pass.ts';
import { roleName } from '../lab/role-names.ts';
import { visible } from '../lab/token.ts';
import { base } from '../styles/base.css.ts';

/** One unit's states over time: the long memory as a belt, the short one below it, a column a step. */
@customElement('un-belt')
@localized()
export class Belt extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        overflow-x: auto;
        overscroll-behavior-x: contain;
      }
      .belt {
        display: grid;
        grid-auto-flow: column;
        grid-auto-columns: minmax(2.75rem, 1fr);
        grid-template-columns: max-content;
        min-inline-size: max-content;
        column-gap: 2px;
      }
      .names,
      button {
        display: grid;
        grid-template-rows: 1.5rem repeat(var(--rows), 4.25rem);
        align-items: center;
      }
      .names {
        position: sticky;
        z-index: 1;
        inset-inline-start: 0;
        padding-inline-end: var(--space-2);
        background: var(--ground, var(--raised));
        font-family: var(--font-math);
        font-size: var(--text-l);
      }
      button {
        min-inline-size: var(--touch);
        padding: 0;
        border: 0;
        border-radius: var(--radius-s);
        background: none;
        text-align: center;
        cursor: pointer;
        touch-action: manipulation;
      }
      button.now {
        background: var(--forward-soft);
      }
      .t {
        color: var(--ink-2);
        font-size: var(--text-xs);
        white-space: nowrap;
      }
      .track {
        position: relative;
        display: grid;
        align-items: end;
        block-size: 4rem;
        border-radius: 4px;
        background: var(--paper);
      }
      .track::before {
        content: '';
        position: absolute;
        inset: 50% 0 auto;
        border-block-start: 1px solid var(--line-strong);
      }
      .bar {
        position: absolute;
        inset-inline: 20%;
        border-radius: 3px;
        transition: block-size var(--calm) var(--ease);
        forced-color-adjust: none;
      }
      .value {
        position: relative;
        font-size: 0.6875rem;
      }
    `,
  ];

  @property({ attribute: false }) pass!: LabPass;
  @property({ type: Number }) unit = 0;
  /** The step that stands open. */
  @property({ type: Number }) step = 0;

  override render() {
    const states = this.pass.columns.columns.filter(({ isState }) => isState);
    const scales = states.map((column) => this.scale(column));
    return html`<div class="belt" style=${styleMap({ '--rows': String(states.length) })}>
      <div class="names" aria-hidden="true">
        <span></span>
        ${states.map(
          ({ equation, style }) =>
            html`<span style="color: ${style.hue}">${nameTemplate(valueName(this.pass.trace, equation))}</span>`,
        )}
      </div>
      ${this.pass.inputs.map((character, t) => {
        const values = states.map(({ equation }) => this.pass.value(equation, this.unit, t));
        return html`<button
          class=${classMap({ now: t === this.step })}
          aria-current=${t === this.step ? 'step' : nothing}
          @click=${() => openStep(this, t)}
        >
          ${spoken(
            this.words(t, { states, values }),
            html`<span class="t"><b>${visible(character)}</b> t ${t + 1}</span
              >${values.map((value, n) => bar(value, scales[n]))}`,
          )}
        </button>`;
      })}
    </div>`;
  }

  private scale({ equation }: Column): number {
    const sizes = this.pass.inputs.map((_, t) => Math.abs(this.pass.value(equation, this.unit, t) ?? 0));
    return Math.max(1, ...sizes);
  }

  private words(t: number, { states, values }: { states: readonly Column[]; values: readonly (number | undefined)[] }) {
    const told = states.flatMap(({ style }, n) => {
      const value = values[n];
      return value === undefined ? [] : [`${roleName(style.role)} ${spokenNumber(value)}`];
    });
    return told.length === 0
      ? msg(str`step ${t + 1}: not computed yet`, { id: 'belt.blank' })
      : msg(str`step ${t + 1}: ${told.join(', ')}`, { id: 'belt.step' });
  }
}

/** Up for positive, down for negative, with its number. */
function bar(value: number | undefined, scale: number) {
  if (value === undefined) return html`<span class="track"></span>`;
  const size = `${(Math.abs(value) / scale) * 50}%`;
  const place = value >= 0 ? { bottom: '50%' } : { top: '50%' };
  return html`<span class="track"
    ><span
      class="bar"
      style=${styleMap({ ...place, blockSize: size, 'background-color': signedColour(value, scale) })}
    ></span
    ><span class="value number">${shortNumber(value)}</span></span
  >`;
}

declare global {
  interface HTMLElementTagNameMap {
    'un-belt': Belt;
  }
}

import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg, str } from '@lit/localize';
import { behindFrame } from '../controllers/behind-frame.ts';
import { Reachable } from '../controllers/reachable.ts';
import { keys } from '../controls/controls.css.ts';
import { signedColour } from '../controls/signed-colour.ts';
import { spokenNumber } from '../formula/short-number.ts';
import { keepInBox } from '../lab/keep-in-sight.ts';
import type { LabPass } from '../lab/lab-pass.ts';
import { visible } from '../lab/token.ts';
import { base } from '../styles/base.css.ts';

/** As many steps as fit beside each other on the narrowest phone; a longer text shows those around the present one. */
const MOST = 6;

/** Rolled up: one cell with a loop. Unrolled: the same cell once a step. The strips are this pass's real states. */
@customElement('un-rolled')
@localized()
export class Rolled extends LitElement {
  static override styles = [
    base,
    keys,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
      }
      .scroll {
        min-inline-size: 0;
        border-radius: var(--radius-m);
        overflow-x: auto;
        overscroll-behavior-x: contain;
        background: var(--paper);
      }
      .picture {
        position: relative;
        block-size: 9.5rem;
        isolation: isolate;
        overflow: hidden;
      }
      /* a line between each two cells, however large the text */
      .picture:not(.rolled) {
        min-inline-size: calc(var(--count) * 3.25rem);
      }
      .cell {
        position: absolute;
        inset-block: 2.25rem auto;
        inset-inline-start: calc((100% - 2.75rem) * var(--at));
        display: grid;
        justify-items: center;
        inline-size: 2.75rem;
        transition:
          inset-inline-start calc(500ms * var(--moving)) var(--ease),
          opacity calc(500ms * var(--moving)) var(--ease);
      }
      .rolled .cell {
        inset-inline-start: calc(50% - 1.375rem);
      }
      .rolled .cell:not(.now) {
        opacity: 0;
      }
      .box {
        display: grid;
        gap: 1px;
        inline-size: 100%;
        min-block-size: 2.75rem;
        padding: 3px;
        border: 1.5px solid var(--line-strong);
        border-radius: var(--radius-s);
        background: var(--surface);
      }
      .now .box {
        border-color: var(--forward);
        box-shadow: 0 0 0 1px var(--forward);
      }
      .strip {
        min-block-size: 3px;
        border-radius: 2px;
      }
      .read,
      .t {
        color: var(--ink-2);
        font-size: var(--text-xs);
        line-height: 1.5;
        text-align: center;
        white-space: nowrap;
      }
      .read b {
        display: block;
        color: var(--ink);
        font-size: var(--text-l);
        line-height: 1.2;
      }
      .t i,
      .read i {
        font-family: var(--font-math);
      }
      .cell + .cell .box::before {
        content: '';
        position: absolute;
        z-index: -1;
        inset-block-start: 2.6rem;
        inset-inline-end: 100%;
        inline-size: 3rem;
        border-block-start: 2px solid var(--forward);
      }
      .rolled .box::before {
        opacity: 0;
      }
      /* Out of the cell at its right, over it, and into it again at its left: behind the box, at half the height of the lowest. */
      .loop {
        position: absolute;
        inset: 0.625rem auto auto calc(50% - 2.75rem);
        inline-size: 5.5rem;
        block-size: 4.125rem;
        border: 2px solid var(--forward);
        border-radius: 1.25rem;
        opacity: 0;
        transition: opacity calc(500ms * var(--moving)) var(--ease);
      }
      .loop::after {
        content: '';
        position: absolute;
        inset-block-end: calc(-0.3125rem - 1px);
        inset-inline-start: calc(1.375rem - 0.5rem);
        border-block: 0.3125rem solid transparent;
        border-inline-start: 0.5rem solid var(--forward);
      }
      .rolled .loop {
        opacity: 1;
      }
      .key {
        justify-self: start;
      }
    `,
  ];

  @property({ attribute: false }) pass!: LabPass;
  @property({ type: Number }) step = 0;
  @state() private isRolled = false;

  constructor() {
    super();
    this.addController(new Reachable(() => this.box));
  }

  private get box(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.scroll');
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('step') || changed.has('isRolled')) void this.follow();
  }

  /** With large text it is wider than the screen: the present step stays in sight. */
  private async follow(): Promise<void> {
    await behindFrame();
    keepInBox(this.box, this.renderRoot.querySelectorAll('.cell.now'));
  }

  override render() {
    const { length } = this.pass;
    const count = Math.min(length, MOST);
    const from = Math.max(0, Math.min(this.step - count + 2, length - count));
    const steps = Array.from({ length: count }, (_, n) => from + n);
    return html`<div class="scroll">
        <div
          class=${classMap({ picture: true, rolled: this.isRolled })}
          style="--count: ${count}"
          role="img"
          aria-label=${this.words(steps)}
        >
          <div class="loop"></div>
          ${steps.map((t, n) => this.cell(t, count === 1 ? 0.5 : 0.04 + (0.92 * n) / (count - 1)))}
        </div>
      </div>
      <button class="key" aria-pressed=${this.isRolled} @click=${() => (this.isRolled = !this.isRolled)}>
        ${this.isRolled ? msg('Unroll', { id: 'rolled.unroll' }) : msg('Roll up', { id: 'rolled.roll' })}
      </button>`;
  }

  private cell(t: number, at: number) {
    const h = this.statesAt(t);
    const units = this.pass.columns.units;
    const time = this.isRolled ? 't' : String(t + 1);
    return html`<div class=${classMap({ cell: true, now: t === this.step })} style=${styleMap({ '--at': String(at) })}>
      <div class="t"><i>h</i><sub>${time}</sub></div>
      <div class="box">
        ${Array.from({ length: units }, (_, unit) => {
          const value = h?.[unit];
          return html`<div
            class="strip"
            style=${styleMap({ 'background-color': value === undefined ? 'var(--line)' : signedColour(value) })}
          ></div>`;
        })}
      </div>
      <div class="read"><i>x</i><sub>${time}</sub><b>${visible(this.pass.inputs[t])}</b></div>
    </div>`;
  }

  private statesAt(t: number): Float64Array | undefined {
    const column = this.pass.columns.columns.find(({ isState }) => isState);
    return column && this.pass.frame(column.equation, t);
  }

  private words(steps: readonly number[]): string {
    if (this.isRolled) {
      return msg('Rolled up: one cell that reads a character and its own last state.', { id: 'rolled.words-rolled' });
    }
    const told = steps.flatMap((t) => {
      const h = this.statesAt(t);
      return h === undefined ? [] : [`t ${t + 1}: ${Array.from(h, spokenNumber).join(', ')}`];
    });
    return msg(str`Unrolled: the same cell once a step, each handing its state to the next. ${told.join('; ')}`, {
      id: 'rolled.words-unrolled',
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-rolled': Rolled;
  }
}

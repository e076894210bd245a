import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg, str } from '@lit/localize';
import type { EquationId } from '../../src/nn/equation.ts';
import { behindFrame } from '../controllers/behind-frame.ts';
import { Reachable } from '../controllers/reachable.ts';
import { keys } from '../controls/controls.css.ts';
import { signedColour } from '../controls/signed-colour.ts';
import { spokenNumber } from '../formula/short-number.ts';
import { columnName } from '../lab/column-name.ts';
import { columnsOf } from '../lab/columns.ts';
import { keepInBox } from '../controls/keep-in-sight.ts';
import type { LabPass } from '../lab/lab-pass.ts';
import { visible } from '../lab/token.ts';
import { base } from '../styles/base.css.ts';

/** As many steps as fit beside each other on the narrowest phone; a longer text shows those around the present one. */
const MOST = 6;

/** How much of the width is between the first step's box and the last one's. */
const SPREAD = 0.92;

/**
 * Rolled up: one cell with a loop. Unrolled: the same cell once a step. The strips are this pass's real states, one state
 * per layer, as an RNN has.
 */
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
        container-type: inline-size;
        position: relative;
        /* of a layer */
        --box: max(2.75rem, var(--units) * 4px + 8px);
        block-size: calc(6.75rem + var(--box) + (var(--layers) - 1) * (var(--box) + 0.5rem));
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
        position: relative;
        block-size: var(--box);
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
      .box + .box {
        margin-block-start: 0.5rem;
      }
      /* what the layer below hands up */
      .box + .box::after {
        content: '';
        position: absolute;
        inset: auto auto calc(100% + 1.5px) calc(50% - 1px);
        block-size: 0.5rem;
        border-inline-start: 2px solid var(--forward);
      }
      .cell + .cell .box::before {
        content: '';
        position: absolute;
        z-index: -1;
        inset-block-start: 50%;
        inset-inline-end: 100%;
        /* as far as the box before */
        inline-size: calc((100cqi - 2.75rem) * var(--between) - 2.75rem);
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
        block-size: calc(2.75rem + var(--box) / 2);
        border: 2px solid var(--forward);
        border-radius: 1.25rem;
        opacity: 0;
        transition: opacity calc(500ms * var(--moving)) var(--ease);
      }
      .loop + .loop {
        inset-block-start: calc(3.125rem + var(--above) * (var(--box) + 0.5rem));
        block-size: calc(0.25rem + var(--box) / 2);
        border-radius: 0.375rem;
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
      p {
        color: var(--ink-2);
        font-size: var(--text-s);
      }
      .key {
        justify-self: start;
      }
      @media print {
        .picture {
          break-inside: avoid;
        }
        .key {
          display: none;
        }
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
    const { units } = this.pass.columns;
    const layers = this.states.length;
    return html`<div class="scroll">
        <div
          class=${classMap({ picture: true, rolled: this.isRolled })}
          style=${styleMap({ '--count': String(count), '--between': String(SPREAD / (count - 1)), '--layers': String(layers), '--units': String(units) })}
          role="img"
          aria-label=${this.words(steps)}
        >
          ${this.states.map((_, n) => html`<div class="loop" style="--above: ${n}"></div>`)}
          ${steps.map((t, n) => this.cell(t, count === 1 ? 0.5 : (1 - SPREAD) / 2 + (SPREAD * n) / (count - 1)))}
        </div>
      </div>
      ${
        layers > 1
          ? html`<p>
              ${msg('Each layer reads the states of the one below; the top one’s go to the output.', { id: 'rolled.layers' })}
            </p>`
          : nothing
      }
      <button class="key" aria-pressed=${this.isRolled} @click=${() => (this.isRolled = !this.isRolled)}>
        ${this.isRolled ? msg('Unroll', { id: 'rolled.unroll' }) : msg('Roll up', { id: 'rolled.roll' })}
      </button>`;
  }

  /** The states that are handed on, of the layers, the upper ones first. */
  private get states(): readonly EquationId[] {
    const { columns } = columnsOf(this.pass.trace);
    return columns.flatMap(({ isState, equation }) => (isState ? [equation] : [])).toReversed();
  }

  private cell(t: number, at: number) {
    const time = this.isRolled ? 't' : String(t + 1);
    return html`<div class=${classMap({ cell: true, now: t === this.step })} style=${styleMap({ '--at': String(at) })}>
      <div class="t"><i>h</i><sub>${time}</sub></div>
      ${this.states.map((state) => this.layer(state, t))}
      <div class="read"><i>x</i><sub>${time}</sub><b>${visible(this.pass.inputs[t])}</b></div>
    </div>`;
  }

  private layer(state: EquationId, t: number) {
    const h = this.pass.frame(state, t);
    return html`<div class="box">
      ${Array.from({ length: this.pass.columns.units }, (_, unit) => {
        const value = h?.[unit];
        const colour = value === undefined ? 'var(--line)' : signedColour(value);
        return html`<div class="strip" style=${styleMap({ 'background-color': colour })}></div>`;
      })}
    </div>`;
  }

  private words(steps: readonly number[]): string {
    if (this.isRolled) {
      return msg('Rolled up: one cell that reads a character and its own last state.', { id: 'rolled.words-rolled' });
    }
    const told = steps.flatMap((t) => {
      const layers = this.states.flatMap((state) => {
        const h = this.pass.frame(state, t);
        if (h === undefined) return [];
        const numbers = Array.from(h, spokenNumber).join(', ');
        return [this.states.length > 1 ? `${columnName(this.pass, state)}: ${numbers}` : numbers];
      });
      return layers.length === 0 ? [] : [`t ${t + 1}: ${layers.join(' / ')}`];
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

import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { localized, msg, str } from '@lit/localize';
import type { ParameterSpec } from '../../src/nn/equation.ts';
import { parameterName } from '../../src/formula/names.ts';
import type { Tag } from '../../src/streams/events.ts';
import { FilledLater } from '../controllers/filling.ts';
import { formatNumber } from '../controls/number-format.ts';
import { spoken } from '../controls/spoken.ts';
import '../formula/un-formula.ts';
import { nameTemplate, nameText } from '../formula/label.ts';
import { norm } from '../lab/arrivals.ts';
import { takeStep } from '../lab/contract.ts';
import type { LabPass } from '../lab/lab-pass.ts';
import '../network/un-parameter-grid.ts';
import { base } from '../styles/base.css.ts';

/**
 * The update phase: a row a parameter, with how far it moves; the chosen one stands open, weight by weight.
 *
 * @fires open-number, take-step
 */
@customElement('un-update-rows')
@localized()
export class UpdateRows extends FilledLater {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      un-formula {
        margin-block: var(--space-2) var(--space-3);
      }
      .row {
        display: grid;
        grid-template-columns: 4.5rem 1fr auto;
        gap: var(--space-3);
        align-items: baseline;
        inline-size: 100%;
        min-block-size: var(--key);
        padding: var(--space-3) var(--space-2);
        border: 0;
        border-block-end: 1px solid var(--line);
        border-radius: 0;
        background: none;
        text-align: start;
        cursor: pointer;
      }
      .row i {
        font-family: var(--font-math);
        font-size: var(--text-l);
      }
      .row[aria-expanded='true'] {
        border: 0;
        font-weight: 650;
      }
      .row.next {
        border-radius: var(--radius-m);
        outline: 2px solid var(--backward);
        outline-offset: -2px;
      }
      .shape,
      .waiting {
        color: var(--ink-2);
        font-size: var(--text-s);
        font-weight: 400;
      }
      .open {
        margin: 0 -0.375rem var(--space-3);
        padding: var(--space-1) 0.375rem var(--space-3);
        border-radius: var(--radius-m);
        background: var(--surface);
        box-shadow: var(--shadow);
      }
    `,
  ];

  @property({ attribute: false }) pass!: LabPass;
  /** What was updated last, and what comes next. */
  @property({ attribute: false }) last: Tag | undefined;
  @property({ attribute: false }) next: Tag | undefined;
  @state() private chosen: string | undefined;

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('last')) this.chosen = undefined;
  }

  override render() {
    const { optimizer } = this.pass.document;
    const open = this.chosen ?? (this.last?.phase === 'update' ? this.last.name : undefined) ?? '';
    const rule = `w \\leftarrow w - ${optimizer.learning_rate} \\cdot \\frac{\\partial L}{\\partial w}`;
    return html`<un-formula .tex=${this.filling.isDue ? rule : ''}></un-formula>
      ${this.pass.trace.parameters.map((spec) => this.row(spec, spec.name === open))}`;
  }

  private row(spec: ParameterSpec, isOpen: boolean) {
    const update = this.pass.network.recorder.update(spec.name);
    const isNext = this.next?.phase === 'update' && this.next.name === spec.name;
    const name = parameterName(this.pass.trace, spec.name);
    const shape = spec.shape.join(' × ');
    const size =
      update === undefined ? undefined : formatNumber(norm(update.after.map((w, n) => w - update.before[n])), 3);
    const told = size === undefined ? nothing : html`<span class="number">‖Δ‖ ${size}</span>`;
    const label = isNext
      ? msg(str`Next: update of ${nameText(name)}`, { id: 'update.next' })
      : size === undefined
        ? `${nameText(name)}, ${shape}`
        : msg(str`${nameText(name)}, ${shape}: moved by ${size}`, { id: 'update.row' });
    return html`<div class=${classMap({ open: isOpen })}>
      <button
        class=${classMap({ row: true, next: isNext })}
        aria-expanded=${isOpen ? 'true' : 'false'}
        @click=${() => (isNext ? takeStep(this) : (this.chosen = isOpen ? '' : spec.name))}
      >
        ${spoken(label, html`<span>${nameTemplate(name)}</span><span class="shape">${shape}</span>${isNext ? html`<b>?</b>` : told}`)}
      </button>
      ${isOpen && this.filling.isDue ? html`<un-parameter-grid .pass=${this.pass} .parameter=${spec.name}></un-parameter-grid>` : nothing}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-update-rows': UpdateRows;
  }
}

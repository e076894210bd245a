import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { sameReference, type Reference } from '../../src/formula/reference.ts';
import { keys } from '../controls/controls.css.ts';
import { formatNumber } from '../controls/number-format.ts';
import { base } from '../styles/base.css.ts';
import type { GradientCheck, LabControls } from './contract.ts';
import type { LabPass } from './lab-pass.ts';

/** So many that their difference still has five. */
const LOSS_DIGITS = 9;

interface Checked {
  readonly network: LabPass['network'];
  readonly reference: Reference;
}

/** "Check me": the gradient by the chain rule beside the one measured by moving the weight a little both ways. */
@customElement('un-weight-check')
@localized()
export class WeightCheck extends LitElement {
  static override styles = [
    base,
    keys,
    css`
      :host {
        display: block;
        margin-block-start: var(--space-3);
      }
      dl {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: var(--space-1) var(--space-3);
        margin-block-start: var(--space-3);
        font-size: var(--text-s);
      }
      dt {
        color: var(--ink-2);
      }
      dd {
        text-align: end;
      }
      .kink {
        margin-block-start: var(--space-3);
        font-size: var(--text-s);
      }
    `,
  ];

  @property({ attribute: false }) pass!: LabPass;
  @property({ attribute: false }) session: Pick<LabControls, 'check'> | undefined;
  @property({ attribute: false }) reference!: Extract<Reference, { kind: 'parameter' | 'total' }>;
  /** What was found, and of which weight in which network: of another one it says nothing. */
  @state() private found: { readonly result: GradientCheck; readonly of: Checked } | undefined;

  override render() {
    if (this.session === undefined) return nothing;
    const { found } = this;
    const isAbout = found?.of.network === this.pass.network && sameReference(found.of.reference, this.reference);
    return html`<button class="key" @click=${this.check}>
        ${msg('Check me: is this gradient true?', { id: 'check.do' })}
      </button>
      <div role="status">${found !== undefined && isAbout ? this.show(found.result) : nothing}</div>`;
  }

  private show({ analytic, numeric, relative, epsilon, losses: [up, down], kink }: GradientCheck) {
    const { parameter, index } = this.reference;
    const sign = this.pass.reading.sign(parameter, index);
    return html`<dl>
        <dt>${msg(str`L with the weight ε = ${epsilon} higher`, { id: 'check.up' })}</dt>
        <dd class="number">${formatNumber(sign > 0 ? up : down, LOSS_DIGITS)}</dd>
        <dt>${msg(str`L with the weight ε = ${epsilon} lower`, { id: 'check.down' })}</dt>
        <dd class="number">${formatNumber(sign > 0 ? down : up, LOSS_DIGITS)}</dd>
        <dt>${msg('Their difference over 2ε', { id: 'check.numeric' })}</dt>
        <dd class="number">${formatNumber(numeric * sign, 6)}</dd>
        <dt>${msg('∂L/∂w by the chain rule', { id: 'check.analytic' })}</dt>
        <dd class="number">${formatNumber(analytic * sign, 6)}</dd>
        <dt>${msg('Relative difference', { id: 'check.relative' })}</dt>
        <dd class="number"><b>${relative === 0 ? '0' : relative.toExponential(1).replace('-', '−')}</b></dd>
      </dl>
      ${kink === undefined ? nothing : this.explain(sign > 0 ? kink : [-kink[1], -kink[0]])}`;
  }

  private explain([up, down]: readonly [up: number, down: number]) {
    const [above, below] = [formatNumber(up, 6), formatNumber(down, 6)];
    return html`<p class="kink">
      ${msg(str`Within ε of this weight a ReLU bends: upward the slope of L is ${above}, downward ${below}, and their mean is no derivative. The chain rule takes 0 for the derivative of a ReLU at 0.`, { id: 'check.kink' })}
    </p>`;
  }

  private readonly check = (): void => {
    const { parameter, index } = this.reference;
    const result = this.session?.check({ parameter, index });
    if (result === undefined) return;
    this.found = { result, of: { network: this.pass.network, reference: this.reference } };
    void this.bringResult();
  };

  /** The result stands below what the sheet shows. */
  private async bringResult(): Promise<void> {
    await this.updateComplete;
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.renderRoot
      .querySelector('[role=status] > :last-child')
      ?.scrollIntoView({ block: 'nearest', behavior: isStill ? 'auto' : 'smooth' });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-weight-check': WeightCheck;
  }
}

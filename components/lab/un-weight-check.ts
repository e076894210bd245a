import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import type { Reference } from '../../src/formula/reference.ts';
import { keys } from '../controls/controls.css.ts';
import { formatNumber } from '../controls/number-format.ts';
import { base } from '../styles/base.css.ts';
import type { GradientCheck, LabControls } from './contract.ts';
import type { LabPass } from './lab-pass.ts';

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
    `,
  ];

  @property({ attribute: false }) pass!: LabPass;
  @property({ attribute: false }) session: Pick<LabControls, 'check'> | undefined;
  @property({ attribute: false }) reference!: Extract<Reference, { kind: 'parameter' | 'total' }>;
  @state() private result: GradientCheck | undefined;
  /** What the result is about: with another weight or network it is void. */
  private about = '';

  override render() {
    if (this.session === undefined) return nothing;
    const result = this.about === this.key ? this.result : undefined;
    return html`<button class="key" @click=${this.check}>
        ${msg('Check me: is this gradient true?', { id: 'check.do' })}
      </button>
      <div role="status">${result === undefined ? nothing : this.show(result)}</div>`;
  }

  private show({ analytic, numeric, relative, epsilon, losses: [up, down] }: GradientCheck) {
    const { parameter, index } = this.reference;
    const sign = this.pass.reading.sign(parameter, index);
    return html`<dl>
      <dt>${msg(str`L with the weight ${epsilon} higher`, { id: 'check.up' })}</dt>
      <dd class="number">${formatNumber(sign > 0 ? up : down, 6)}</dd>
      <dt>${msg(str`L with the weight ${epsilon} lower`, { id: 'check.down' })}</dt>
      <dd class="number">${formatNumber(sign > 0 ? down : up, 6)}</dd>
      <dt>${msg('Their difference over 2ε', { id: 'check.numeric' })}</dt>
      <dd class="number">${formatNumber(numeric * sign, 6)}</dd>
      <dt>${msg('∂L/∂w by the chain rule', { id: 'check.analytic' })}</dt>
      <dd class="number">${formatNumber(analytic * sign, 6)}</dd>
      <dt>${msg('Relative difference', { id: 'check.relative' })}</dt>
      <dd class="number"><b>${relative === 0 ? '0' : relative.toExponential(1).replace('-', '−')}</b></dd>
    </dl>`;
  }

  private get key(): string {
    const { parameter, index } = this.reference;
    return `${parameter} ${index} ${this.pass.document.parameters[parameter][index]} ${this.pass.document.text}`;
  }

  private readonly check = (): void => {
    const { parameter, index } = this.reference;
    this.result = this.session?.check({ parameter, index });
    this.about = this.key;
    this.requestUpdate();
    void this.bringResult();
  };

  /** The result stands below what the sheet shows. */
  private async bringResult(): Promise<void> {
    await this.updateComplete;
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.renderRoot.querySelector('dl')?.scrollIntoView({ block: 'nearest', behavior: isStill ? 'auto' : 'smooth' });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-weight-check': WeightCheck;
  }
}

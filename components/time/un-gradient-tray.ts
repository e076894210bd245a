import { css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg, str } from '@lit/localize';
import { parameterName } from '../../src/formula/names.ts';
import { nameTemplate, nameText } from '../formula/label.ts';
import { keys } from '../controls/controls.css.ts';
import { spoken } from '../controls/spoken.ts';
import { shortNumber } from '../formula/short-number.ts';
import type { LabPass } from '../lab/lab-pass.ts';
import { ShareNorms } from '../lab/share-norms.ts';
import { visible } from '../lab/token.ts';
import { BehindFrame } from '../controllers/behind-frame.ts';
import { base } from '../styles/base.css.ts';

/** The tray below the backward pass: every step's share of ∂L/∂(parameter), and their running sum. */
@customElement('un-gradient-tray')
@localized()
export class GradientTray extends BehindFrame {
  static override styles = [
    base,
    keys,
    css`
      :host {
        display: block;
        padding: var(--space-3) var(--space-4);
        border-radius: var(--radius-m);
        background: var(--surface);
        box-shadow: var(--shadow);
      }
      .title {
        display: flex;
        justify-content: space-between;
        gap: var(--space-2);
        font-size: var(--text-s);
      }
      h2 {
        font-size: inherit;
        font-weight: 600;
      }
      i {
        font-family: var(--font-math);
      }
      .names {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1);
        margin: var(--space-1) calc(-1 * var(--space-2));
      }
      .names .key {
        min-inline-size: var(--touch);
        padding-inline: var(--space-2);
        border-radius: var(--radius-s) var(--radius-s) 0 0;
      }
      .names .key[aria-pressed='true'] {
        color: var(--ink);
        box-shadow: inset 0 -2px 0 var(--backward);
      }
      .stack {
        display: flex;
        gap: 1px;
        block-size: 1rem;
        overflow: hidden;
        border-radius: 5px;
        background: var(--line);
      }
      .stack div {
        min-inline-size: 2px;
        background: var(--backward);
      }
      .rest {
        background: none !important;
      }
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1) var(--space-3);
        margin-block-start: var(--space-2);
        font-size: var(--text-xs);
        color: var(--ink-2);
      }
      dl div {
        display: flex;
        gap: var(--space-1);
      }
      dd {
        color: var(--ink);
      }
      p {
        margin-block-start: var(--space-2);
        color: var(--ink-2);
        font-size: var(--text-s);
      }
    `,
  ];

  protected override readonly comesByTap = true;
  @property({ attribute: false }) pass!: LabPass;
  @state() private chosen = '';
  private readonly norms = new ShareNorms();

  override render() {
    const { parameters } = this.pass.trace;
    const parameter = parameters.find(({ name }) => name === this.chosen) ?? this.first;
    const name = parameterName(this.pass.trace, parameter.name);
    const { shares: norms, total } = this.norms.of(this.pass, parameter.name);
    const gathered = norms.filter((share) => share !== undefined).length;
    return html`<div class="title">
        <h2>∂<i>L</i>/∂${nameTemplate(name)} ${msg('gathered so far', { id: 'tray.gathered' })}</h2>
        <span>${msg(str`${gathered} of ${norms.length} steps`, { id: 'tray.steps' })}</span>
      </div>
      <div class="names" role="group" aria-label=${msg('Parameter', { id: 'tray.parameter' })}>
        ${parameters.map(
          (each) =>
            html`<button class="key plain" aria-pressed=${each === parameter} @click=${() => (this.chosen = each.name)}>
              ${spoken(nameText(parameterName(this.pass.trace, each.name)), html`<span>${nameTemplate(parameterName(this.pass.trace, each.name))}</span>`)}
            </button>`,
        )}
      </div>
      ${this.bar(norms)} ${this.list(norms, total)}
      <p>
        ${msg('Each step adds its share. Compare the bars: does the loss tell less the further back, or does something carry it?', { id: 'tray.words' })}
      </p>
      <p>${msg('‖·‖ is the length of a vector: vectors add up, their lengths do not.', { id: 'tray.norms' })}</p>`;
  }

  /** The recurrent weight: it is what time runs through. */
  private get first() {
    const { parameters } = this.pass.trace;
    return parameters.find(({ name }) => name.endsWith('weight_h')) ?? parameters[0];
  }

  /** One segment a step, from the last step on, as long as its share is large. */
  private bar(norms: readonly (number | undefined)[]) {
    const known = norms.map((size, t) => ({ size, t })).filter(({ size }) => size !== undefined);
    const sum = known.reduce((total, { size = 0 }) => total + size, 0);
    const share = known.length / norms.length;
    const segments = known.toReversed().map(({ size = 0, t }, n) => {
      const flex = sum > 0 ? (size / sum) * share : share / known.length;
      const opacity = 1 - (0.65 * n) / Math.max(1, norms.length - 1);
      return html`<div title="t ${t + 1}" style=${styleMap({ flex: String(flex), opacity: String(opacity) })}></div>`;
    });
    return html`<div class="stack" aria-hidden="true">
      ${segments}
      <div class="rest" style=${styleMap({ flex: String(1 - share) })}></div>
    </div>`;
  }

  private list(norms: readonly (number | undefined)[], total: number | undefined) {
    const written = norms.map((size, t) => ({ size, t })).toReversed();
    return html`<dl>
      ${written
        .filter(({ size }) => size !== undefined)
        .map(
          ({ size = 0, t }) =>
            html`<div>
              <dt>${visible(this.pass.inputs[t])} t ${t + 1}</dt>
              <dd class="number">‖${shortNumber(size)}‖</dd>
            </div>`,
        )}
      ${
        total === undefined
          ? ''
          : html`<div>
              <dt>${msg('sum', { id: 'tray.sum' })}</dt>
              <dd class="number"><b>‖${shortNumber(total)}‖</b></dd>
            </div>`
      }
    </dl>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-gradient-tray': GradientTray;
  }
}

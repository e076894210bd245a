import { html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg, str } from '@lit/localize';
import { parameterName } from '../../src/formula/names.ts';
import type { Tag } from '../../src/streams/events.ts';
import { nameTemplate, nameText } from '../formula/label.ts';
import { AtRest } from '../controllers/at-rest.ts';
import { BehindFrame } from '../controllers/behind-frame.ts';
import { keys } from '../controls/controls.css.ts';
import { spoken } from '../controls/spoken.ts';
import { shortNumber } from '../formula/short-number.ts';
import { takeStep } from '../lab/contract.ts';
import type { LabPass } from '../lab/lab-pass.ts';
import { ShareNorms } from '../lab/share-norms.ts';
import { visible } from '../lab/token.ts';
import { base } from '../styles/base.css.ts';
import { breathe } from './breathe.css.ts';
import { trayStyles } from './gradient-tray.css.ts';

/**
 * The tray below the backward pass: every step's share of ∂L/∂(parameter), and their running sum. Where shares come one by
 * one it shows the one that came last, and rings the next.
 *
 * @fires take-step
 */
@customElement('un-gradient-tray')
@localized()
export class GradientTray extends BehindFrame {
  static override styles = [base, keys, breathe, trayStyles];

  protected override readonly comesByTap = true;
  @property({ attribute: false }) pass!: LabPass;
  @property({ attribute: false }) next: Tag | undefined;
  @state() private chosen = '';
  private readonly norms = new ShareNorms();
  protected readonly rest = new AtRest(this);

  /** What comes next in it; null where that is elsewhere. */
  get ringed(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.next');
  }

  override render() {
    const { parameters } = this.pass.trace;
    const { coming } = this;
    const { lastShare: last } = this;
    const shown = [this.chosen, last?.name, coming?.name].find((name) => parameters.some((each) => each.name === name));
    const parameter = parameters.find(({ name }) => name === shown) ?? this.first;
    const name = parameterName(this.pass.trace, parameter.name);
    const { shares: norms, total } = this.norms.of(this.pass, parameter.name);
    const gathered = norms.filter((share) => share !== undefined).length;
    return html`<div class="title">
        <h2>∂<i>L</i>/∂${nameTemplate(name)} ${msg('gathered so far', { id: 'tray.gathered' })}</h2>
        <span>${msg(str`${gathered} of ${norms.length} steps`, { id: 'tray.steps' })}</span>
      </div>
      <div class="names" role="group" aria-label=${msg('Parameter', { id: 'tray.parameter' })}>
        ${parameters.map((each) => this.key(each.name, each === parameter))}
      </div>
      ${this.bar(norms)} ${this.list(norms, total)}
      <p>
        ${msg('Each step adds its share. Compare the bars: does the loss tell less the further back, or does something carry it?', { id: 'tray.words' })}
      </p>
      <p>${msg('‖·‖ is the length of a vector: vectors add up, their lengths do not.', { id: 'tray.norms' })}</p>`;
  }

  private key(parameter: string, isShown: boolean) {
    const name = parameterName(this.pass.trace, parameter);
    const { coming } = this;
    const isNext = coming?.name === parameter;
    const words = isNext
      ? msg(str`Next: what step ${coming.t + 1} adds to ∂L/∂${nameText(name)}`, { id: 'tray.next' })
      : nameText(name);
    return html`<button
      class=${classMap({ key: true, plain: true, next: isNext })}
      aria-pressed=${isShown}
      @click=${() => {
        if (isNext) takeStep(this);
        if (!isNext || this.chosen !== '') this.chosen = parameter;
      }}
    >
      ${spoken(words, html`<span>${nameTemplate(name)}</span>`)}
    </button>`;
  }

  /** The share that comes next; undefined where something else does. */
  private get coming(): Tag | undefined {
    return this.shareOf(this.next);
  }

  /** The share that came last in this pass. */
  private get lastShare(): Tag | undefined {
    const { network, position } = this.pass;
    for (let at = position - 1; network.tagAt(at)?.phase === 'backward'; at--) {
      const share = this.shareOf(network.tagAt(at));
      if (share !== undefined) return share;
    }
    return undefined;
  }

  private shareOf(tag: Tag | undefined): Tag | undefined {
    const isShare = tag?.phase === 'backward' && this.pass.trace.equations[tag.equation].op === 'parameter';
    return isShare ? tag : undefined;
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

import { LitElement, html, nothing, svg, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { formatCount, formatFactor, formatNumber } from '../controls/number-format.ts';
import { base } from '../styles/base.css.ts';
import { columnsOf, roundScale, type CurveColumn, type Scale } from './curve.ts';
import { lossChartStyles } from './loss-chart.css.ts';

/**
 * The loss of every step: its spread as a pale band, its running mean as a line. Dragging along it, or the arrow keys,
 * looks at one step. The drawing is stretched to the width; words and numbers are text, so they follow its size.
 */
@customElement('un-loss-chart')
@localized()
export class LossChart extends LitElement {
  static override styles = [base, lossChartStyles];

  /** `[steps]`, nats a character, from step 1. */
  @property({ attribute: false }) losses: Float32Array = new Float32Array(0);
  /** What guessing every character alike would cost: ln of the vocabulary's size. A line for comparison. */
  @property({ type: Number }) guess: number | undefined;

  @state() private lookedAt: number | undefined;
  private columns: readonly CurveColumn[] = [];
  private scale: Scale = roundScale(0, 1);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('losses') && !changed.has('guess')) return;
    this.columns = columnsOf(this.losses);
    const values = this.columns.flatMap(({ least, most }) => [least, most]);
    // The line for guessing belongs to the picture unless it would flatten the curve.
    const reference = this.guess !== undefined && this.isGuessNear(values, this.guess) ? [this.guess] : [];
    const all = [...values, ...reference];
    if (all.length === 0) return;
    const most = Math.max(...all);
    // Never less than one nat high: the first steps are no mountains.
    this.scale = roundScale(Math.max(0, Math.min(most - 1, ...all)), most);
  }

  override render() {
    const count = this.losses.length;
    if (count === 0)
      return html`<p class="none">${msg('The curve begins with the first step.', { id: 'chart.none' })}</p>`;
    const looked = this.lookedAt === undefined ? undefined : Math.min(this.lookedAt, count);
    return html`<figure>
      <div class="plot">
        ${this.scale.ticks.map((tick) => this.gridLine(tick))} ${this.guessLine()}
        <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" role="img" aria-label=${this.summary()}>
          ${this.drawing()}
        </svg>
        <span class="dot" style=${this.place(count, this.columns.at(-1)?.smooth ?? 0)}></span>
        ${looked === undefined ? nothing : html`<span class="look" style="left:${this.x(looked) / 10}%"></span>`}
        <input
          type="range"
          min="1"
          max=${count}
          .value=${String(looked ?? count)}
          aria-label=${msg('Look at a step', { id: 'chart.look' })}
          aria-valuetext=${this.lookText(looked ?? count)}
          @input=${this.look}
          @blur=${() => (this.lookedAt = undefined)}
        />
      </div>
      <figcaption>
        <span class="number">1</span>
        <span>${looked === undefined ? msg('step', { id: 'chart.step' }) : this.lookText(looked)}</span>
        <span class="number">${formatCount(count)}</span>
      </figcaption>
    </figure>`;
  }

  private drawing() {
    const point = (step: number, loss: number) => `${this.x(step).toFixed(1)},${this.y(loss).toFixed(1)}`;
    const { columns } = this;
    const above = columns.map(({ step, most }) => point(step, most));
    const below = columns.map(({ step, least }) => point(step, least));
    return svg`<polygon class="band" points=${[...above, ...below.toReversed()].join(' ')} />
      <polyline class="mean" points=${columns.map(({ step, smooth }) => point(step, smooth)).join(' ')} />`;
  }

  private gridLine(tick: number) {
    return html`<span class="tick" style="top:${this.y(tick) / 10}%"
      ><span class="number">${formatFactor(tick)}</span></span
    >`;
  }

  private guessLine() {
    const { guess } = this;
    if (guess === undefined || guess < this.scale.from || guess > this.scale.to) return nothing;
    return html`<span class="guess" style="top:${this.y(guess) / 10}%"
      ><span>${msg(str`guessing: ${formatNumber(guess)}`, { id: 'chart.guess' })}</span></span
    >`;
  }

  /** The same for those who do not see the picture. */
  private summary(): string {
    const { losses, columns } = this;
    const last = columns.at(-1);
    if (last === undefined) return '';
    const [first, now] = [formatNumber(losses[0]), formatNumber(last.smooth)];
    const best = columns.reduce((least, column) => (column.smooth < least.smooth ? column : least));
    const [steps, bestStep] = [formatCount(losses.length), formatCount(best.step)];
    return msg(
      str`Loss curve: ${first} nats a character at step 1, ${now} at step ${steps}; lowest mean ${formatNumber(best.smooth)} at step ${bestStep}.`,
      { id: 'chart.summary' },
    );
  }

  private lookText(step: number): string {
    return msg(str`step ${formatCount(step)}: loss ${formatNumber(this.losses[step - 1], 3)}`, { id: 'chart.look-at' });
  }

  private readonly look = (event: Event): void => {
    this.lookedAt = (event.target as HTMLInputElement).valueAsNumber;
  };

  private place(step: number, loss: number): string {
    return `left:${this.x(step) / 10}%;top:${this.y(loss) / 10}%`;
  }

  /** In thousandths of the width. */
  private x(step: number): number {
    const last = this.losses.length;
    return last === 1 ? 0 : ((step - 1) / (last - 1)) * 1000;
  }

  /** In thousandths of the height, from the top. */
  private y(loss: number): number {
    const { from, to } = this.scale;
    return ((to - loss) / (to - from)) * 1000;
  }

  private isGuessNear(values: readonly number[], guess: number): boolean {
    return guess < Math.max(...values) * 2 && guess > 0;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-loss-chart': LossChart;
  }
}

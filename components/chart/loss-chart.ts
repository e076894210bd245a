import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '@lit/localize';
import { formatCount, formatFactor, formatNumber } from '../controls/number-format.ts';
import { base } from '../styles/base.css.ts';
import './chart-legend.ts';
import './chart-tools.ts';
import type { ToolDetail } from './chart-tools.ts';
import { PlotPointers } from './gestures.ts';
import { lineLabels, type LineLabel } from './line-labels.ts';
import { lossChartStyles } from './loss-chart.css.ts';
import { drawing, styleOf } from './plot-drawing.ts';
import { Plot, type ChartSettings } from './plot.ts';
import { lastStepOf, type ChartSeries } from './series.ts';
import { lookText, summaryOf } from './words.ts';
import { between, pinched, scaled, stepAt, within, type StepRange } from './zoom.ts';

/**
 * The losses of a run, or of several laid over one another: the running mean as a line, one run's spread as a pale band,
 * what was measured on held-back text as a dashed line. One finger, the mouse or the arrow keys look at a step; two
 * fingers, a drag of the mouse or `+` and `−` zoom.
 *
 * @fires look-step - the reader looks at another step, or at none
 */
@customElement('un-loss-chart')
@localized()
export class LossChart extends LitElement {
  static override styles = [base, lossChartStyles];

  @property({ attribute: false }) series: readonly ChartSeries[] = [];
  /** What guessing every character alike would cost: ln of the vocabulary's size. A line for comparison. */
  @property({ type: Number }) guess: number | undefined;
  /** Steps whose weights are kept, and can be stepped through. */
  @property({ attribute: false }) marks: readonly number[] = [];
  /** The step that is looked at. */
  @property({ type: Number }) look: number | undefined;

  @state() private settings: ChartSettings = { window: 20, isLog: false };
  @state() private zoom: StepRange | undefined;
  @state() private hovered: number | undefined;
  @state() private brushed: readonly [number, number] | undefined;
  private plot = new Plot({ series: [], settings: this.settings });
  private readonly pointers = new PlotPointers({
    look: (place) => this.lookAt(stepAt(place, this.range)),
    hover: (place) => (this.hovered = place === undefined ? undefined : stepAt(place, this.range)),
    brush: (part) => (this.brushed = part),
    zoom: (part) => this.show(between(part, this.range)),
    pinch: (fingers) => this.show(pinched(this.range, fingers)),
    reset: () => (this.zoom = undefined),
  });

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('hovered') && changed.size === 1) return;
    if (this.zoom && changed.has('series')) this.zoom = within(this.zoom, lastStepOf(this.series));
    const { series, settings, zoom, guess } = this;
    this.plot = new Plot({ series, settings, zoom, guess });
  }

  override render() {
    const { plot } = this;
    if (plot.last === 0) {
      return html`<p class="none">${msg('The curve begins with the first step.', { id: 'chart.none' })}</p>`;
    }
    const looked = this.looked;
    return html`<figure>
        ${this.legend()}
        <div
          class="plot"
          @pointerdown=${this.pointers.down}
          @pointermove=${this.pointers.move}
          @pointerup=${this.pointers.up}
          @pointercancel=${this.pointers.cancel}
          @pointerleave=${this.pointers.leave}
          @dblclick=${this.pointers.double}
        >
          ${plot.scale.ticks.map((tick) => this.gridLine(tick))} ${this.guessLine()}
          <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" role="img" aria-label=${summaryOf(plot)}>
            ${drawing(plot)}
          </svg>
          ${plot.curves.map((_, n) => this.dots(n))} ${this.marks.map((step) => this.mark(step))}
          ${lineLabels(plot).map((label) => this.lineName(label))}
          ${looked === undefined ? nothing : this.crosshair(looked)} ${this.selection()} ${this.slider(looked)}
        </div>
        <figcaption>
          <span class="number">${formatCount(plot.range.from)}</span>
          <span>${looked === undefined ? msg('step', { id: 'chart.step' }) : this.lookText(looked)}</span>
          <span class="number">${formatCount(plot.range.to)}</span>
        </figcaption>
      </figure>
      <un-chart-tools
        .series=${this.series}
        .settings=${this.settings}
        ?zoomed=${this.zoom !== undefined}
        @chart-tool=${this.useTool}
      ></un-chart-tools>`;
  }

  /** In sight now: gestures come faster than pictures. */
  private get range(): StepRange {
    return this.zoom ?? { from: 1, to: Math.max(1, lastStepOf(this.series)) };
  }

  private get looked(): number | undefined {
    const step = this.hovered ?? this.look;
    if (step === undefined) return undefined;
    return Math.min(this.plot.range.to, Math.max(this.plot.range.from, step));
  }

  private legend() {
    const { series } = this;
    // From the start where text is held back: what comes later would push the picture down.
    if (series.length < 2 && series.every(({ heldBack }) => heldBack === undefined)) return nothing;
    return html`<un-chart-legend .series=${series}></un-chart-legend>`;
  }

  private slider(looked: number | undefined) {
    const { from, to } = this.plot.range;
    const step = looked ?? to;
    return html`<input
      type="range"
      min=${from}
      max=${to}
      .value=${String(step)}
      aria-label=${msg('Look at a step', { id: 'chart.look' })}
      aria-valuetext=${this.lookText(step)}
      @input=${(event: Event) => this.lookAt((event.target as HTMLInputElement).valueAsNumber)}
      @keydown=${this.press}
    />`;
  }

  private gridLine(tick: number) {
    return html`<span class="tick" style="top:${this.plot.y(tick) / 10}%"
      ><span class="number">${formatFactor(tick)}</span></span
    >`;
  }

  private guessLine() {
    const { guess, plot } = this;
    if (guess === undefined || guess < plot.scale.from || guess > plot.scale.to) return nothing;
    return html`<span class="guess" style="top:${plot.y(guess) / 10}%"
      ><span>${msg(str`guessing: ${formatNumber(guess)}`, { id: 'chart.guess' })}</span></span
    >`;
  }

  /** Where a run stands now, and each measure on held-back text. */
  private dots(n: number) {
    const { plot } = this;
    const { series, columns, heldBack } = plot.curves[n];
    const end = columns.at(-1);
    const place = (step: number, loss: number) => `left:${plot.x(step) / 10}%;top:${plot.y(loss) / 10}%`;
    // As many rings as can be told apart.
    const rings = heldBack.length <= 24 ? heldBack : heldBack.slice(-1);
    return html`${
      end !== undefined && end.step === series.losses.length
        ? html`<span class="dot ${styleOf(n)}" style=${place(end.step, end.smooth)}></span>`
        : nothing
    }
    ${rings.map(({ step, loss }) => html`<span class=${`ring ${styleOf(n)}${plot.curves.length > 1 ? ' several' : ''}`} style=${place(step, loss)}></span>`)}`;
  }

  /** Ends where its line ends, or begins there where the line is short. The legend and the summary say it to a screen reader. */
  private lineName({ n, name, x, y }: LineLabel) {
    const place = x < 450 ? `left:${x / 10}%` : `right:${100 - x / 10}%`;
    return html`<span class="line-name ${styleOf(n)}" style="${place};top:${y / 10}%" aria-hidden="true"
      >${name}</span
    >`;
  }

  private mark(step: number) {
    const { plot } = this;
    if (!plot.isInSight(step)) return nothing;
    return html`<span class="mark" style="left:${plot.x(step) / 10}%"></span>`;
  }

  private crosshair(step: number) {
    return html`<span class="look" style="left:${this.plot.x(step) / 10}%"></span>`;
  }

  private selection() {
    if (this.brushed === undefined) return nothing;
    const [a, b] = this.brushed;
    return html`<span class="brush" style="left:${Math.min(a, b) * 100}%;width:${Math.abs(a - b) * 100}%"></span>`;
  }

  private lookText(step: number): string {
    return lookText(this.series, step);
  }

  private readonly press = (event: KeyboardEvent): void => {
    const tools: Readonly<Record<string, ToolDetail>> = {
      '+': { zoom: 'in' },
      '=': { zoom: 'in' },
      '-': { zoom: 'out' },
      '0': { zoom: 'whole' },
    };
    if (event.key === 'Escape' && this.look !== undefined) {
      event.preventDefault();
      return this.lookAt(undefined);
    }
    const tool = tools[event.key];
    if (tool === undefined || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.use(tool);
  };

  private readonly useTool = ({ detail }: CustomEvent<ToolDetail>): void => this.use(detail);

  private use(tool: ToolDetail): void {
    if ('settings' in tool) {
      this.settings = { ...this.settings, ...tool.settings };
      return;
    }
    if (tool.zoom === 'whole') {
      this.zoom = undefined;
      return;
    }
    const { range } = this;
    const around = this.looked ?? (range.from + range.to) / 2;
    this.show(scaled(range, { factor: tool.zoom === 'in' ? 0.5 : 2, around }));
  }

  private show(range: StepRange): void {
    this.zoom = within(range, lastStepOf(this.series));
  }

  private lookAt(step: number | undefined): void {
    this.look = step;
    this.dispatchEvent(new CustomEvent('look-step', { detail: { step } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'un-loss-chart': LossChart;
  }
  interface HTMLElementEventMap {
    'look-step': CustomEvent<{ readonly step: number | undefined }>;
  }
}

/** What stands in the chart's picture, worked out from the series and from what the reader asked to see. */
import { columnsOf, type CurveColumn } from './curve.ts';
import { heightOf, logScale, roundScale, type Scale } from './scale.ts';
import { lastStepOf, type ChartSeries, type LossPoint } from './series.ts';
import type { StepRange } from './zoom.ts';

export interface ChartSettings {
  /** Over how many steps the mean runs at most; 1 shows each step as it was measured. */
  readonly window: number;
  readonly isLog: boolean;
}

export interface Curve {
  readonly series: ChartSeries;
  readonly columns: readonly CurveColumn[];
  readonly heldBack: readonly LossPoint[];
}

interface Wanted {
  readonly series: readonly ChartSeries[];
  readonly settings: ChartSettings;
  /** Which steps are in sight; all by default. */
  readonly zoom?: StepRange | undefined;
  readonly guess?: number | undefined;
}

/** Places are per thousand of the picture's width and height, from the top left. */
export class Plot {
  readonly last: number;
  readonly range: StepRange;
  readonly curves: readonly Curve[];
  readonly scale: Scale;

  constructor({ series, settings, zoom, guess }: Wanted) {
    this.last = lastStepOf(series);
    this.range = zoom ?? { from: 1, to: Math.max(1, this.last) };
    const { from, to } = this.range;
    this.curves = series.map((each) => ({
      series: each,
      columns: columnsOf(each.losses, { from, to, window: settings.window }),
      heldBack: (each.heldBack ?? []).filter(({ step }) => step >= from && step <= to),
    }));
    this.scale = this.makeScale(settings, zoom === undefined ? guess : undefined);
  }

  x(step: number): number {
    const { from, to } = this.range;
    return to === from ? 0 : ((step - from) / (to - from)) * 1000;
  }

  y(loss: number): number {
    return heightOf(loss, this.scale) * 1000;
  }

  isInSight(step: number): boolean {
    return step >= this.range.from && step <= this.range.to;
  }

  private makeScale({ isLog }: ChartSettings, guess: number | undefined): Scale {
    let least = Infinity;
    let most = -Infinity;
    const hold = (value: number) => {
      least = Math.min(least, value);
      most = Math.max(most, value);
    };
    // The spread of several runs at once is not drawn.
    const hasBands = this.curves.length === 1;
    for (const { columns, heldBack } of this.curves) {
      for (const column of columns) {
        hold(hasBands ? column.least : column.smooth);
        hold(hasBands ? column.most : column.smooth);
      }
      for (const { loss } of heldBack) hold(loss);
    }
    if (least > most) return roundScale(0, 1);
    // The line for guessing belongs to the picture unless it would flatten the curve.
    if (guess !== undefined && guess > 0 && guess < most * 2) hold(guess);
    if (isLog && most > 0) return logScale(least, most);
    // The whole run is never less than one nat high: its first steps are no mountains.
    const isWhole = this.range.to - this.range.from >= this.last - 1;
    return roundScale(Math.max(0, isWhole ? Math.min(most - 1, least) : least), most);
  }
}

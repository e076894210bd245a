/** The chart in words. Call from `render`. */
import { msg, str } from '@lit/localize';
import { formatCount, formatNumber } from '../controls/number-format.ts';
import { sentences } from '../controls/sentences.ts';
import { meanAt } from './curve.ts';
import type { Curve, Plot } from './plot.ts';
import { nearestPoint, type ChartSeries } from './series.ts';

/** The picture for those who do not see it. */
export function summaryOf({ curves }: Plot): string {
  return curves
    .filter(({ columns }) => columns.length > 0)
    .map((curve) => (curves.length > 1 ? named(curve) : curveSummary(curve)))
    .reduce((all, one) => (all === '' ? one : sentences(all, one)), '');
}

function named(curve: Curve): string {
  const [name, summary] = [curve.series.name, curveSummary(curve)];
  return msg(str`${name}. ${summary}`, { id: 'chart.summary.named' });
}

function curveSummary({ series: { losses }, columns, heldBack }: Curve): string {
  const last = columns[columns.length - 1];
  const firstStep = columns[0].step === 1 ? 1 : columns[0].step;
  const best = columns.reduce((least, column) => (column.smooth < least.smooth ? column : least));
  const [first, now] = [formatNumber(losses[firstStep - 1]), formatNumber(last.smooth)];
  const [from, to, bestStep] = [formatCount(firstStep), formatCount(last.step), formatCount(best.step)];
  const text = msg(
    str`Loss curve: ${first} nats a character at step ${from}, ${now} at step ${to}; lowest mean ${formatNumber(best.smooth)} at step ${bestStep}.`,
    { id: 'chart.summary' },
  );
  const held = heldBack.at(-1);
  if (held === undefined) return text;
  const [heldLoss, heldStep] = [formatNumber(held.loss), formatCount(held.step)];
  const heldText = msg(str`On held-back text: ${heldLoss} at step ${heldStep}.`, { id: 'chart.summary.held-back' });
  return sentences(text, heldText);
}

/** One run's exact loss at a step; of several, the mean of each. */
export function lookText(series: readonly ChartSeries[], step: number): string {
  const [first, ...others] = series;
  if (first === undefined) return '';
  const shown = formatCount(step);
  if (others.length > 0) return msg(str`step ${shown}`, { id: 'chart.at-step' });
  if (step > first.losses.length) return msg(str`step ${shown}`, { id: 'chart.at-step' });
  const loss = formatNumber(first.losses[step - 1], 3);
  return msg(str`step ${shown}: loss ${loss}`, { id: 'chart.look-at' });
}

export interface Reading {
  readonly name: string;
  readonly value: string;
}

/** Each run's mean at a step, and the measure on held-back text next to it; “–” where the run did not come so far. */
export function meansAt(series: readonly ChartSeries[], { step, window }: { step: number; window: number }) {
  return series.map(({ losses, heldBack = [] }) => {
    const held = step > losses.length ? undefined : nearestPoint(heldBack, step);
    return {
      mean: step > losses.length ? '–' : formatNumber(meanAt(losses, step, window)),
      heldBack: held === undefined ? '–' : formatNumber(held.loss),
    };
  });
}

/** What a loss curve draws, as numbers: the losses of all steps gathered into as many columns as an eye can tell apart. */

import { smoothingWindow } from '../../src/nn/smoothing.ts';

export interface CurveColumn {
  /** The column's last step. */
  readonly step: number;
  readonly least: number;
  readonly most: number;
  /** Running mean at the column's last step. */
  readonly smooth: number;
}

/** `losses[n]` is step n + 1. */
export function columnsOf(losses: ArrayLike<number>, { columns = 240 } = {}): CurveColumn[] {
  const count = Math.min(columns, losses.length);
  const found: CurveColumn[] = [];
  // The running mean's window is `from` … `step`; it grows by at most one step a step, so that its start only rises.
  let sum = 0;
  let from = 0;
  let step = 0;
  for (let n = 0; n < count; n++) {
    const end = Math.floor(((n + 1) * losses.length) / count);
    let least = Infinity;
    let most = -Infinity;
    for (; step < end; step++) {
      const loss = losses[step];
      least = Math.min(least, loss);
      most = Math.max(most, loss);
      sum += loss;
      while (step + 1 - from > smoothingWindow(step + 1)) sum -= losses[from++];
    }
    found.push({ step: end, least, most, smooth: sum / (step - from) });
  }
  return found;
}

export interface Scale {
  readonly from: number;
  readonly to: number;
  /** Round numbers within it, ascending. */
  readonly ticks: readonly number[];
}

/** A scale over `least` … `most` whose ends and ticks are round numbers, with about `count` ticks. */
export function roundScale(least: number, most: number, count = 4): Scale {
  const size = Math.max(most - least, Math.abs(most) * 1e-3, 1e-6);
  const rough = size / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const unit = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.floor(least / unit);
  const last = Math.max(first + 1, Math.ceil(most / unit));
  const ticks = Array.from({ length: last - first + 1 }, (_, n) => (first + n) * unit);
  return { from: ticks[0], to: last * unit, ticks };
}

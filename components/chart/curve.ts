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

interface Gathering {
  readonly columns?: number;
  /** First and last step that are drawn; all by default. */
  readonly from?: number;
  readonly to?: number;
  /** Over how many steps the mean runs at most. */
  readonly window?: number;
}

/** `losses[n]` is step n + 1. */
export function columnsOf(losses: ArrayLike<number>, gathering: Gathering = {}): CurveColumn[] {
  const { columns = 240, window = 20 } = gathering;
  const from = Math.max(1, gathering.from ?? 1);
  const to = Math.min(losses.length, gathering.to ?? losses.length);
  const steps = Math.max(0, to - from + 1);
  const count = Math.min(columns, steps);
  const found: CurveColumn[] = [];
  // The running mean's window is `start` … `step`; it grows by at most one step a step, so that its start only rises.
  let step = from - 1;
  let start = step - (step === 0 ? 0 : smoothingWindow(step, window));
  let sum = 0;
  for (let n = start; n < step; n++) sum += losses[n];
  for (let n = 0; n < count; n++) {
    const end = from - 1 + Math.floor(((n + 1) * steps) / count);
    let least = Infinity;
    let most = -Infinity;
    for (; step < end; step++) {
      const loss = losses[step];
      least = Math.min(least, loss);
      most = Math.max(most, loss);
      sum += loss;
      while (step + 1 - start > smoothingWindow(step + 1, window)) sum -= losses[start++];
    }
    found.push({ step: end, least, most, smooth: sum / (step - start) });
  }
  return found;
}

/** The running mean at one step, as `columnsOf` has it. */
export function meanAt(losses: ArrayLike<number>, step: number, window = 20): number {
  const width = smoothingWindow(step, window);
  let sum = 0;
  for (let n = step - width; n < step; n++) sum += losses[n];
  return sum / width;
}

import type { RunningStatistic } from './equation.ts';

/** What a measured statistic is multiplied with before it is remembered: n/(n − 1) makes a variance unbiased. */
export function correctionOf({ inner, unbiased }: RunningStatistic, batch: number): number {
  const count = batch * inner;
  return unbiased ? count / (count - 1) : 1;
}

interface Measurement {
  readonly before: ArrayLike<number>;
  readonly measured: ArrayLike<number>;
  readonly batch: number;
}

/** A running statistic after a training pass: (1 − momentum) before + momentum × correction × measured. */
export function remembered(rule: RunningStatistic, { before, measured, batch }: Measurement): Float64Array {
  const share = rule.momentum * correctionOf(rule, batch);
  return Float64Array.from(before, (value, n) => (1 - rule.momentum) * value + share * measured[n]);
}

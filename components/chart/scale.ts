/** Vertical scales whose ends and ticks are round numbers. */

export interface Scale {
  readonly kind: 'linear' | 'log';
  readonly from: number;
  readonly to: number;
  /** Round numbers within it, ascending. */
  readonly ticks: readonly number[];
}

/** A scale over `least` … `most` with about `count` ticks. */
export function roundScale(least: number, most: number, count = 4): Scale {
  const size = Math.max(most - least, Math.abs(most) * 1e-3, 1e-6);
  const rough = size / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const unit = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.floor(least / unit);
  const last = Math.max(first + 1, Math.ceil(most / unit));
  const ticks = Array.from({ length: last - first + 1 }, (_, n) => (first + n) * unit);
  return { kind: 'linear', from: ticks[0], to: last * unit, ticks };
}

/** The losses worth a tick in one decade; fewer where there are many decades. */
const decades = [[1, 1.5, 2, 3, 4, 5, 7], [1, 2, 5], [1]] as const;

/** Equal ratios are equal distances. Numbers of zero and below cannot stand on it: it begins at a millionth of `most`. */
export function logScale(least: number, most: number): Scale {
  const low = Math.max(least, most * 1e-6);
  for (const factors of decades) {
    const ticks = logTicks(low, most, factors);
    if (ticks.length <= 6) return { kind: 'log', from: ticks[0], to: ticks[ticks.length - 1], ticks };
  }
  const ticks = logTicks(low, most, [1]);
  return { kind: 'log', from: ticks[0], to: ticks[ticks.length - 1], ticks };
}

/** From the last tick at or below `least` to the first at or above `most`. */
function logTicks(least: number, most: number, factors: readonly number[]): number[] {
  const first = Math.floor(Math.log10(least));
  const last = Math.ceil(Math.log10(most)) + 1;
  const all: number[] = [];
  for (let power = first; power <= last; power++) {
    for (const factor of factors) all.push(Number((factor * 10 ** power).toPrecision(3)));
  }
  const begin = Math.max(
    0,
    all.findLastIndex((tick) => tick <= least),
  );
  const end = all.findIndex((tick, n) => n > begin && tick >= most);
  return all.slice(begin, end + 1);
}

/** Where a value stands, from 0 at the top to 1 at the bottom. */
export function heightOf(value: number, { kind, from, to }: Scale): number {
  if (kind === 'linear') return (to - value) / (to - from);
  return Math.log(to / Math.max(value, from * 1e-3)) / Math.log(to / from);
}

/** Which steps of a run are in sight, and how gestures change it. Places are shares of the picture's width, 0 to 1. */

export interface StepRange {
  readonly from: number;
  readonly to: number;
}

/** Fewer steps than this fill no picture. */
const FEWEST = 8;

/** The range within the whole run, at least `FEWEST` wide; undefined where it is the whole run. */
export function within({ from, to }: StepRange, last: number): StepRange | undefined {
  const width = Math.min(Math.max(to - from, FEWEST - 1), last - 1);
  if (width >= last - 1) return undefined;
  const middle = (from + to) / 2;
  const begin = Math.min(Math.max(1, middle - width / 2), last - width);
  return { from: Math.round(begin), to: Math.round(begin + width) };
}

/** The step at a place, a whole number. */
export function stepAt(place: number, { from, to }: StepRange): number {
  return Math.round(from + Math.min(1, Math.max(0, place)) * (to - from));
}

/** What two places hold between them. */
export function between([a, b]: readonly [number, number], range: StepRange): StepRange {
  const [from, to] = [stepAt(a, range), stepAt(b, range)];
  return { from: Math.min(from, to), to: Math.max(from, to) };
}

/** The same steps stay below two fingers that move from `before` to `now`. */
export function pinched(
  range: StepRange,
  { before, now }: { readonly before: readonly [number, number]; readonly now: readonly [number, number] },
): StepRange {
  const width = range.to - range.from;
  const [a, b] = before.map((place) => range.from + place * width);
  const apart = now[1] - now[0];
  // Fingers that cross tell nothing.
  if (Math.abs(apart) < 0.02 || apart * (before[1] - before[0]) <= 0) return range;
  const wide = (b - a) / apart;
  const from = a - now[0] * wide;
  return { from, to: from + wide };
}

/** Nearer (`factor` below 1) or farther, around a step that keeps its place. */
export function scaled(
  range: StepRange,
  { factor, around }: { readonly factor: number; readonly around: number },
): StepRange {
  return { from: around - (around - range.from) * factor, to: around + (range.to - around) * factor };
}

/** Values as colour: orange is positive, blue negative, strength is size. Sign and number are written wherever a cell is open. */

/** Below this share of the strongest colour a cell could not be told from an empty one. */
const WEAKEST = 8;
/** At this share `--ink` still reads at 4.5:1 on either colour in both themes (test/components/styles holds it). */
const STRONGEST = 80;

/**
 * The CSS colour of a value: `color-mix(in srgb, var(--neg) 62%, var(--surface))`. Always a `color-mix`, so that a
 * change of theme needs no new value. Text on it is `var(--ink)`.
 * @param scale the size that gets the full strength: 1 for gates and states, the largest in sight for weights and
 *   gradients. Larger values stay at full strength; not-a-number is the colour of danger.
 */
export function signedColour(value: number, scale = 1): string {
  if (Number.isNaN(value)) return 'var(--danger-soft)';
  const strength = colourStrength(value, scale);
  return `color-mix(in srgb, var(${value < 0 ? '--neg' : '--pos'}) ${strength}%, var(--surface))`;
}

/** Per cent of the sign's colour in a cell, 8 to 80; exactly zero is half of the weakest, without a sign to show. */
export function colourStrength(value: number, scale = 1): number {
  if (value === 0) return WEAKEST / 2;
  const share = scale > 0 ? Math.min(1, Math.abs(value) / scale) : 1;
  return Math.round(WEAKEST + (STRONGEST - WEAKEST) * share);
}

/** The largest size among finite values, to scale a group of cells by; 1 where there is none. */
export function largestSize(values: Iterable<number>): number {
  let largest = 0;
  for (const value of values) {
    const size = Math.abs(value);
    if (size > largest && size < Infinity) largest = size;
  }
  return largest || 1;
}

/** Norms on a logarithmic colour scale over the range that they take: small differences are seen, the legend says how small. */
import { formatCount, formatNumber } from '../controls/number-format.ts';

const MINUS = '\u2212';

/** Powers of ten of the weakest and the strongest colour. */
export interface LogRange {
  readonly least: number;
  readonly most: number;
}

/** Terms that differ by less than this power of ten are not stretched over all colours: they are alike. */
const LEAST_SPAN = 0.5;

/** The range of norms; zeros have no logarithm and stand outside it. */
export function rangeOf(norms: readonly number[]): LogRange {
  const logs = norms.filter((norm) => norm > 0 && Number.isFinite(norm)).map(Math.log10);
  if (logs.length === 0) return { least: -LEAST_SPAN, most: 0 };
  const most = Math.max(...logs);
  return { least: Math.min(most - LEAST_SPAN, ...logs), most };
}

/** Per cent of the colour in a cell, over which `--ink` reads: from 4 at the least to 78 at the most. */
export function strengthOf(norm: number, { least, most }: LogRange): number {
  const share = (Math.log10(norm) - least) / (most - least);
  return Math.round(4 + 74 * Math.min(1, Math.max(0, share)));
}

export function logColour(norm: number, range: LogRange): string {
  return `color-mix(in srgb, var(--term) ${strengthOf(norm, range)}%, var(--surface))`;
}

/** `1e−3`, as the cells of the triangle write it: they have no room for `10⁻³`, and one screen has one way. */
export const powerOfTen = (exponent: number): string => `1e${exponent < 0 ? MINUS : ''}${Math.abs(exponent)}`;

/** Three digits, `0.0184` or `1.84e−7`; exactly zero is `0`. */
export function termNumber(value: number): string {
  if (value === 0) return '0';
  if (!Number.isFinite(value)) return formatNumber(value);
  const exponent = Math.floor(Math.log10(value));
  if (exponent >= -3 && exponent < 3) return value.toPrecision(3);
  if (exponent >= 3 && exponent < 6) return formatCount(value);
  const [mantissa, power] = value.toExponential(2).split('e');
  return mantissa + powerOfTen(Number(power)).slice(1);
}

/** One or two digits for a cell that has room for four signs: `0.33`, `2.4`, `24`, `6e−3`. */
export function cellNumber(value: number): string {
  if (value === 0) return '0';
  if (!Number.isFinite(value)) return formatNumber(value);
  if (value >= 0.095 && value < 9.95) return value < 0.995 ? value.toFixed(2) : value.toFixed(1);
  if (value >= 9.95 && value < 999.5) return value.toFixed(0);
  const [mantissa, power] = value.toExponential(0).split('e');
  return mantissa + powerOfTen(Number(power)).slice(1);
}

/**
 * The power of ten at or below a number, for a cell that has room for no more, always with its sign: 0.03 is in `−2`, 3 in
 * `+0`. Exactly zero is `0`, what is not finite `∞`.
 */
export function powerOf(value: number): string {
  if (value === 0) return '0';
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '?' : '∞';
  const power = Math.floor(Math.log10(value));
  return power < 0 ? `${MINUS}${-power}` : `+${power}`;
}

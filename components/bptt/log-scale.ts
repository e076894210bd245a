/** Norms on a colour scale of powers of ten, the same at every moment, so that what fades is seen to fade. */
import { formatCount, formatNumber } from '../controls/number-format.ts';

/** The weakest and the strongest colour. */
export const SCALE = { least: -4, most: 1 } as const;

/** Per cent of the colour in a cell, over which `--ink` reads: 4 at 10⁻⁴ and below, 78 at 10 and above. */
export function strengthOf(norm: number): number {
  const share = (Math.log10(norm) - SCALE.least) / (SCALE.most - SCALE.least);
  return Math.round(4 + 74 * Math.min(1, Math.max(0, share)));
}

export function logColour(norm: number): string {
  return `color-mix(in srgb, var(--term) ${strengthOf(norm)}%, var(--surface))`;
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** `10⁻³` */
export function powerOfTen(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((digit) => superscripts[Number(digit)]).join('');
  return `10${exponent < 0 ? '⁻' : ''}${digits}`;
}

/** Three digits, `0.0184` or `1.84×10⁻⁷`; exactly zero is `0`. */
export function termNumber(value: number): string {
  if (value === 0) return '0';
  if (!Number.isFinite(value)) return formatNumber(value);
  const exponent = Math.floor(Math.log10(value));
  if (exponent >= -3 && exponent < 3) return value.toPrecision(3);
  if (exponent >= 3 && exponent < 6) return formatCount(value);
  const [mantissa, power] = value.toExponential(2).split('e');
  return `${mantissa}×${powerOfTen(Number(power))}`;
}

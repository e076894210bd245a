import { msg, str } from '@lit/localize';
import { formatFactor, formatNumber } from '../controls/number-format.ts';

const MINUS = '\u2212';

/** Below this two decimals would show nothing but zeros. */
const SMALL = 0.005;

/**
 * A number in a cell of a thumb's width: two decimals; fewer where it is large, `3e−4` where it is small but not zero:
 * a gradient that fades must be seen to fade, not to vanish.
 */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (value === 0) return '0';
  if (size < SMALL) {
    const [mantissa, exponent] = size.toExponential(0).split('e-');
    return `${value < 0 ? MINUS : ''}${mantissa}e${MINUS}${exponent}`;
  }
  if (size >= 99.5) return formatNumber(value, 0);
  return formatNumber(value, size >= 9.995 ? 1 : 2);
}

/** A number in a sentence: two decimals, or `0.0031` where they would be zeros; `0` is exactly that, as in a cell. */
export function saidNumber(value: number): string {
  if (value === 0) return '0';
  return Math.abs(value) < SMALL ? formatFactor(Number(value.toPrecision(2))) : formatNumber(value);
}

/** `=`, or `≈` where parts that are rounded for the eye do not come to their rounded sum: who adds them up must not doubt. */
export function equalsSign(parts: readonly string[], sum: string): '=' | '≈' {
  const read = (text: string): number => Number(text.replaceAll(MINUS, '-').replaceAll(',', ''));
  const rest = parts.reduce((total, part) => total + read(part), -read(sum));
  return Math.abs(rest) < 1e-9 ? '=' : '≈';
}

/** A power of ten as the app writes it: `1.2e−7`, `3e6`. */
const POWER = /(\d)e(\u2212?)(\d+)/g;

/** What is written, for who only hears it: `1.2e−7` is `1.2 times ten to the minus 7`, and not 1.2, e, 7. */
export function heardPowers(text: string): string {
  return text.replace(POWER, (_, digit: string, sign: string, power: string) =>
    sign === ''
      ? msg(str`${digit} times ten to the ${power}`, { id: 'number.large' })
      : msg(str`${digit} times ten to the minus ${power}`, { id: 'number.small' }),
  );
}

/** The same as it is spoken: screen readers skip the minus sign or read it as a dash. */
export function spokenNumber(value: number): string {
  const size = heardPowers(saidNumber(Math.abs(value)));
  return value < 0 ? msg(str`minus ${size}`, { id: 'number.minus' }) : size;
}

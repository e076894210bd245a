/**
 * Numbers as the app writes them, alike in both languages: a real minus sign, a fixed number of decimals so that columns
 * stand, grouped thousands. Nothing here rounds for computation.
 */
const MINUS = '\u2212';
const NO_BREAK = '\u00A0';

/** Formatters are costly to make: one for each number of decimals that the app writes. */
const fixed = Array.from(
  { length: 10 },
  (_, digits) => new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }),
);
const scientific = new Intl.NumberFormat('en', { notation: 'scientific', maximumFractionDigits: 1 });
const significant = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });

/**
 * `-0.374` → `−0.37`. A negative number that rounds to zero keeps its sign, since its sign is what is looked at;
 * infinities are `∞`, not-a-number is `NaN`. From a million up: `1.2e6`.
 * @param digits decimals, 0 to 9
 */
export function formatNumber(value: number, digits = 2): string {
  if (Number.isNaN(value)) return 'NaN';
  const size = Math.abs(value);
  const text = size === Infinity ? '∞' : size >= 1e6 ? scientificText(size) : formatter(digits).format(size);
  return value < 0 ? MINUS + text : text;
}

/** Up to four significant digits, for rates and factors: `0.003`, `1,240`, `−1.2e−7`. */
export function formatFactor(value: number): string {
  if (!Number.isFinite(value)) return formatNumber(value);
  const size = Math.abs(value);
  const text = size !== 0 && (size < 1e-4 || size >= 1e6) ? scientificText(size) : significant.format(size);
  return (value < 0 ? MINUS : '') + text;
}

/** A whole number: `1,240`. */
export const formatCount = (value: number): string => formatNumber(Math.round(value), 0);

/** A limit, to the last digit: `4,294,967,295`. */
export const exactCount = (value: number): string => formatter(0).format(value);

/**
 * A share of one: `0.54` → `54 %`; `digits` decimals of the percentage. What is not 0 is not written as 0: `< 1 %`. A line
 * never ends before the sign.
 */
export function formatPercent(share: number, digits = 0): string {
  const least = 10 ** -digits;
  const isTiny = share > 0 && share * 100 < least / 2;
  return `${isTiny ? `<${NO_BREAK}${formatNumber(least, digits)}` : formatNumber(share * 100, digits)}${NO_BREAK}%`;
}

/** Decimal units, as phones count their storage: `3.1 MB`. A line never ends between the number and its unit. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${formatCount(bytes)}${NO_BREAK}B`;
  if (bytes < 999_500) return `${formatCount(bytes / 1e3)}${NO_BREAK}kB`;
  return bytes < 999_500_000
    ? `${formatNumber(bytes / 1e6, 1)}${NO_BREAK}MB`
    : `${formatNumber(bytes / 1e9, 1)}${NO_BREAK}GB`;
}

/** A clock for a duration in seconds: `2:10`, `1:02:10`. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  const whole = Math.max(0, Math.round(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** `1.2e−7`: as in a cell, and as it is typed, but for the minus sign. */
function scientificText(size: number): string {
  return scientific.format(size).replace('E', 'e').replace('-', MINUS);
}

function formatter(digits: number): Intl.NumberFormat {
  const found = fixed[digits];
  if (!found) throw new RangeError(`digits: expected a whole number from 0 to ${fixed.length - 1}, got ${digits}`);
  return found;
}

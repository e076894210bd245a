import { readArithmetic } from './arithmetic.ts';
import { readNumber } from '../formula/read-number.ts';

/** A typed answer against the number that was computed. */
export type Verdict =
  | 'right'
  /** The right size, less exact than asked. */
  | 'near'
  /** One over the right number: divided the other way round. */
  | 'inverse'
  | 'wrong'
  | 'no-number'
  /** There is no number to find: it is infinite, or not a number. */
  | 'no-answer';

/** The share by which a right answer may be off: what is read from the screen has three digits. */
const RIGHT = 0.03;
const NEAR = 0.2;

/** How near what was typed, a number or the arithmetic that gives it, comes to a size or a factor: by its share. */
export function checkAnswer(text: string, wanted: number): Verdict {
  if (!Number.isFinite(wanted)) return 'no-answer';
  const given = readNumber(text) ?? readArithmetic(text);
  if (given === undefined) return 'no-number';
  const off = (from: number): number => Math.abs(given - from) / Math.max(Math.abs(from), Number.MIN_VALUE);
  if (off(wanted) <= RIGHT) return 'right';
  if (off(wanted) <= NEAR) return 'near';
  return wanted !== 0 && off(1 / wanted) <= RIGHT ? 'inverse' : 'wrong';
}

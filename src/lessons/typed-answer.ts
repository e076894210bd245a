import { checkAnswer, type Verdict } from './answer.ts';
import { readArithmetic } from './arithmetic.ts';
import { readSmallNumber } from '../formula/read-number.ts';

export type TypedVerdict = Exclude<Verdict, 'inverse' | 'no-answer'> | 'sign';

/** Given numbers are shown with three decimals: a value of a unit may be off by this much and still be computed rightly. */
const CLOSE = 0.006;
const NEAR = 0.05;

/**
 * A typed value of a unit, or the arithmetic that gives it, against the computed one: by its distance, since states are
 * often near 0.
 */
export function checkValue(text: string, wanted: number): TypedVerdict {
  const given = readArithmetic(text) ?? readSmallNumber(text);
  if (given === undefined) return 'no-number';
  const off = Math.abs(given - wanted);
  if (off <= CLOSE || checkAnswer(String(given), wanted) === 'right') return 'right';
  if (Math.abs(given + wanted) <= CLOSE) return 'sign';
  return off <= NEAR ? 'near' : 'wrong';
}

import { msg, str } from '@lit/localize';
import { parameterName } from '../../src/formula/names.ts';
import type { Tag } from '../../src/streams/events.ts';
import { formatNumber } from '../controls/number-format.ts';
import { nameInSentence } from '../formula/label.ts';
import { saidNumber } from '../formula/short-number.ts';
import { norm } from './arrivals.ts';
import { gradientSentence } from './gradient-sentences.ts';
import type { LabPass } from './lab-pass.ts';
import { operationWords } from './operation-words.ts';
import { referenceOf } from './reference-of.ts';
import { valueSentence } from './value-sentences.ts';

/** What the last piece of work has made, in one sentence with its number; empty before the first. */
export function madeSentence(pass: LabPass, last: Tag | undefined): string {
  if (last === undefined) return '';
  if (last.phase === 'update') return updateSentence(pass, last);
  if (pass.columns.parameters.has(last.equation)) return shareSentence(pass, last);
  const made = referenceOf(pass, last);
  const number = made && pass.number(made);
  const isThere = made !== undefined && number !== undefined;
  if (number !== undefined && !Number.isFinite(number)) return overflowSentence(number);
  const said = !isThere ? '' : made.kind === 'value' ? valueSentence(pass, made) : '';
  if (said !== '') return said;
  return isThere && made.kind === 'gradient' ? gradientSentence(pass, made) : operationSentence(pass, last);
}

/** Numbers beyond the largest, 1.8 × 10³⁰⁸, are ∞; ∞ − ∞ and 0 × ∞ are no numbers. */
function overflowSentence(number: number): string {
  const what = Number.isNaN(number) ? 'NaN' : number < 0 ? '−∞' : '∞';
  return msg(
    str`${what}: the numbers have outgrown what a computer can hold. Smaller weights, a smaller η or Undo bring them back.`,
    {
      id: 'made.overflow',
    },
  );
}

function shareSentence(pass: LabPass, { name = '', t }: Tag): string {
  const share = pass.network.recorder.share(name, t);
  if (share === undefined) return '';
  const parameter = nameInSentence(parameterName(pass.trace, name));
  return msg(str`Step ${t + 1} has added its share to ∂L/∂${parameter}, of norm ${saidNumber(norm(share.values))}.`, {
    id: 'made.share',
  });
}

function updateSentence(pass: LabPass, { name = '' }: Tag): string {
  const update = pass.network.recorder.update(name);
  if (update === undefined) return '';
  // in the digits of its row
  const moved = formatNumber(norm(update.after.map((after, n) => after - update.before[n])), 3);
  return msg(str`${nameInSentence(parameterName(pass.trace, name))} has been updated: it moved by ${moved} in norm.`, {
    id: 'made.update',
  });
}

/** A step inside a longer formula: what is written so far, and its number. */
function operationSentence(pass: LabPass, last: Tag): string {
  const { phase, equation, unit = 0, t } = last;
  const isBackward = phase === 'backward';
  const value = isBackward ? pass.gradient(equation, unit, t) : pass.value(equation, unit, t);
  if (value === undefined) return '';
  const { what, where } = operationWords(pass, last);
  const number = saidNumber(value);
  if (isBackward) {
    return msg(str`On the way, ${where}: the gradient of ${what} is ${number}.`, { id: 'made.operation-gradient' });
  }
  return msg(str`On the way, ${where}: ${what} = ${number}.`, { id: 'made.operation' });
}

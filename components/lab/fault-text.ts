import { msg, str } from '@lit/localize';
import type { LabTextError } from '../../src/app/lab-document.ts';
import { formatFactor } from '../controls/number-format.ts';
import type { LabLimits } from './contract.ts';
import { visible } from './token.ts';

/** Why an edit was refused, in the reader's language. An error that is not about the edit is thrown on. */
export function faultText(error: unknown, { leastRate, mostRate }: LabLimits): string {
  if (isTextError(error)) {
    const { problem } = error;
    if (problem.kind === 'too-short') {
      return msg(str`At least 2 characters are needed, one to read and one to predict; there are ${problem.came}.`, {
        id: 'fault.too-short',
      });
    }
    const characters = problem.characters.map((each) => `“${visible(each)}”`).join(' ');
    return msg(str`The run has never seen ${characters}: it can only read characters of the text it was trained on.`, {
      id: 'fault.unknown-characters',
    });
  }
  if (error instanceof RangeError) {
    return msg(str`A number from ${formatFactor(leastRate)} to ${formatFactor(mostRate)} is wanted.`, {
      id: 'fault.rate',
    });
  }
  throw error;
}

/** By name: the class itself belongs to a room that components only know the types of. */
function isTextError(error: unknown): error is LabTextError {
  return error instanceof Error && error.name === 'LabTextError';
}

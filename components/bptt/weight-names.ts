/** The weights of the sum as a sentence writes them, in the letters in which the network is read. */
import { weightName } from '../../src/formula/bptt-tex.ts';
import { valueName } from '../../src/formula/names.ts';
import { nameInSentence } from '../formula/label.ts';
import type { BpttWeight, TermsState } from './contract.ts';

type Written = TermsState['written'];

/** For `letters`: *W*ₓ. */
export const weightWord = (written: Written, weight: BpttWeight): string => nameInSentence(weightName(written, weight));

/** *O*ₜ, what the loss is taken of. */
export function outputWord(written: Written): string {
  const { sub, ...name } = valueName(written, written.output);
  return nameInSentence({ ...name, sub: sub === undefined ? 't' : `${sub}, t` });
}

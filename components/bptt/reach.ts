/** One sentence on how far the state's changes reach: of the longest way in the sentence. */
import { msg, str } from '@lit/localize';
import { formatNumber } from '../controls/number-format.ts';
import { normsOf, type TermsState } from './contract.ts';
import { termNumber } from './log-scale.ts';
import { factorText } from './term-words.ts';

/** A step's factor within this of 1 counts as holding. */
const HOLDS = 0.12;

/** Empty until it is measured. */
export function reachSentence({ measures, document }: TermsState): string {
  const { steps, reach } = measures;
  if (reach === undefined) return '';
  const letter = document.cell === 'lstm' ? 'c' : 'h';
  const norm = normsOf(reach, letter)[(steps - 1) * steps];
  const distance = steps - 1;
  if (distance === 0) {
    return msg('One step only: no other step lies at a distance from it, and no Jacobian between.', {
      id: 'bptt.reach-one',
    });
  }
  if (norm === 0) {
    return msg(str`Over ${distance} steps nothing of a change of ${letter} is left: exactly 0.`, {
      id: 'bptt.reach-zero',
    });
  }
  const factor = norm ** (1 / distance);
  const each = factor >= 0.01 ? formatNumber(factor) : termNumber(factor);
  if (Math.abs(factor - 1) <= HOLDS) {
    const size = termNumber(norm);
    return msg(
      str`Holding: over ${distance} steps a change of ${letter} is multiplied by at most ${size}, ${each} a step.`,
      {
        id: 'bptt.reach-holds',
      },
    );
  }
  const times = factorText(factor < 1 ? 1 / norm : norm);
  return factor < 1
    ? msg(
        str`Vanishing: over ${distance} steps a change of ${letter} shrinks at least ${times} times, ${each} a step.`,
        {
          id: 'bptt.reach-vanishes',
        },
      )
    : msg(str`Exploding: over ${distance} steps a change of ${letter} can grow ${times} times, ${each} a step.`, {
        id: 'bptt.reach-explodes',
      });
}

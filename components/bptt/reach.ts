/** One sentence on how far the state's changes reach: of the longest way in the sentence. */
import { msg, str } from '@lit/localize';
import { formatNumber } from '../controls/number-format.ts';
import { sentences } from '../controls/sentences.ts';
import { normsOf, type BpttState, type TermsState } from './contract.ts';
import { termNumber } from './log-scale.ts';
import { factorText } from './term-words.ts';

/** A step's factor within this of 1 counts as holding. */
const HOLDS = 0.12;
/** From here on a spectral radius is written as more than 1.00. */
const ABOVE_ONE = 1.005;

/** Empty until it is measured. */
export function reachSentence(state: TermsState): string {
  const way = longestWay(state);
  if (way === undefined) return '';
  const { letter, distance, norm, factor } = way;
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

/** Why a plain RNN's changes vanish although its spectral radius is above 1, which beginners take for enough; else empty. */
export function saturationSentence(state: BpttState): string {
  const way = longestWay(state);
  if (state.document.cell !== 'rnn' || state.radius < ABOVE_ONE || way === undefined || way.factor >= 1 - HOLDS)
    return '';
  const why = msg(
    'The spectral radius is above 1 all the same: each step multiplies by tanh′ = 1 − h², too, and where a unit is saturated that is close to 0.',
    { id: 'bptt.reach-saturated' },
  );
  const how = msg('The untrained network (in the settings) is less saturated: at a radius of 2 it explodes.', {
    id: 'bptt.reach-untrained',
  });
  return sentences(why, state.updates === 0 ? '' : how);
}

/** From the first step to the last; undefined until it is measured. */
function longestWay({ measures, document }: TermsState) {
  const { steps, reach } = measures;
  if (reach === undefined) return undefined;
  const letter = document.cell === 'lstm' ? 'c' : 'h';
  const distance = steps - 1;
  const norm = normsOf(reach, letter)[distance * steps];
  /** By how much a step multiplies, of all the same. */
  const factor = norm ** (1 / Math.max(1, distance));
  return { letter, distance, norm, factor };
}

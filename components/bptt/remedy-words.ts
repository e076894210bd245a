/** What truncation and clipping do to the gradient of the sentence in sight, in words. */
import { msg, str } from '@lit/localize';
import { formatCount } from '../controls/number-format.ts';
import { sentences } from '../controls/sentences.ts';
import type { BpttState } from './contract.ts';
import { termNumber } from './log-scale.ts';

/** Of the triangle's terms, in the switch. */
export function truncateWords({ measures, document }: BpttState): string {
  const { steps } = measures;
  // W_o has its own step's term alone, which is never cut
  const isOutput = document.weight === 'o';
  const all = formatCount(isOutput ? steps : cellCount(steps));
  if (document.truncate === undefined) return msg(str`all ${all} terms count`, { id: 'bptt.truncate-none' });
  const cut = formatCount(isOutput ? 0 : cutCount(steps, document.truncate));
  return msg(str`${cut} of ${all} terms cut`, { id: 'bptt.truncate-cut' });
}

/** Of the gradient that truncation leaves, in the switch. */
export function clipWords({ measures, document }: BpttState): string {
  const { kept, factor, clipped } = measures.gradient;
  const [long, short] = [termNumber(kept), termNumber(clipped)];
  if (document.clip === undefined) return msg(str`norm ${long}`, { id: 'bptt.clip-none' });
  return factor < 1
    ? msg(str`norm ${long} → ${short}`, { id: 'bptt.clip-done' })
    : msg(str`norm ${long}: let through`, { id: 'bptt.clip-idle' });
}

/** What is switched on, in a sentence; empty where nothing is. */
export function effectSentence({ measures, document }: BpttState): string {
  const { whole, kept, factor, clipped } = measures.gradient;
  const [all, left, short, times] = [whole, kept, clipped, factor].map(termNumber);
  const isClipped = document.clip !== undefined && factor < 1;
  if (document.truncate !== undefined) {
    return isClipped
      ? msg(
          str`The gradient’s norm is ${all}; without the terms that are cut ${left}; clipped (× ${times}) ${short}.`,
          {
            id: 'bptt.effect-both',
          },
        )
      : msg(str`The gradient’s norm is ${all}; without the terms that are cut it is ${left}.`, {
          id: 'bptt.effect-cut',
        });
  }
  if (isClipped) {
    return msg(str`The gradient’s norm is ${all}; clipped (× ${times}) it is ${short}, in the same direction.`, {
      id: 'bptt.effect-clip',
    });
  }
  return document.clip === undefined
    ? ''
    : msg(str`The gradient’s norm is ${all}: short enough, clipping leaves it alone.`, { id: 'bptt.effect-short' });
}

/** What is switched on is what the network in sight was trained with; empty before its first update. */
export function trainedSentences({ document, updates, clipped }: BpttState): string {
  const { truncate, clip } = document;
  if (updates === 0) return '';
  const [all, some] = [formatCount(updates), formatCount(clipped)];
  const cut = msg(
    str`This network was trained with it, from the same start: in each of its ${all} updates only the terms that are kept counted.`,
    { id: 'bptt.trained-truncated' },
  );
  const short = msg(str`Clipping scaled the gradient down in ${some} of its ${all} updates.`, {
    id: 'bptt.trained-clipped',
  });
  return sentences(truncate === undefined ? '' : cut, clip === undefined ? '' : short);
}

/** How many cells a triangle has. */
const cellCount = (steps: number): number => (steps * (steps + 1)) / 2;

/** How many cells of the triangle lie at a distance of `keep` or more. */
const cutCount = (steps: number, keep: number): number => cellCount(Math.max(0, steps - keep));

/** Everything that decides what the BPTT lesson shows, as a plain value: it is what a link carries. */
import { bpttCells, bpttLesson, type BpttCell } from '../lessons/bptt.ts';
import { sentenceLanguages, taggedSentences, type SentenceLanguage } from '../lessons/tagged-sentences.ts';
import { readChoice, whole, within, type Given } from './bptt-fields.ts';
import { readTermsLook, type TermsLook } from './bptt-look.ts';
import type { LabView } from './lab-view.ts';
import type { LinkFormat } from './link.ts';

/** The longest sentence there is: a network is trained on all of a language, whichever is in sight. */
const MOST_WORDS = Math.max(...Object.values(taggedSentences).flatMap((all) => all.map(({ words }) => words.length)));

/** The weights of the notes: W_x, W_h, W_o and the cell's bias b. */
export const bpttWeights = ['x', 'h', 'o', 'b'] as const;
export type BpttWeight = (typeof bpttWeights)[number];

export const bpttViews = ['terms', 'norms'] as const;
export type BpttView = (typeof bpttViews)[number];

/** How formulas and letters are written; nothing here changes a computation. Absent: as the notes have it. */
export type BpttReading = Partial<Pick<LabView, 'letters' | 'update'>>;

export interface BpttDocument extends BpttReading, TermsLook {
  readonly cell: BpttCell;
  readonly language: SentenceLanguage;
  /** Which of the language's sentences is shown, from 0. */
  readonly sentence: number;
  /** Training updates from the seed: the same number gives the same weights. */
  readonly updates: number;
  /** The spectral radius to which W_h is scaled; absent: as trained. */
  readonly radius?: number;
  /**
   * Terms with t − i at or beyond this many steps are cut, in training too; absent: none. It may be more than the
   * sentence in sight has: the network is trained on the others, too.
   */
  readonly truncate?: number;
  /** The largest gradient norm that is let through, in training too; absent: any. */
  readonly clip?: number;
  readonly weight: BpttWeight;
  readonly view: BpttView;
}

export function defaultBptt(language: SentenceLanguage): BpttDocument {
  const { updates } = bpttLesson;
  return { cell: 'rnn', language, sentence: 0, updates, weight: 'x', view: 'terms' };
}

export const bpttLink: LinkFormat<BpttDocument> = { version: 1, read: readBptt };

/** Checks a document of unknown origin. Throws RangeError, naming what does not fit. */
function readBptt(value: unknown): BpttDocument {
  const given = Object(value) as Readonly<Record<string, unknown>>;
  const language = readChoice(sentenceLanguages, given, 'language');
  const sentence = whole(given, 'sentence', { most: taggedSentences[language].length - 1 });
  const steps = taggedSentences[language][sentence].words.length;
  const { radius, truncate, clip } = given;
  const limits = bpttLesson.radius;
  return {
    cell: readChoice(bpttCells, given, 'cell'),
    language,
    sentence,
    updates: whole(given, 'updates', { most: bpttLesson.mostUpdates }),
    ...(radius !== undefined && { radius: within(given, 'radius', limits) }),
    ...(truncate !== undefined && { truncate: whole(given, 'truncate', { least: 1, most: MOST_WORDS }) }),
    ...(clip !== undefined && { clip: within(given, 'clip', { least: 0.01, most: 1000 }) }),
    weight: readChoice(bpttWeights, given, 'weight'),
    view: readChoice(bpttViews, given, 'view'),
    ...readTermsLook(given, steps),
    ...readReading(given),
  };
}

/** Throws RangeError. */
export function readReading(given: Given): BpttReading {
  return {
    ...(given.letters !== undefined && { letters: readChoice(['notes', 'app'] as const, given, 'letters') }),
    ...(given.update !== undefined && { update: readChoice(['new', 'kept'] as const, given, 'update') }),
  };
}

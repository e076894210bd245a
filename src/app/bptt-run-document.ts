/** What the BPTT screen shows of a trained run, as a plain value: it is what the address carries beside run and step. */
import { charactersOf } from '../datasets/text.ts';
import {
  bpttViews,
  bpttWeights,
  readChoice,
  readPlace,
  readReading,
  type BpttReading,
  type BpttView,
  type BpttWeight,
  type TermPlace,
} from './bptt-document.ts';
import type { LinkFormat } from './link.ts';

/** Losses of a text, at most: a triangle of more cells is none that a finger can choose from. */
export const MOST_STEPS = 24;

export interface BpttRunDocument extends BpttReading {
  /** Read from an empty state; each character but the last has a loss, that of predicting the next. */
  readonly text: string;
  readonly weight: BpttWeight;
  readonly view: BpttView;
  /** The term that is open, steps from 0. */
  readonly open?: TermPlace;
}

export const bpttRunLink: LinkFormat<BpttRunDocument> = { version: 1, read: readBpttRun };

/** Checks a document of unknown origin. Throws RangeError, naming what does not fit. */
function readBpttRun(value: unknown): BpttRunDocument {
  const given = Object(value) as Readonly<Record<string, unknown>>;
  const { text, open } = given;
  if (typeof text !== 'string') throw new RangeError('text: expected characters');
  const steps = charactersOf(text).length - 1;
  if (steps < 1 || steps > MOST_STEPS) throw new RangeError(`text: expected 2 to ${MOST_STEPS + 1} characters`);
  return {
    text,
    weight: readChoice(bpttWeights, given, 'weight'),
    view: readChoice(bpttViews, given, 'view'),
    ...(open !== undefined && { open: readPlace(open, steps) }),
    ...readReading(given),
  };
}

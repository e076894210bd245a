/** What the BPTT screen shows of a trained run, as a plain value: it is what the address carries beside run and step. */
import { charactersOf } from '../datasets/text.ts';
import {
  bpttViews,
  bpttWeights,
  readReading,
  type BpttReading,
  type BpttView,
  type BpttWeight,
} from './bptt-document.ts';
import { readChoice, type Given } from './bptt-fields.ts';
import { readTermsLook, type TermsLook } from './bptt-look.ts';
import type { LinkFormat } from './link.ts';

/** Losses of a text, at most: a triangle of more cells is none that a finger can choose from. */
export const MOST_STEPS = 24;

export interface BpttRunDocument extends BpttReading, TermsLook {
  /** Read from an empty state; each character but the last has a loss, that of predicting the next. */
  readonly text: string;
  readonly weight: BpttWeight;
  readonly view: BpttView;
}

export const bpttRunLink: LinkFormat<BpttRunDocument> = { version: 1, read: readBpttRun };

/** Checks a document of unknown origin. Throws RangeError, naming what does not fit. */
function readBpttRun(value: unknown): BpttRunDocument {
  const given = Object(value) as Given;
  const { text } = given;
  if (typeof text !== 'string') throw new RangeError('text: expected characters');
  const steps = charactersOf(text).length - 1;
  if (steps < 1 || steps > MOST_STEPS) throw new RangeError(`text: expected 2 to ${MOST_STEPS + 1} characters`);
  return {
    text,
    weight: readChoice(bpttWeights, given, 'weight'),
    view: readChoice(bpttViews, given, 'view'),
    ...readTermsLook(given, steps),
    ...readReading(given),
  };
}

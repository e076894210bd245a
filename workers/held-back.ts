import { Random } from '../src/nn/random.ts';
import type { TrainSettings } from '../src/train/protocol.ts';
import { TextTooShortError } from './batches.ts';

/** A text cut in two by the run's seed. */
export interface SplitText {
  readonly training: Uint16Array;
  /** Empty where nothing is held back. */
  readonly heldBack: Uint16Array;
}

/**
 * Takes one contiguous piece out of a text. What was before and behind it is trained on as one text: at the seam one
 * character is followed by one that it is not followed by in the book. Throws TextTooShortError where nothing to learn
 * would be left.
 */
export function splitText(
  ids: Uint16Array,
  { validation, length, seed }: Pick<TrainSettings, 'validation' | 'length' | 'seed'>,
): SplitText {
  if (validation === undefined) return { training: ids, heldBack: ids.subarray(0, 0) };
  const size = heldBackSize(ids.length, { validation, length });
  const window = length + 1;
  if (ids.length - size < window) throw new TextTooShortError(ids.length, size + window);
  const start = Random.seeded(seed, 'held-back').below(ids.length - size + 1);
  const training = new Uint16Array(ids.length - size);
  training.set(ids.subarray(0, start));
  training.set(ids.subarray(start + size), start);
  return { training, heldBack: ids.slice(start, start + size) };
}

/** How many of a text's characters are held back. */
export function heldBackSize(
  characters: number,
  { validation, length }: Pick<TrainSettings, 'validation' | 'length'>,
): number {
  return validation === undefined ? 0 : Math.max(length + 1, Math.round(validation.share * characters));
}

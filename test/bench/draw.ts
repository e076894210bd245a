import { softmaxOf } from '../../src/nn/ops/softmax.ts';
import { Random } from '../../src/nn/random.ts';

export const SAMPLE_SEED = 11;
/** What is read before the first character is drawn. */
export const firstCharacter = 0;

interface Sampled {
  readonly length: number;
  /** Logits after reading a character; a first call begins from a state of zeros. */
  read(id: number): ArrayLike<number>;
}

/**
 * A text, character by character from softmax(logits), for an engine without a sampler of its own: the draws of
 * `TextSampler`, so that the texts must be equal. The character drawn last is read as well.
 */
export function sampleText({ length, read }: Sampled): number[] {
  const random = Random.seeded(SAMPLE_SEED, 'sample');
  const ids: number[] = [];
  let logits = read(firstCharacter);
  const probabilities = new Float64Array(logits.length);
  while (ids.length < length) {
    const id = draw(logits, { probabilities, random });
    ids.push(id);
    logits = read(id);
  }
  return ids;
}

function draw(
  logits: ArrayLike<number>,
  { probabilities, random }: { probabilities: Float64Array; random: Random },
): number {
  for (let n = 0; n < logits.length; n++) probabilities[n] = logits[n];
  softmaxOf(probabilities, probabilities);
  let rest = random.uniform();
  for (let n = 0; n < probabilities.length; n++) {
    rest -= probabilities[n];
    if (rest < 0) return n;
  }
  return probabilities.length - 1;
}

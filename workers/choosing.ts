import { softmaxOf } from '../src/nn/ops/softmax.ts';
import { Random } from '../src/nn/random.ts';
import type { Candidate } from '../src/train/protocol.ts';
import type { Choice } from '../src/train/protocol/prediction.ts';

/** Where nothing else was asked. */
export const LIKELIEST: Choice = { temperature: 0, seed: 0 };

/** Each sample draws from a source of its own: what it gets does not depend on the others in its batch. */
export function randomOf({ seed }: Choice, sample: number): Random {
  return Random.seeded(seed, `predict ${sample}`);
}

type How = Pick<Choice, 'temperature' | 'topK'>;

/** Chooses a class from logits: the likeliest, or one drawn by its probability. */
export class ClassChooser {
  /** Of the last choice, after temperature and top-k. */
  readonly probabilities: Float64Array;

  /** @param classes how many there are */
  constructor(classes: number) {
    this.probabilities = new Float64Array(classes);
  }

  /**
   * Draws from softmax(logits / temperature) over the `topK` likeliest (0: all); temperature 0 takes the likeliest, of
   * equal ones the first.
   */
  choose(logits: Float32Array, random: Random, { temperature, topK = 0 }: How): number {
    const { probabilities } = this;
    const isGreedy = !(temperature > 0);
    for (let n = 0; n < logits.length; n++) probabilities[n] = isGreedy ? logits[n] : logits[n] / temperature;
    softmaxOf(probabilities, probabilities);
    if (topK > 0) keepLikeliest(probabilities, topK);
    return isGreedy ? likeliest(logits) : (drawn(probabilities, random) ?? likeliest(logits));
  }

  /** The few likeliest of the last choice, likeliest first. */
  get candidates(): readonly Candidate[] {
    return likeliestOf(this.probabilities);
  }
}

/** A class by its probability; undefined where rounding leaves a rest behind the last one. */
function drawn(probabilities: Float64Array, random: Random): number | undefined {
  let rest = random.uniform();
  for (let n = 0; n < probabilities.length; n++) {
    rest -= probabilities[n];
    if (rest < 0) return n;
  }
  return undefined;
}

/** All but the `count` likeliest become impossible; of equal ones the first stay. */
function keepLikeliest(probabilities: Float64Array, count: number): void {
  if (count >= probabilities.length) return;
  const order = Array.from(probabilities, (_, id) => id).toSorted(
    (a, b) => probabilities[b] - probabilities[a] || a - b,
  );
  for (const id of order.slice(count)) probabilities[id] = 0;
  let sum = 0;
  for (const probability of probabilities) sum += probability;
  for (let n = 0; n < probabilities.length; n++) probabilities[n] /= sum;
}

const CANDIDATES = 5;

/** The few likeliest, likeliest first. */
function likeliestOf(probabilities: Float64Array): readonly Candidate[] {
  const found: Candidate[] = [];
  for (let id = 0; id < probabilities.length; id++) {
    const probability = probabilities[id];
    if (probability === 0 || (found.length === CANDIDATES && probability <= found[CANDIDATES - 1].probability))
      continue;
    const place = found.findIndex((each) => each.probability < probability);
    found.splice(place < 0 ? found.length : place, 0, { id, probability });
    if (found.length > CANDIDATES) found.pop();
  }
  return found;
}

function likeliest(values: ArrayLike<number>): number {
  let best = 0;
  for (let n = 1; n < values.length; n++) if (values[n] > values[best]) best = n;
  return best;
}

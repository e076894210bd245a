import type { Trace } from '../src/nn/equation.ts';
import { softmaxOf } from '../src/nn/ops/softmax.ts';
import { Random } from '../src/nn/random.ts';
import type { Candidate, SampleRequest, WriteRequest, WrittenCharacter } from '../src/train/protocol.ts';
import { Network } from './arena/network.ts';
import type { KernelSet } from './kernels/kernel-set.ts';
import { planOf, type FeedPlace, type Place } from './plan/plan.ts';

/** Lets a network that predicts the next character write, one character at a time. */
export class TextSampler {
  private readonly network: Network;
  private readonly input: FeedPlace;
  private readonly output: Place;
  private readonly probabilities: Float64Array;
  /** Whether the next forward run is the first with its parameters. */
  private parameters: 'changed' | 'unchanged' = 'changed';

  constructor(trace: Trace, kernels: KernelSet) {
    const size = { batch: 1, inputSteps: 1, outputSteps: 1 };
    const plan = planOf(trace, { kind: 'values', ...size, keep: [trace.output] });
    this.network = new Network(plan, kernels);
    const input = this.network.feed('input');
    const output = plan.values.get(trace.output);
    if (input === undefined || output === undefined) throw new Error('the network does not read characters');
    this.input = input;
    this.output = output;
    this.probabilities = new Float64Array(output.width);
  }

  /** `length` characters behind the prompt; see `write`. */
  sample(parameters: Float32Array, { length, ...request }: SampleRequest): number[] {
    const next = this.write(parameters, request);
    return Array.from({ length }, () => next().id);
  }

  /**
   * Gives the next character each time it is called. The prompt warms the state up from zeros; then each character is
   * drawn from softmax(logits / temperature) over the `topK` likeliest (0: all) and read in turn. Temperature 0 takes the
   * likeliest. An empty prompt begins with a random character, for which there are no candidates. The same request on
   * the same parameters gives the same ids.
   */
  write(parameters: Float32Array, { prompt, temperature, seed, topK = 0 }: WriteRequest): () => WrittenCharacter {
    const random = Random.seeded(seed, 'sample');
    this.network.parameters.set(parameters);
    this.network.clearStates();
    this.parameters = 'changed';
    for (const id of prompt) this.read(id);
    let isWarm = prompt.length > 0;
    return () => {
      const written = isWarm
        ? this.draw(random, { temperature, topK })
        : { id: random.below(this.probabilities.length), candidates: [] };
      isWarm = true;
      this.read(written.id);
      return written;
    };
  }

  private read(id: number): void {
    if (!Number.isInteger(id) || id < 0 || id >= this.probabilities.length) {
      throw new RangeError(`prompt: expected ids below ${this.probabilities.length}, got ${id}`);
    }
    const { network, input } = this;
    network.memory.whole[input.address] = id;
    network.forward(this.parameters);
    this.parameters = 'unchanged';
    network.carryStates();
  }

  private draw(random: Random, { temperature, topK }: { temperature: number; topK: number }): WrittenCharacter {
    const { probabilities, network, output } = this;
    const logits = network.memory.floats.subarray(output.address, output.address + output.width);
    const isGreedy = !(temperature > 0);
    for (let n = 0; n < logits.length; n++) probabilities[n] = isGreedy ? logits[n] : logits[n] / temperature;
    softmaxOf(probabilities, probabilities);
    if (topK > 0) keepLikeliest(probabilities, topK);
    const candidates = likeliestOf(probabilities);
    return { id: isGreedy ? likeliest(logits) : (drawn(probabilities, random) ?? likeliest(logits)), candidates };
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

import type { Trace } from '../src/nn/equation.ts';
import { softmaxOf } from '../src/nn/ops/softmax.ts';
import { Random } from '../src/nn/random.ts';
import type { SampleRequest } from '../src/train/protocol.ts';
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
    return Array.from({ length }, next);
  }

  /**
   * Gives the next character each time it is called. The prompt warms the state up from zeros; then each character is
   * drawn from softmax(logits / temperature) and read in turn. Temperature 0 takes the likeliest. An empty prompt begins
   * with a random character. The same request on the same parameters gives the same ids.
   */
  write(parameters: Float32Array, { prompt, temperature, seed }: Omit<SampleRequest, 'length'>): () => number {
    const random = Random.seeded(seed, 'sample');
    this.network.parameters.set(parameters);
    this.network.clearStates();
    this.parameters = 'changed';
    for (const id of prompt) this.read(id);
    let isWarm = prompt.length > 0;
    return () => {
      const id = isWarm ? this.draw(temperature, random) : random.below(this.probabilities.length);
      isWarm = true;
      this.read(id);
      return id;
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

  private draw(temperature: number, random: Random): number {
    const { probabilities, network, output } = this;
    const logits = network.memory.floats.subarray(output.address, output.address + output.width);
    if (!(temperature > 0)) return likeliest(logits);
    for (let n = 0; n < logits.length; n++) probabilities[n] = logits[n] / temperature;
    softmaxOf(probabilities, probabilities);
    let rest = random.uniform();
    for (let n = 0; n < probabilities.length; n++) {
      rest -= probabilities[n];
      if (rest < 0) return n;
    }
    return likeliest(logits);
  }
}

function likeliest(values: ArrayLike<number>): number {
  let best = 0;
  for (let n = 1; n < values.length; n++) if (values[n] > values[best]) best = n;
  return best;
}

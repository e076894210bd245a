import type { Trace } from '../src/nn/equation.ts';
import { Random } from '../src/nn/random.ts';
import type { SampleRequest, WriteRequest, WrittenCharacter } from '../src/train/protocol.ts';
import { Network } from './arena/network.ts';
import { ClassChooser } from './choosing.ts';
import type { KernelSet } from './kernels/kernel-set.ts';
import { planOf, type FeedPlace, type Place } from './plan/plan.ts';

/** Lets a network that predicts the next character write, one character at a time. */
export class TextSampler {
  private readonly network: Network;
  private readonly input: FeedPlace;
  private readonly output: Place;
  private readonly chooser: ClassChooser;
  /** Whether the next forward run is the first with its parameters. */
  private parameters: 'changed' | 'unchanged' = 'changed';

  constructor(trace: Trace, kernels: KernelSet) {
    const size = { batch: 1, inputSteps: 1, outputSteps: 1 };
    const plan = planOf(trace, { kind: 'values', ...size, keep: [trace.output] });
    this.network = new Network(plan, kernels);
    const input = this.network.feed('input');
    const output = plan.values.get(trace.output);
    if (input?.numbers !== 'whole' || output === undefined) throw new Error('the network does not read characters');
    this.input = input;
    this.output = output;
    this.chooser = new ClassChooser(output.width);
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
        : { id: random.below(this.output.width), candidates: [] };
      isWarm = true;
      this.read(written.id);
      return written;
    };
  }

  private read(id: number): void {
    if (!Number.isInteger(id) || id < 0 || id >= this.output.width) {
      throw new RangeError(`prompt: expected ids below ${this.output.width}, got ${id}`);
    }
    const { network, input } = this;
    network.memory.whole[input.address] = id;
    network.forward(this.parameters);
    this.parameters = 'unchanged';
    network.carryStates();
  }

  private draw(random: Random, how: { temperature: number; topK: number }): WrittenCharacter {
    const { chooser, network, output } = this;
    const logits = network.memory.floats.subarray(output.address, output.address + output.width);
    const id = chooser.choose(logits, random, how);
    return { id, candidates: chooser.candidates };
  }
}

/** Trains the tagging network in the page, by the streams' own update phase. */
import { bpttLesson, taggingNetwork, type BpttCell } from '../lessons/bptt.ts';
import { idsOf, taggedSentences, type SentenceLanguage } from '../lessons/tagged-sentences.ts';
import { initialize } from '../nn/initializers.ts';
import { traceModel } from '../nn/trace-model.ts';
import { network, type Network } from '../streams/network.ts';

/** From the seed, one sentence an update, in order: the number of updates says all about the weights. */
export class BpttTrainer {
  private readonly streams: Network;
  private made = 0;

  constructor(
    readonly cell: BpttCell,
    readonly language: SentenceLanguage,
  ) {
    const spec = taggingNetwork(cell, language);
    const start = traceModel(spec).parameters.map((each) => [each.name, initialize(each, bpttLesson.seed)] as const);
    this.streams = network(spec, Object.fromEntries(start));
  }

  /** Updates so far. */
  get updates(): number {
    return this.made;
  }

  get parameters(): Readonly<Record<string, Float64Array>> {
    return this.streams.parameters;
  }

  update(): void {
    const { input, target } = idsOf(this.language, this.made % taggedSentences[this.language].length);
    const lossWeights = new Float64Array(input.length).fill(1 / input.length);
    this.streams.feed({ input, target, lossWeights, optimizer: bpttLesson.optimizer });
    this.streams.scheduler.drain();
    this.made++;
  }

  dispose(): void {
    this.streams.dispose();
  }
}

/** Trains the tagging network in the page, truncated and clipped as the lesson has it. */
import { bpttLesson, taggingNetwork, type BpttCell } from '../lessons/bptt.ts';
import { idsOf, taggedSentences, type SentenceLanguage } from '../lessons/tagged-sentences.ts';
import { initialize } from '../nn/initializers.ts';
import { clipFactor, slotsOf, update, type OptimizerSpec } from '../nn/optimizers.ts';
import { traceModel } from '../nn/trace-model.ts';
import { network, type Network } from '../streams/network.ts';
import { bpttTerms } from '../streams/terms.ts';
import { TermSum } from './bptt-term-sum.ts';

/** What is trained, and how: the same again gives the same weights after as many updates. */
export interface BpttTraining {
  readonly cell: BpttCell;
  readonly language: SentenceLanguage;
  /** Terms with t − i at or beyond this many steps are left out of every gradient; absent: none. */
  readonly truncate?: number;
  /** The largest norm of an update's gradient, that of E = ΣE_t as the lesson shows it; absent: any. */
  readonly clip?: number;
}

/** From the seed, one sentence an update, in order: settings and the number of updates say all about the weights. */
export class BpttTrainer {
  private readonly streams: Network;
  private readonly optimizer: OptimizerSpec;
  /** What the optimizer remembers, by parameter. */
  private readonly slots: ReadonlyMap<string, readonly Float64Array[]>;
  private made = 0;
  private shortened = 0;

  constructor(private readonly training: BpttTraining) {
    const { cell, language } = training;
    const spec = taggingNetwork(cell, language);
    const start = traceModel(spec).parameters.map((each) => [each.name, initialize(each, bpttLesson.seed)] as const);
    this.streams = network(spec, Object.fromEntries(start));
    this.optimizer = bpttLesson.optimizer;
    const slots = slotsOf(this.optimizer.type);
    this.slots = new Map(start.map(([name, { length }]) => [name, slots.map(() => new Float64Array(length))]));
  }

  /** Updates so far. */
  get updates(): number {
    return this.made;
  }

  /** Those among them whose gradient was scaled down. */
  get clipped(): number {
    return this.shortened;
  }

  get parameters(): Readonly<Record<string, Float64Array>> {
    return this.streams.parameters;
  }

  update(): void {
    const { streams, optimizer } = this;
    const { language, truncate, clip } = this.training;
    const { input, target } = idsOf(language, this.made % taggedSentences[language].length);
    streams.feed({ input, target });
    streams.seek(streams.steps.find(({ phase }) => phase === 'backward')?.position ?? streams.total);
    const sum = new TermSum(truncate);
    for (const term of bpttTerms(streams)) sum.add(term);
    const factor = clipFactor(sum.norm, clip);
    // the update itself takes the mean E/T
    const times = factor / input.length;
    const step = ++this.made;
    if (factor < 1) this.shortened += 1;
    const next = Object.entries(streams.parameters).map(([name, before]) => {
      const parameters = before.slice();
      const gradient = sum.gradients.get(name) ?? new Float64Array(before.length);
      for (let n = 0; n < gradient.length; n++) gradient[n] *= times;
      update({ spec: optimizer, parameters, gradients: gradient, slots: this.slots.get(name) ?? [], step });
      return [name, parameters] as const;
    });
    streams.assign(Object.fromEntries(next));
  }

  dispose(): void {
    this.streams.dispose();
  }
}

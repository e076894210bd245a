import { Random } from '../src/nn/random.ts';
import { sizeOf } from '../src/nn/shape.ts';
import type { LabelledData, TrainSettings } from '../src/train/protocol.ts';
import type { Memory } from './arena/memory.ts';
import type { Network } from './arena/network.ts';
import { PlanError } from './plan/errors.ts';
import type { FeedPlace } from './plan/plan.ts';

/** Labelled examples cut in two by the run's seed: places in the data, in order. */
export interface SplitExamples {
  readonly training: Uint32Array;
  /** Empty where nothing is held back. */
  readonly heldBack: Uint32Array;
}

/** Holds back a share of the examples, at least one, each as likely as any other. Throws PlanError where none is left. */
export function splitExamples(
  examples: number,
  { validation, seed }: Pick<TrainSettings, 'validation' | 'seed'>,
): SplitExamples {
  const all = Uint32Array.from({ length: examples }, (_, n) => n);
  const size = validation === undefined ? 0 : Math.max(1, Math.round(validation.share * examples));
  if (examples - size < 1) throw new PlanError('data', `expected more than ${size} examples, got ${examples}`);
  if (size === 0) return { training: all, heldBack: all.subarray(0, 0) };
  const shuffled = Random.seeded(seed, 'held-back').shuffle(all);
  return { training: shuffled.slice(size).sort(), heldBack: shuffled.slice(0, size).sort() };
}

/** Copies the numbers of one example into a row of the input; a byte n stands for n/255. */
export function writeExample(
  { floats }: Memory,
  { data, example, input, row }: { data: LabelledData; example: number; input: FeedPlace; row: number },
): void {
  const { values } = data;
  const { width } = input;
  const from = example * width;
  const to = input.address + row * input.rowStride;
  const one = values instanceof Float32Array ? 1 : 255;
  for (let n = 0; n < width; n++) floats[to + n] = values[from + n] / one;
}

/**
 * Checks that a network reads these examples and chooses among their classes; its input. Throws PlanError with the place,
 * what was wanted and what came.
 */
export function labelledInput(
  { plan, feed }: Pick<Network, 'plan'> & { feed: FeedPlace | undefined },
  data: LabelledData,
) {
  checkLabels(data);
  const { trace } = plan;
  const width = sizeOf(data.shape);
  if (feed?.numbers !== 'float') throw new PlanError('model', 'expected an input of values, not of ids');
  const { length } = trace.scans[trace.equations[trace.output].scan];
  if (feed.slots !== 1 || length !== 'once') throw new PlanError('model', 'expected one output, without a time axis');
  if (feed.width !== width) throw new PlanError('model', `expected an input of ${width} numbers, got ${feed.width}`);
  if (trace.equations[trace.loss].op !== 'cross-entropy') {
    throw new PlanError('model', 'expected cross-entropy over the classes');
  }
  const outputs = sizeOf(trace.equations[trace.output].shape);
  if (outputs < data.classes.length) {
    throw new PlanError('model', `expected an output of ${data.classes.length} classes, got ${outputs}`);
  }
  return feed;
}

function checkLabels({ classes, shape, values, labels }: LabelledData): void {
  const wanted = labels.length * sizeOf(shape);
  if (values.length !== wanted) throw new PlanError('data', `expected ${wanted} values, got ${values.length}`);
  const largest = labels.reduce((most, label) => Math.max(most, label), 0);
  if (largest >= classes.length) {
    throw new PlanError('data', `expected labels below ${classes.length}, got ${largest}`);
  }
}

import { lossWeights } from '../src/nn/losses.ts';
import type { LabelledData, TextData, TrainingData, TrainSettings } from '../src/train/protocol.ts';
import type { Network } from './arena/network.ts';
import { writeBatch } from './arena/transfer.ts';
import { TextBatches, type BatchFeeds, type Batches } from './batches.ts';
import type { BatchesFrom } from './epochs.ts';
import { checkCharacters } from './characters.ts';
import { splitText } from './held-back.ts';
import type { KernelSet } from './kernels/kernel-set.ts';
import { LabelledBatches } from './labelled-batches.ts';
import { LabelledValidation } from './labelled-validation.ts';
import { labelledInput, splitExamples } from './labelled.ts';
import { PlanError } from './plan/errors.ts';
import { TextValidation, type Validation } from './validation.ts';

/** What a run learns from, cut by its settings. */
export interface Examples {
  /** Classes that it tells apart: guessing costs the logarithm of their number. */
  readonly classes: number;
  readonly feeds: BatchFeeds;
  /** Of what is held back; absent where nothing is. */
  readonly validation?: Validation;
  /** Of what is trained on. */
  batches(from: BatchesFrom): Batches;
}

interface Cut {
  readonly settings: TrainSettings;
  readonly network: Network;
  readonly kernels: KernelSet;
}

/**
 * Checks that a network can learn from this data, writes the weight of each row's loss, and cuts the data. Throws
 * PlanError for what does not fit, TextTooShortError for a text of which nothing would be left to learn.
 */
export function examplesOf(data: TrainingData, cut: Cut): Examples {
  const { network, settings } = cut;
  const { batch, length, model } = settings;
  const examples = 'labels' in data ? labelledExamples(data, cut) : textExamples(data, cut);
  const weights = network.feed('weights');
  if (weights === undefined) throw new PlanError('model', 'expected a training plan');
  writeBatch(network.memory, weights, lossWeights(model.loss.type, { batch, steps: length }));
  return examples;
}

function textExamples(data: TextData, { settings, network, kernels }: Cut): Examples {
  const { batch, length, carry, model } = settings;
  const input = network.feed('input');
  const target = network.feed('target');
  if (input?.numbers !== 'whole' || target?.numbers !== 'whole') {
    throw new PlanError('model', 'expected characters in and cross-entropy over characters out');
  }
  if (model.shape !== 'stack' || target.steps !== length)
    throw new PlanError('model', 'expected a prediction at every step');
  checkCharacters(network.plan.trace, data);
  const { training, heldBack } = splitText(data.ids, settings);
  return {
    classes: data.vocabulary.length,
    feeds: { input, target },
    ...(heldBack.length > 0 && { validation: new TextValidation(settings, { ids: heldBack }, kernels) }),
    batches: (from) => new TextBatches({ ids: training, batch, length, carry }, from),
  };
}

function labelledExamples(data: LabelledData, { settings, network, kernels }: Cut): Examples {
  const { batch, length, carry } = settings;
  if (length !== 1 || carry) {
    throw new PlanError('settings', 'labelled examples: expected length 1 and no carried state');
  }
  const input = labelledInput({ plan: network.plan, feed: network.feed('input') }, data);
  const target = network.feed('target');
  if (target === undefined) throw new PlanError('model', 'expected a target');
  const { training, heldBack } = splitExamples(data.labels.length, settings);
  const measured = { data, examples: heldBack };
  return {
    classes: data.classes.length,
    feeds: { input, target },
    ...(heldBack.length > 0 && { validation: new LabelledValidation(settings, measured, kernels) }),
    batches: (from) => new LabelledBatches({ data, training, batch }, from),
  };
}

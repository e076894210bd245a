import type { TrainingData, TrainSettings } from '../protocol.ts';

/** Which examples a network is measured on, and what is to be told of them. */
export interface EvaluateRequest {
  /** As the run was trained: they decide how the data is cut and what is held back. */
  readonly settings: Pick<TrainSettings, 'model' | 'batch' | 'length' | 'seed' | 'validation'>;
  readonly data: TrainingData;
  /** Laid out like `TrainingState.parameters`. */
  readonly parameters: Float32Array;
  /** `held-back`: what this run never trained on; needs `settings.validation`. */
  readonly part: 'held-back' | 'whole';
  /**
   * About so many examples (characters) of it at most, from its beginning; absent: all. 8192 are those that a run
   * measures as it trains.
   */
  readonly most?: number;
  /** Classes that have a row and a column of their own in the table; the others are taken together. */
  readonly classes: number;
}

/** How often a class came, and what it was taken for. */
export interface ClassReport {
  readonly id: number;
  /** How often it was the target. */
  readonly count: number;
  /** What the network thought likeliest there, most frequent first, at most five; the class itself is among them. */
  readonly predictions: readonly { readonly id: number; readonly count: number }[];
}

/** A class that was taken for another one `count` times, of the `of` times that it came. */
export interface Confusion {
  readonly target: number;
  readonly predicted: number;
  readonly count: number;
  readonly of: number;
}

/** What was measured of a network that chooses among classes. */
export interface EvaluationReport {
  /** Examples (characters) that were predicted. */
  readonly count: number;
  /** Mean cross-entropy, nats. */
  readonly loss: number;
  /** e^loss */
  readonly perplexity: number;
  /** Share of the examples whose target was thought likeliest. */
  readonly accuracy: number;
  /** Share of the examples whose target was among the five likeliest. */
  readonly accuracyOfFive: number;
  /** The classes of the table, those that came most often first. */
  readonly classes: readonly ClassReport[];
  /** How many classes that came, or were predicted, have no row of their own. */
  readonly others: number;
  /**
   * `[n + 1, n + 1]`, counts: row = target, column = prediction, in the order of `classes`; the last row and the last
   * column are all others together. Their sum is `count`.
   */
  readonly confusion: Uint32Array;
  /** The most frequent mistakes, over all classes. */
  readonly worst: readonly Confusion[];
}

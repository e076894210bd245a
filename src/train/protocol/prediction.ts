import type { ModelSpec } from '../../nn/model.ts';

/** How an output becomes a class. */
export interface Choice {
  /** Divides the logits before they become probabilities; 0 takes the likeliest. */
  readonly temperature: number;
  /** Only the so many likeliest can be drawn; 0 or absent: all. */
  readonly topK?: number;
  readonly seed: number;
  /** A class after which a sample is over; absent: each has all steps. */
  readonly end?: number;
}

/** A network, its parameters and what it shall read. Dropout is off and batch norm uses its running statistics. */
export interface PredictRequest {
  readonly model: ModelSpec;
  /** Laid out like `TrainingState.parameters`. */
  readonly parameters: Float32Array;
  /** `[batch, inputSteps, …input shape]`; one step where the input has no time axis. */
  readonly input: ArrayLike<number>;
  readonly batch: number;
  /** `[batch, inputSteps]`, 1 where a step is real: elsewhere states are kept. Absent: all are. */
  readonly mask?: ArrayLike<number>;
  /** Steps that an encoder–decoder or a one-to-many network writes; absent: one-to-many as many as its model says, and it needs no more. */
  readonly steps?: number;
  /**
   * How classes are chosen from the outputs; absent: the likeliest. An encoder–decoder whose code is an initial state
   * runs freely: what was chosen is its next input.
   */
  readonly choice?: Choice;
}

/** What the network answers. */
export interface Prediction {
  /** Steps of the output. */
  readonly steps: number;
  /** Numbers of one output. */
  readonly width: number;
  /**
   * The network's last layer, `[batch, steps, width]`: logits where its loss takes logits. Behind a sample's end symbol
   * they are what follows on it.
   */
  readonly outputs: Float32Array;
  /**
   * `[batch, steps, width]`: softmax of the outputs for cross-entropy, the sigmoid of each for binary cross-entropy;
   * absent for other losses, whose outputs are the answer themselves.
   */
  readonly probabilities?: Float32Array;
  /** Of a cross-entropy network: the classes chosen, step by step, for each sample; the end symbol is the last one. */
  readonly chosen?: readonly (readonly number[])[];
}

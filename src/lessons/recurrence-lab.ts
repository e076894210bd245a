import type { OptimizerSpec } from '../nn/optimizers.ts';
import type { RecurrentCell } from './recurrent-cells.ts';

/** What the recurrence labs open with, and within which limits they can be edited. */
export const recurrenceLab = {
  /** Each character is the input of a step, the one after it the target: after the first `l` comes `l`, after the second `o`. */
  text: 'hello!',
  units: 4,
  /** Hidden units of an edited network; a trained run keeps the size it was trained with. */
  leastUnits: 2,
  mostUnits: 16,
  /** Layers with memory above one another. */
  mostDepth: { rnn: 2, lstm: 2, gru: 2 },
  /** Time steps of one pass. */
  mostSteps: 64,
  /**
   * Starting weights are a few times the cell's own initializer: untrained gates would all stand near one half and all
   * characters be equally likely, and there would be little to see. Biases keep their start. Seeds and scales were
   * chosen among sixty for numbers that differ well and a loss that falls with each of the first updates.
   */
  starts: {
    rnn: { seed: 4, scale: 1.4 },
    lstm: { seed: 11, scale: 2.2 },
    gru: { seed: 34, scale: 2.2 },
  } satisfies Record<RecurrentCell, { seed: number; scale: number }>,
  /** The same for the weights of the output. */
  outputScale: 3,
  /** Plain w − η ∂L/∂w, as the lecture writes it; large, so that one update can be seen in the probabilities. */
  optimizer: { type: 'sgd', learning_rate: 0.2 } satisfies OptimizerSpec,
  leastRate: 1e-4,
  mostRate: 10,
  /** What a trained run reads first: the first of these that its vocabulary can write. */
  prompts: ['It is a truth', 'the sun', '白日依山尽，', 'hello'],
} as const;

/** The fields of a cell that a lab lets the student choose, with their choices. */
export const cellChoices: Readonly<Record<RecurrentCell, Readonly<Record<string, readonly string[]>>>> = {
  rnn: { activation: ['tanh', 'sigmoid', 'relu'] },
  lstm: { candidate: ['tanh', 'sigmoid'] },
  gru: { reset: ['before', 'after'] },
};

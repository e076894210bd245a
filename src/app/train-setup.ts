import type { OptimizerName, OptimizerSpec } from '../nn/optimizers.ts';
import type { ScheduleName, ScheduleSpec } from '../nn/schedules.ts';
import type { TrainSettings } from '../train/protocol.ts';
import type { RecurrentCell } from '../lessons/recurrent-cells.ts';
import { characterModel } from './character-model.ts';

/** What a student chooses before a run. */
export interface TrainSetup {
  readonly cell: RecurrentCell;
  readonly units: number;
  readonly learningRate: number;
  /** Parallel lanes of text. */
  readonly batch: number;
  /** Characters a lane and step. */
  readonly length: number;
  readonly steps: number;
  readonly seed: number;
  readonly optimizer: OptimizerName;
  readonly schedule: ScheduleName;
  /** Steps over which the rate rises before the schedule begins; 0: none. */
  readonly warmup: number;
  /** Of the step schedule: steps from one fall to the next, and what a fall multiplies with. */
  readonly decayEvery: number;
  readonly decayFactor: number;
  /** Limits of all gradients together and of each; 0: none. */
  readonly clipNorm: number;
  readonly clipValue: number;
  /** λ of decoupled weight decay, and of the L2 penalty; 0: none. */
  readonly weightDecay: number;
  readonly l2: number;
  /** Share of the text that is held back; 0: none. */
  readonly heldBack: number;
  /** Steps from one evaluation of held-back text to the next. */
  readonly evaluateEvery: number;
  /** Evaluations without a lower loss after which the run ends; 0: it does not. */
  readonly patience: number;
}

/** What one tap on “Start” trains: in a minute or two on a phone it writes words. */
export const defaultSetup: TrainSetup = {
  cell: 'lstm',
  units: 64,
  learningRate: 0.005,
  batch: 16,
  length: 32,
  steps: 1000,
  seed: 1,
  optimizer: 'adam',
  schedule: 'constant',
  warmup: 0,
  decayEvery: 500,
  decayFactor: 0.5,
  clipNorm: 1,
  clipValue: 0,
  weightDecay: 0,
  l2: 0,
  heldBack: 0.05,
  evaluateEvery: 50,
  patience: 0,
};

export type NumberField = Exclude<keyof TrainSetup, 'cell' | 'optimizer' | 'schedule'>;

interface Range {
  readonly least: number;
  readonly most: number;
  readonly whole: boolean;
}

/** What each number may be. A learning rate far too large is allowed: to see it fail is part of the chapter. */
export const setupRanges: Readonly<Record<NumberField, Range>> = {
  units: { least: 8, most: 256, whole: true },
  learningRate: { least: Number.MIN_VALUE, most: 1e12, whole: false },
  batch: { least: 1, most: 128, whole: true },
  length: { least: 2, most: 256, whole: true },
  steps: { least: 1, most: 100_000, whole: true },
  seed: { least: 0, most: 0xffffffff, whole: true },
  warmup: { least: 0, most: 10_000, whole: true },
  decayEvery: { least: 1, most: 100_000, whole: true },
  decayFactor: { least: 0.01, most: 1, whole: false },
  clipNorm: { least: 0, most: 1e6, whole: false },
  clipValue: { least: 0, most: 1e6, whole: false },
  weightDecay: { least: 0, most: 1, whole: false },
  l2: { least: 0, most: 1, whole: false },
  heldBack: { least: 0, most: 0.5, whole: false },
  evaluateEvery: { least: 1, most: 10_000, whole: true },
  patience: { least: 0, most: 1000, whole: true },
};

/** The fields whose number cannot be used. */
export function setupFaults(setup: TrainSetup): NumberField[] {
  return (Object.keys(setupRanges) as NumberField[]).filter((field) => {
    const value = setup[field];
    const { least, most, whole } = setupRanges[field];
    return !(value >= least && value <= most && (!whole || Number.isInteger(value)));
  });
}

/** How many characters a text must have to be learned with these numbers: one batch, and what is held back of it. */
export function charactersNeeded({
  batch,
  length,
  heldBack,
}: Pick<TrainSetup, 'batch' | 'length' | 'heldBack'>): number {
  const window = length + 1;
  const learned = batch * window;
  // At least one window is held back; a share is rounded to the nearest, at worst half a character up.
  return heldBack > 0 ? Math.max(learned + window, Math.ceil((learned + 0.5) / (1 - heldBack))) : learned;
}

/** The run that a setup asks for; windows carry the state on (truncated BPTT). Throws SpecError where it cannot be built. */
export function settingsOf(setup: TrainSetup, vocabulary: number): TrainSettings {
  const { cell, units, batch, length, steps, seed, l2, heldBack, evaluateEvery, patience } = setup;
  const schedule = scheduleOf(setup);
  return {
    model: {
      ...characterModel({ cell, units, vocabulary }),
      ...(l2 > 0 ? { regularization: { l1: 0, l2 } } : {}),
    },
    optimizer: optimizerOf(setup),
    ...(schedule === undefined ? {} : { schedule }),
    ...(heldBack > 0
      ? { validation: { share: heldBack, every: evaluateEvery, ...(patience > 0 ? { patience } : {}) } }
      : {}),
    batch,
    length,
    carry: true,
    seed,
    steps,
  };
}

type Own<N extends OptimizerName> = Omit<
  Extract<OptimizerSpec, { type: N }>,
  'type' | 'learning_rate' | 'clip_norm' | 'clip_value' | 'weight_decay'
>;

/** Each optimizer's usual constants. */
const constants: { readonly [N in OptimizerName]: Own<N> } = {
  sgd: {},
  momentum: { momentum: 0.9 },
  nesterov: { momentum: 0.9 },
  rmsprop: { decay: 0.99, epsilon: 1e-8 },
  adagrad: { epsilon: 1e-10 },
  adam: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  adamw: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
};

function optimizerOf({ optimizer, learningRate, clipNorm, clipValue, weightDecay }: TrainSetup): OptimizerSpec {
  const spec = {
    type: optimizer,
    learning_rate: learningRate,
    ...constants[optimizer],
    ...(clipNorm > 0 ? { clip_norm: clipNorm } : {}),
    ...(clipValue > 0 ? { clip_value: clipValue } : {}),
    ...(weightDecay > 0 || optimizer === 'adamw' ? { weight_decay: weightDecay } : {}),
  };
  // each name with its own constants: a union that the compiler does not follow through a spread
  return spec as OptimizerSpec;
}

/** The cosine ends with the run, at a hundredth of the rate, so that a run that is trained further still learns. */
const LEAST = 0.01;

function scheduleOf(setup: TrainSetup): ScheduleSpec | undefined {
  const { schedule, warmup, decayEvery, decayFactor, steps } = setup;
  const rise = warmup > 0 ? { warmup } : {};
  switch (schedule) {
    case 'constant':
      return warmup > 0 ? { type: schedule, ...rise } : undefined;
    case 'step':
      return { type: schedule, ...rise, every: decayEvery, factor: decayFactor };
    case 'cosine':
      return { type: schedule, ...rise, steps: Math.max(1, steps - warmup), least: LEAST };
    default:
      return schedule satisfies never;
  }
}

/** What to try after a rate that was too high. */
export function lowerRate(rate: number): number {
  return Math.min(rate / 10, defaultSetup.learningRate);
}

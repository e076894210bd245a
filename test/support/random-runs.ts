import { slotsOf, type OptimizerSpec } from '../../src/nn/optimizers.ts';
import { Random } from '../../src/nn/random.ts';
import type { ScheduleSpec } from '../../src/nn/schedules.ts';
import type { TextData, TrainingData, TrainSettings, ValidationSettings } from '../../src/train/protocol.ts';
import { rhyme, settingsOf, textData } from './training.ts';

/** A run drawn from a seed. */
export interface RandomRun {
  readonly settings: TrainSettings;
  readonly data: TrainingData;
  /** Its choices in words, for a failure. */
  readonly words: string;
}

const texts: Readonly<Record<string, TextData>> = {
  rhyme,
  poem: textData('白日依山尽，黄河入海流。欲穷千里目，更上一层楼。'.repeat(30)),
  counting: textData('0 1 10 11 100 101 110 111 1000 1001 1010 1011 '.repeat(20)),
};

const stacks: Readonly<Record<string, readonly object[]>> = {
  rnn: [{ name: 'cell', type: 'rnn', units: 7 }],
  lstm: [{ name: 'cell', type: 'lstm', units: 6 }],
  'gru before': [{ name: 'cell', type: 'gru', units: 5, reset: 'before' }],
  'gru after': [{ name: 'cell', type: 'gru', units: 9, reset: 'after' }],
  'lstm on gru': [
    { name: 'low', type: 'gru', units: 4 },
    { name: 'high', type: 'lstm', units: 5 },
  ],
  'lstm with dropout': [
    { name: 'cell', type: 'lstm', units: 8 },
    { name: 'drop', type: 'dropout', rate: 0.3 },
  ],
};

const moments = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8 };
const optimizers: readonly OptimizerSpec[] = [
  { type: 'sgd', learning_rate: 0.1 },
  { type: 'momentum', learning_rate: 0.02, momentum: 0.9 },
  { type: 'nesterov', learning_rate: 0.02, momentum: 0.9 },
  { type: 'rmsprop', learning_rate: 0.003, decay: 0.99, epsilon: 1e-8 },
  { type: 'adagrad', learning_rate: 0.05, epsilon: 1e-10 },
  { type: 'adam', learning_rate: 0.005, ...moments },
  { type: 'adamw', learning_rate: 0.005, ...moments, weight_decay: 0.01 },
];

const schedules: readonly (ScheduleSpec | undefined)[] = [
  undefined,
  { type: 'constant', warmup: 40 },
  { type: 'step', every: 90, factor: 0.7 },
  { type: 'step', every: 150, factor: 0.5, warmup: 30 },
  { type: 'cosine', steps: 500, least: 0.05 },
  { type: 'cosine', steps: 300, least: 0, warmup: 20 },
];

const validations: readonly (ValidationSettings | undefined)[] = [
  undefined,
  { share: 0.05, every: 60 },
  { share: 0.2, every: 35, patience: 1000 },
];

const clips: readonly Partial<OptimizerSpec>[] = [
  {},
  { clip_norm: 0.5 },
  { clip_value: 0.02 },
  { clip_norm: 0.3, clip_value: 0.05 },
  { clip_norm: 1, weight_decay: 0.001 },
];

/** The same seed draws the same run. */
export function randomRun(seed: number, steps: number): RandomRun {
  const random = Random.seeded(seed, 'splits');
  const pick = <T>(list: readonly T[]): T => list[random.below(list.length)];
  const [cell, data] = [pick(Object.keys(stacks)), pick(Object.keys(texts))];
  const optimizer = { ...pick(optimizers), ...pick(clips) } as OptimizerSpec;
  const [schedule, validation] = [pick(schedules), pick(validations)];
  const shape = {
    batch: 1 + random.below(5),
    length: 2 + random.below(10),
    carry: random.below(3) > 0,
    seed: random.below(1e6),
  };
  const settings = settingsOf({
    vocabulary: texts[data].vocabulary.length,
    layers: stacks[cell],
    optimizer,
    steps,
    ...shape,
    ...(schedule && { schedule }),
    ...(validation && { validation }),
  });
  const words = `${cell}, ${data}, ${slotsOf(optimizer.type).length} slots, ${JSON.stringify({ optimizer, schedule, validation, ...shape })}`;
  return { settings, data: texts[data], words };
}

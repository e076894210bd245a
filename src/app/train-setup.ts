import type { TrainSettings } from '../train/protocol.ts';
import { characterModel, type RecurrentCell } from './character-model.ts';

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
};

type NumberField = Exclude<keyof TrainSetup, 'cell'>;

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
};

/** The fields whose number cannot be used. */
export function setupFaults(setup: TrainSetup): NumberField[] {
  return (Object.keys(setupRanges) as NumberField[]).filter((field) => {
    const value = setup[field];
    const { least, most, whole } = setupRanges[field];
    return !(value >= least && value <= most && (!whole || Number.isInteger(value)));
  });
}

/** How many characters a text must have to be learned with these numbers. */
export function charactersNeeded({ batch, length }: Pick<TrainSetup, 'batch' | 'length'>): number {
  return batch * (length + 1);
}

/** Adam with the usual constants, clipped; windows carry the state on (truncated BPTT). */
export function settingsOf(setup: TrainSetup, vocabulary: number): TrainSettings {
  const { cell, units, learningRate, batch, length, steps, seed } = setup;
  return {
    model: characterModel({ cell, units, vocabulary }),
    optimizer: { type: 'adam', learning_rate: learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, clip_norm: 1 },
    batch,
    length,
    carry: true,
    seed,
    steps,
  };
}

/** What to try after a rate that was too high. */
export function lowerRate(rate: number): number {
  return Math.min(rate / 10, defaultSetup.learningRate);
}

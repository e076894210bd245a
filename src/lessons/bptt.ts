import { parseModel, type StackSpec } from '../nn/model.ts';
import type { OptimizerSpec } from '../nn/optimizers.ts';
import { recurrentCells, type RecurrentCell } from './recurrent-cells.ts';
import { tags, wordsOf, type SentenceLanguage } from './tagged-sentences.ts';

export const bpttCells = recurrentCells;
export type BpttCell = RecurrentCell;

/** What the BPTT lesson opens with, and within which limits it can be changed. */
export const bpttLesson = {
  seed: 7,
  /** Numbers of a word's embedding, and hidden units: few enough for a heat map that can be read. */
  embedding: 4,
  units: 8,
  /** Updates of the network that it opens with; one sentence an update, in order. */
  updates: 64,
  mostUpdates: 640,
  /** Updates that one tap of the main key makes: each sentence twice. */
  round: 16,
  /** In training each sentence's loss is the mean over its words, E/T. */
  optimizer: {
    type: 'adam',
    learning_rate: 0.02,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
  } satisfies OptimizerSpec,
  /** The slider of the recurrent weight's spectral radius. */
  radius: { least: 0.1, most: 4, step: 0.05 },
  /** Clipping thresholds to choose from, and what it opens with when switched on. */
  clips: [0.5, 1, 2, 5],
  clip: 1,
  truncate: 4,
} as const;

/** The names that a layer and its parameters have in the tagging network. */
export const bpttNames = { word: 'word', cell: 'cell', tag: 'tag' } as const;

/** Word, embedding, cell, one number a tag; a loss at every word. */
export function taggingNetwork(cell: BpttCell, language: SentenceLanguage): StackSpec {
  const spec = parseModel({
    shape: 'stack',
    input: { kind: 'ids', shape: [], sequence: true },
    layers: [
      { name: bpttNames.word, type: 'embedding', vocabulary: wordsOf(language).length, units: bpttLesson.embedding },
      { name: bpttNames.cell, type: cell, units: bpttLesson.units },
      { name: bpttNames.tag, type: 'dense', units: tags.length, activation: 'linear' },
    ],
    loss: { type: 'cross-entropy' },
  });
  if (spec.shape !== 'stack') throw new Error(`expected a stack, got ${spec.shape}`);
  return spec;
}

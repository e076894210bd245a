import type { RecurrentCell } from '../lessons/recurrent-cells.ts';
import { parseModel, type ModelSpec } from '../nn/model.ts';

export interface CharacterModel {
  readonly cell: RecurrentCell;
  /** Hidden units. */
  readonly units: number;
  /** Distinct characters of the text. */
  readonly vocabulary: number;
}

/** Above this many characters a one-hot column each is more than there is to learn from: they share an embedding. */
const MOST_ONE_HOT = 256;
const EMBEDDING_UNITS = 32;

/**
 * A network that reads a character a step and gives the logits of the next one: one-hot (or embedding) → cell → dense.
 * Layers are named x, cell, logits. Throws SpecError for sizes that cannot be built.
 */
export function characterModel({ cell, units, vocabulary }: CharacterModel): ModelSpec {
  return parseModel({
    shape: 'stack',
    input: { kind: 'ids', shape: [], sequence: true },
    layers: [
      vocabulary > MOST_ONE_HOT
        ? { name: 'x', type: 'embedding', vocabulary, units: EMBEDDING_UNITS }
        : { name: 'x', type: 'one-hot', vocabulary },
      { name: 'cell', type: cell, units },
      { name: 'logits', type: 'dense', units: vocabulary, activation: 'linear' },
    ],
    loss: { type: 'cross-entropy' },
  });
}

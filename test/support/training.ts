import type { OptimizerSpec } from '../../src/nn/optimizers.ts';
import { parseModel } from '../../src/nn/model.ts';
import { austen } from '../../src/datasets/austen.ts';
import { loadShippedText } from '../../src/datasets/dataset.ts';
import type { TextData, TrainingState, TrainSettings } from '../../src/train/protocol.ts';

/** A text as the trainer takes it, each distinct character an id in the order of the alphabet. */
export function textData(text: string): TextData {
  const vocabulary = [...new Set(text)].toSorted();
  const ids = new Map(vocabulary.map((character, id) => [character, id]));
  return { vocabulary, ids: Uint16Array.from(text, (character) => ids.get(character) ?? 0) };
}

export async function austenData(): Promise<TextData> {
  return textData(await loadShippedText(austen));
}

/** Periodic, so that a small net learns it in a few steps. */
export const rhyme = textData('one two three four five, once i caught a fish alive. '.repeat(12));

export const adam = {
  type: 'adam',
  learning_rate: 0.01,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  clip_norm: 1,
} as const satisfies OptimizerSpec;

interface Sized extends Partial<Omit<TrainSettings, 'model'>> {
  readonly vocabulary: number;
  /** The layers between the characters and the output. */
  readonly layers: readonly object[];
}

/** A run of a character network: one-hot, the given layers, a dense output. */
export function settingsOf({ vocabulary, layers, ...rest }: Sized): TrainSettings {
  const model = parseModel({
    input: { kind: 'ids', shape: [], sequence: true },
    layers: [
      { name: 'x', type: 'one-hot', vocabulary },
      ...layers,
      { name: 'logits', type: 'dense', units: vocabulary },
    ],
    loss: { type: 'cross-entropy' },
  });
  return { model, optimizer: adam, batch: 4, length: 8, carry: true, seed: 1, steps: 20, ...rest };
}

/** SHA-256 over every bit of a training state. */
export async function hashOf(state: TrainingState): Promise<string> {
  const parts: BlobPart[] = [];
  const plain = JSON.stringify(state, (_, value: unknown) => {
    if (!ArrayBuffer.isView(value)) return value;
    parts.push(value as BlobPart);
    return `${value.constructor.name} ${value.byteLength}`;
  });
  const blob = new Blob([plain, ...parts]);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

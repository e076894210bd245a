import { DatasetError } from '../datasets/dataset.ts';
import { UnknownCharactersError } from '../datasets/text.ts';
import { StoreError } from '../store/store-error.ts';
import type { TrainProblem } from './train-state.ts';

/** Another tab trains this run. */
export class InUseError extends Error {
  override readonly name = 'InUseError';
}

/** An error in the words of the Train screen. */
export function problemOf(error: unknown): TrainProblem {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof InUseError) return { kind: 'in-use' };
  if (error instanceof StoreError) return { kind: 'store', store: error.kind, message };
  if (error instanceof DatasetError || error instanceof UnknownCharactersError) return { kind: 'data', message };
  return { kind: 'worker', reason: 'other', message };
}

import type { TrainingState } from '../train/protocol.ts';

/** Before version 2 nothing was held back. */
type Version1 = Omit<TrainingState, 'version' | 'evaluations' | 'best'> & { readonly version: 1 };

/** A training state as any version of the app stored it. */
export type StoredState = TrainingState | Version1;

/** The same state as this version reads it. */
export function upgradeState(state: StoredState): TrainingState {
  return state.version === 1 ? { ...state, version: 2, evaluations: [] } : state;
}

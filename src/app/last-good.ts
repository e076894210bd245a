import type { Store } from '../store/store.ts';
import type { TrainingState } from '../train/protocol.ts';
import type { RunProgress } from './run-progress.ts';

interface Divergence {
  /** The step after which the loss was no usable number, or absurd. */
  readonly at: number;
  /** The trainer's own last good state, where it noticed first. */
  readonly last?: TrainingState;
}

/**
 * Where a run that diverged stands: at the trainer's last state, or where losses were absurd before they were no
 * numbers at the last one saved whose own loss was still good, which was measured a step later. Undefined where nothing
 * good is saved. Rejects with StoreError.
 */
export async function lastGood(
  { store, progress }: { readonly store: Store; readonly progress: RunProgress },
  { at, last }: Divergence,
): Promise<TrainingState | undefined> {
  const loss = last?.losses.at(-1);
  if (loss !== undefined && progress.isSane(loss)) return last;
  return (await store.checkpoints.latest(progress.record.id, { before: at - 1 }))?.state;
}

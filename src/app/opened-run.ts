import type { RunRecord } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import type { TrainingState } from '../train/protocol.ts';
import { RunProgress } from './run-progress.ts';

/** A kept run with all that is known of it. */
export interface OpenedRun {
  readonly record: RunRecord;
  readonly progress: RunProgress;
  /** Where it goes on; undefined before its first checkpoint. */
  readonly state: TrainingState | undefined;
}

/** Undefined where there is no such run. Rejects with StoreError. */
export async function readRun({ runs, checkpoints, moments }: Store, id: string): Promise<OpenedRun | undefined> {
  const [record, loaded, samples, steps] = await Promise.all([
    runs.get(id),
    checkpoints.latest(id),
    runs.samples(id),
    moments.steps(id),
  ]);
  if (record === undefined) return undefined;
  const progress = new RunProgress(record, {
    samples: samples.filter(({ step }) => step <= (loaded?.step ?? 0)),
    moments: steps,
    ...(loaded && { state: loaded.state, saved: { step: loaded.step, at: loaded.saved } }),
    ...(loaded && loaded.damaged > 0 && { news: { kind: 'damaged-checkpoint', step: loaded.step } as const }),
  });
  return { record, progress, state: loaded?.state };
}

import type { Store } from '../store/store.ts';

/** A run's network as it was after `step` updates. */
export interface NetworkAt {
  readonly step: number;
  /** As in `TrainingState`. */
  readonly parameters: Float32Array;
}

/**
 * The network of a step that is kept: a moment, the best one, or the newest; without a step, or where that one is no
 * longer kept, the newest. Undefined where nothing was saved. Rejects with StoreError.
 */
export async function networkAt(
  { checkpoints, moments }: Pick<Store, 'checkpoints' | 'moments'>,
  { run, step }: { readonly run: string; readonly step?: number },
): Promise<NetworkAt | undefined> {
  const moment = step === undefined ? undefined : await moments.get(run, step);
  if (moment !== undefined) return { step: moment.step, parameters: moment.parameters };
  const loaded = await checkpoints.latest(run);
  if (loaded === undefined) return undefined;
  const { best, parameters } = loaded.state;
  return best !== undefined && best.step === step && step !== loaded.step
    ? { step: best.step, parameters: best.parameters }
    : { step: loaded.step, parameters };
}

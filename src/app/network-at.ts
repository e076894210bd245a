import type { Store } from '../store/store.ts';

/** A run's network as it was after `step` updates. */
export interface NetworkAt {
  readonly step: number;
  /** As in `TrainingState`. */
  readonly parameters: Float32Array;
}

/**
 * The network of a step that is kept: a moment, the best one, or the newest; where that one is not (any more) kept, the
 * nearest; without a step, the newest. Undefined where nothing was saved. Rejects with StoreError.
 */
export async function networkAt(
  { checkpoints, moments }: Pick<Store, 'checkpoints' | 'moments'>,
  { run, step }: { readonly run: string; readonly step?: number },
): Promise<NetworkAt | undefined> {
  const loaded = await checkpoints.latest(run);
  const saved = loaded === undefined ? [] : [{ step: loaded.step, parameters: loaded.state.parameters }];
  if (step === undefined) return saved.at(0);
  const best = loaded?.state.best;
  const whole = best === undefined ? saved : [...saved, { step: best.step, parameters: best.parameters }];
  const kept = [...(await moments.steps(run)), ...whole.map((each) => each.step)];
  if (kept.length === 0) return undefined;
  const nearest = kept.reduce((near, each) => (Math.abs(each - step) < Math.abs(near - step) ? each : near));
  const moment = await moments.get(run, nearest);
  // thinned out in between by a run that goes on: what is held already is still there
  return moment === undefined
    ? (whole.find((each) => each.step === nearest) ?? saved.at(0))
    : { step: moment.step, parameters: moment.parameters };
}

import type { LossName } from './ops/losses.ts';

interface Rows {
  readonly batch: number;
  readonly steps: number;
  /** `[batch, steps]`, 1 where a step counts; absent: all do. */
  readonly counted?: ArrayLike<number>;
}

/**
 * The weight of each (sample, step) row in the total loss, `[batch, steps]`: the total is Σ weight × row loss.
 * `half-sum-squares` is summed over steps and averaged over the batch; every other loss is the mean over counted rows.
 */
export function lossWeights(loss: LossName, { batch, steps, counted }: Rows): Float64Array {
  const weights = Float64Array.from({ length: batch * steps }, (_, n) =>
    counted === undefined || counted[n] !== 0 ? 1 : 0,
  );
  const rows = loss === 'half-sum-squares' ? batch : weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (rows === 0 ? 0 : weight / rows));
}

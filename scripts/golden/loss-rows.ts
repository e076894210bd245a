import { lossWeights } from '../../src/nn/losses.ts';
import type { GoldenCase } from './engine.ts';

/** Steps at which there is a loss: those of the loop in which it stands. */
export function lossSteps({ trace, inputSteps, outputSteps }: Omit<GoldenCase, 'expected'>): number {
  const { length } = trace.scans[trace.equations[trace.loss].scan];
  return length === 'once' ? 1 : length === 'input' ? inputSteps : outputSteps;
}

/**
 * The weight of each (sample, step) in its E_t, `[batch, steps]`: without a mask E_t is the mean over the batch; with one
 * only real steps count, and the parts of all E_t sum to T times the gradients as without.
 */
export function termWeights(golden: GoldenCase): Float64Array {
  const isMean = golden.spec.loss.type !== 'half-sum-squares';
  return caseLossWeights(golden).map((weight) => weight * (isMean ? lossSteps(golden) : 1));
}

/**
 * The weight of each (sample, step) in the loss, `[batch, steps]`. A mask says which steps of the input are real: a loss
 * behind the last step has none of them and counts every sample.
 */
export function caseLossWeights(golden: GoldenCase): Float64Array {
  const { trace, spec, batch, mask } = golden;
  const { length } = trace.scans[trace.equations[trace.loss].scan];
  const counted = length === 'input' ? mask?.data : undefined;
  return lossWeights(spec.loss.type, { batch, steps: lossSteps(golden), counted });
}

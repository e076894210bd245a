import { lossWeights } from '../../src/nn/losses.ts';
import type { GoldenCase } from './engine.ts';

/** Steps at which there is a loss: those of the loop in which it stands. */
export function lossSteps({ trace, inputSteps, outputSteps }: Omit<GoldenCase, 'expected'>): number {
  const { length } = trace.scans[trace.equations[trace.loss].scan];
  return length === 'once' ? 1 : length === 'input' ? inputSteps : outputSteps;
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

import { jacobianReach } from '../../../src/nn/jacobian-norms.ts';
import { sizeOf } from '../../../src/nn/shape.ts';
import type { Network } from '../../../workers/arena/network.ts';
import { keptFrames } from '../../../workers/kept-frames.ts';
import type { EngineResult, GoldenCase } from '../engine.ts';
import { bpttTerms } from './kernel-terms.ts';

type Terms = Pick<EngineResult, 'contribution_norms' | 'last_loss_contributions' | 'jacobian_norms'>;

/** The parts of BPTT's sum and the Jacobians of the state, where the case asks for them; the loss is at every step. */
export function recurrenceTerms(network: Network, { terms, hasJacobians, inputSteps: steps }: GoldenCase): Terms {
  const norms: Record<string, Float64Array> = {};
  const last: Record<string, number[]> = {};
  for (const name of terms) {
    const place = network.layout.places.get(name);
    if (place === undefined) throw new Error(`no parameter ${name}`);
    norms[name] = new Float64Array(steps * steps);
    last[name] = [];
    for (const { t, i, values } of bpttTerms(network, { place, lossSteps: steps, steps })) {
      norms[name][t * steps + i] = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
      if (t === steps - 1) last[name].push(...values);
    }
    if (last[name].length !== steps * sizeOf(place.shape)) throw new Error(`${name}: parts are missing`);
  }
  return {
    contribution_norms: norms,
    last_loss_contributions: last,
    jacobian_norms: hasJacobians
      ? jacobianReach(network.plan.trace, { scan: 0, steps, frames: keptFrames(network, { sample: 0 }) }).norms
      : {},
  };
}

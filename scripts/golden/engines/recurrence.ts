import { termsOf } from '../../../src/nn/bptt-terms.ts';
import { jacobianReach } from '../../../src/nn/jacobian-norms.ts';
import type { Network } from '../../../workers/arena/network.ts';
import { keptFrames } from '../../../workers/kept-frames.ts';
import type { EngineResult, GoldenCase, Parts } from '../engine.ts';
import { lossSteps } from '../loss-rows.ts';
import { bpttTerms } from './kernel-terms.ts';
import { sweptTerms, TermParts } from './swept-terms.ts';

type Terms = Partial<Parts> & Pick<EngineResult, 'byKernels' | 'jacobian_norms'>;

/**
 * The parts of BPTT's sum and the Jacobians of the state, where the case asks for them: from the values that the kernels
 * kept, as a trained run's screen measures them (`workers/terms.ts`), and the parts by the backward kernels too.
 */
export function recurrenceTerms(network: Network, golden: GoldenCase): Terms {
  const { terms, hasJacobians, trace, inputSteps: steps } = golden;
  if (terms.length === 0 && !hasJacobians) return {};
  const framesOf = (sample: number) => keptFrames(network, { sample });
  const { contribution_norms, last_loss_contributions } = sweptTerms(golden, (sample) =>
    termsOf(trace, { steps, frames: framesOf(sample) }),
  );
  const jacobian_norms = hasJacobians ? jacobianReach(trace, { scan: 0, steps, frames: framesOf(0) }).norms : undefined;
  // last: it overwrites gradients and loss weights
  return { contribution_norms, last_loss_contributions, jacobian_norms, byKernels: kernelParts(network, golden) };
}

/** Of the recurrent layers' own weights: of others the kernels do not always sum row by row. */
function kernelParts(network: Network, golden: GoldenCase): Parts {
  const { trace, inputSteps: steps } = golden;
  const terms = golden.terms.filter((name) => trace.states.some(({ layer }) => name.startsWith(`${layer}.`)));
  const parts = new TermParts({ ...golden, terms });
  for (const name of terms) {
    const place = network.layout.places.get(name);
    if (place === undefined) throw new Error(`no parameter ${name}`);
    for (const term of bpttTerms(network, { golden, place })) {
      parts.add(name, { ...term, t: term.t + steps - lossSteps(golden), weight: 1 });
    }
  }
  return parts;
}

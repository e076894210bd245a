import { jacobianReach } from '../../../src/nn/jacobian-norms.ts';
import type { Network } from '../../../src/streams/network.ts';
import type { PassInput } from '../../../src/streams/pass-input.ts';
import { bpttTerms, recordedFrames } from '../../../src/streams/terms.ts';
import type { EngineResult, GoldenCase, Parts } from '../engine.ts';
import { sweptTerms } from './swept-terms.ts';

type Terms = Partial<Parts> & Pick<EngineResult, 'jacobian_norms'>;

/**
 * The parts of BPTT's sum as the lesson shows them (`src/streams/terms.ts`); the Jacobians are those of the first
 * sample's frames.
 */
export function streamTerms(net: Network, golden: GoldenCase, passOf: (sample: number) => PassInput): Terms {
  const { terms, hasJacobians, inputSteps: steps } = golden;
  if (terms.length === 0 && !hasJacobians) return {};
  const pass = (sample: number): void => {
    net.feed(passOf(sample));
    net.scheduler.drain();
  };
  const { contribution_norms, last_loss_contributions } = sweptTerms(golden, (sample) => {
    pass(sample);
    return bpttTerms(net);
  });
  if (!hasJacobians) return { contribution_norms, last_loss_contributions };
  pass(0);
  const { norms } = jacobianReach(net.trace, { scan: 0, steps, frames: recordedFrames(net) });
  return { contribution_norms, last_loss_contributions, jacobian_norms: norms };
}

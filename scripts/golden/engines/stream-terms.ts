import { jacobianReach } from '../../../src/nn/jacobian-norms.ts';
import type { Network } from '../../../src/streams/network.ts';
import type { PassInput } from '../../../src/streams/pass-input.ts';
import { bpttTerms, recordedFrames } from '../../../src/streams/terms.ts';
import type { EngineResult, GoldenCase } from '../engine.ts';

type Terms = Pick<EngineResult, 'contribution_norms' | 'last_loss_contributions' | 'jacobian_norms'>;

/**
 * The parts of BPTT's sum as the lesson shows them (`src/streams/terms.ts`), E_t the mean over the batch: step i's share
 * of ∂E_t/∂W is the part that flows through step i. The Jacobians are those of the first sample's frames.
 */
export function streamTerms(net: Network, golden: GoldenCase, passOf: (sample: number) => PassInput): Terms {
  const { terms, hasJacobians, batch, inputSteps: steps } = golden;
  if (terms.length === 0 && !hasJacobians) return {};
  const sums = Object.fromEntries(terms.map((name) => [name, emptyParts(steps, net.parameters[name].length)]));
  for (let sample = 0; sample < (terms.length === 0 ? 0 : batch); sample++) {
    net.feed(passOf(sample));
    net.scheduler.drain();
    for (const { t, i, parts } of bpttTerms(net)) {
      for (const name of terms) {
        const part = parts.get(name);
        // behind the state: its earlier parts are 0
        if (part === undefined && i < t) continue;
        if (part === undefined) throw new Error(`${name}: no part at (${t}, ${i})`);
        const sum = sums[name][t * steps + i];
        for (let n = 0; n < sum.length; n++) sum[n] += part[n] / batch;
      }
    }
  }
  net.feed(passOf(0));
  net.scheduler.drain();
  return {
    contribution_norms: Object.fromEntries(terms.map((name) => [name, Float64Array.from(sums[name], norm)])),
    last_loss_contributions: Object.fromEntries(
      terms.map((name) => [name, sums[name].slice(-steps).flatMap((part) => Array.from(part))]),
    ),
    jacobian_norms: hasJacobians ? jacobianReach(net.trace, { scan: 0, steps, frames: recordedFrames(net) }).norms : {},
  };
}

/** By loss and step, row-major. */
function emptyParts(steps: number, size: number): Float64Array[] {
  return Array.from({ length: steps * steps }, () => new Float64Array(size));
}

function norm(part: Float64Array): number {
  return Math.sqrt(part.reduce((sum, value) => sum + value * value, 0));
}

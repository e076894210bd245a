import { STATIC, type EquationId } from '../src/nn/equation.ts';
import { jacobianNorms } from '../src/nn/jacobian.ts';
import type { Network } from './arena/network.ts';
import type { Place } from './plan/plan.ts';

/**
 * The Jacobian norms of a scan's state for one sample (`src/nn/jacobian.ts`), from the values of the last `forward`.
 * The network's plan must keep every equation of the scan.
 */
export function measuredJacobianNorms(
  network: Network,
  { scan, sample }: { scan: number; sample: number },
): Record<string, Float64Array> {
  const { trace } = network.plan;
  const state = trace.states.find((each) => each.scan === scan);
  if (state === undefined) throw new Error(`Jacobians: scan ${scan} carries no state`);
  const steps = kept(network, state.previous).slots - 1;
  return jacobianNorms(trace, { scan, steps, frames: (t) => (id) => frameOf(network, id, { t, sample }) });
}

function kept({ plan }: Network, id: EquationId): Place {
  const place = plan.values.get(id);
  if (place === undefined) throw new Error(`Jacobians: equation ${id} was not kept by the plan`);
  return place;
}

function frameOf(network: Network, id: EquationId, { t, sample }: { t: number; sample: number }): Float32Array {
  const { address, width, rowStride, slotStride } = kept(network, id);
  const fixed = network.plan.trace.equations[id].scan === STATIC;
  const from = address + (fixed ? 0 : t * slotStride + sample * rowStride);
  return network.memory.floats.subarray(from, from + width);
}

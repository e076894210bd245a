import { STATIC, type EquationId } from '../src/nn/equation.ts';
import { block, multiply, spectralNorm, stateVector, stepJacobian, type Matrix } from '../src/nn/jacobian.ts';
import { sizeOf } from '../src/nn/shape.ts';
import type { Network } from './arena/network.ts';
import type { Place } from './plan/plan.ts';

/**
 * How far a state's change reaches, for one sample: by state name, `[T, T]` row-major, entry (t, k) the spectral norm of
 * the state's own part of ∂s_t/∂s_k = J_t J_{t−1} … J_{k+1} through the whole state s; 1 on the diagonal, 0 above it.
 * The network's plan must keep every equation of the scan, and `forward` must have run.
 */
export function jacobianNorms(
  network: Network,
  { scan, sample }: { scan: number; sample: number },
): Record<string, Float64Array> {
  const { trace } = network.plan;
  const vector = stateVector(trace, scan);
  const steps = kept(network, vector.states[0].previous).slots - 1;
  const jacobians = Array.from({ length: steps }, (_, t) =>
    stepJacobian(trace, { vector, frames: (id) => frameOf(network, id, { t, sample }) }),
  );
  const norms = vector.states.map(() => new Float64Array(steps * steps));
  for (let k = 0; k < steps; k++) {
    norms.forEach((norm) => (norm[k * steps + k] = 1));
    let through: Matrix | undefined;
    for (let t = k + 1; t < steps; t++) {
      through = through === undefined ? jacobians[t] : multiply(jacobians[t], through);
      for (const [n, { shape }] of vector.states.entries()) {
        norms[n][t * steps + k] = spectralNorm(block(through, vector.offsets[n], sizeOf(shape)));
      }
    }
  }
  return Object.fromEntries(vector.states.map(({ name }, n) => [name, norms[n]]));
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

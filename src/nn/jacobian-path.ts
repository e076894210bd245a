import { multiply, spectralNorm, type Matrix } from './jacobian.ts';

/** The ordered product J_t J_{t−1} … J_{i+1}: how a change of the state at step i reaches step t. */
export interface JacobianPath {
  /** The spectral norms of the single steps, in the product's order: of J_t first. Empty for t = i. */
  readonly factors: readonly number[];
  /** The spectral norm of the product; 1 for t = i. */
  readonly normOfProduct: number;
  /** Π of the single norms: never less than the norm of the product, since ‖AB‖ ≤ ‖A‖ ‖B‖. */
  readonly productOfNorms: number;
}

/** `jacobians[j]` is ∂s_j/∂s_{j−1}. */
export function jacobianPath(jacobians: readonly Matrix[], { t, i }: { t: number; i: number }): JacobianPath {
  const steps = jacobians.slice(i + 1, t + 1).reverse();
  const factors = steps.map(spectralNorm);
  const [first, ...others] = steps;
  return {
    factors,
    normOfProduct: first === undefined ? 1 : spectralNorm(others.reduce(multiply, first)),
    productOfNorms: factors.reduce((product, norm) => product * norm, 1),
  };
}

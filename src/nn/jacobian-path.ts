/** The ordered product J_t J_{t−1} … J_{i+1}: how a change of the state at step i reaches step t. */
export interface JacobianPath {
  /** The spectral norms of the single steps, in the product's order: of J_t first. Empty for t = i. */
  readonly factors: readonly number[];
  /** The spectral norm of the product; 1 for t = i. */
  readonly normOfProduct: number;
  /** Π of the single norms: never less than the norm of the product, since ‖AB‖ ≤ ‖A‖ ‖B‖. */
  readonly productOfNorms: number;
}

/** Reads the way from i to t ≥ i out of `JacobianReach.paths`. */
export function jacobianPath(
  { paths, steps }: { readonly paths: Float64Array; readonly steps: number },
  { t, i }: { readonly t: number; readonly i: number },
): JacobianPath {
  const factors = Array.from({ length: t - i }, (_, n) => paths[(t - n) * steps + t - n - 1]);
  return {
    factors,
    normOfProduct: paths[t * steps + i],
    productOfNorms: factors.reduce((product, norm) => product * norm, 1),
  };
}

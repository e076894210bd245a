/** L1 and L2 penalties on weights: l1 Σ|w| + l2/2 Σw². */
export interface Regularization {
  readonly l1: number;
  readonly l2: number;
}

type Numbers = Float32Array | Float64Array;

/** The penalty of one weight tensor. */
export function penalty({ l1, l2 }: Regularization, weight: Numbers): number {
  let total = 0;
  for (let n = 0; n < weight.length; n++) total += l1 * Math.abs(weight[n]) + (l2 / 2) * weight[n] * weight[n];
  return total;
}

/** Adds the penalty's gradient, l1 sign(w) + l2 w, to `gradient`. */
export function addPenaltyGradient({ l1, l2 }: Regularization, weight: Numbers, gradient: Numbers): void {
  for (let n = 0; n < weight.length; n++) gradient[n] += l1 * Math.sign(weight[n]) + l2 * weight[n];
}

/** In float64, by the platform's own functions: what ours are compared with. */

export function softmax(logits: ArrayLike<number>): number[] {
  const largest = Math.max(...Array.from(logits));
  const raised = Array.from(logits, (x) => Math.exp(x - largest));
  const total = raised.reduce((sum, x) => sum + x, 0);
  return raised.map((x) => x / total);
}

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

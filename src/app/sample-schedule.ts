/** After step 0 the next sample comes at step 10, then each time the steps have doubled. */
const FIRST = 10;

/** The step from which the network shall write again: 0, 10, 20, 40, 80 … and the run's last one; then no more. */
export function nextSampleStep(last: number | undefined, steps: number): number {
  if (last === undefined) return 0;
  if (last >= steps) return Infinity;
  return Math.min(steps, Math.max(FIRST, last * 2));
}

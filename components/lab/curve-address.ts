/** Where a run's curve is looked at at a step. */
export function curveAddress(run: string, step: number): string {
  return `#/train/${encodeURIComponent(run)}?${new URLSearchParams({ step: String(step) }).toString()}`;
}

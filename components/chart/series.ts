/** What the loss chart draws: measured numbers of one or more runs. */

export interface LossPoint {
  readonly step: number;
  /** Nats a character. */
  readonly loss: number;
}

export interface ChartSeries {
  readonly id: string;
  readonly name: string;
  /** `[steps]`, nats a character, from step 1. */
  readonly losses: Float32Array;
  /** Measured now and then on text that is never learned; ascending. Absent where none is held back. */
  readonly heldBack?: readonly LossPoint[];
}

/** The last step of all of them; 0 before the first. */
export function lastStepOf(series: readonly ChartSeries[]): number {
  return series.reduce((most, { losses }) => Math.max(most, losses.length), 0);
}

/** The point whose step is nearest, or undefined where there is none. */
export function nearestPoint<P extends { readonly step: number }>(points: readonly P[], step: number): P | undefined {
  return points.reduce<P | undefined>(
    (best, point) => (best === undefined || Math.abs(point.step - step) < Math.abs(best.step - step) ? point : best),
    undefined,
  );
}

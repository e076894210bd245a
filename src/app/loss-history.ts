import { smoothingWindow } from '../nn/smoothing.ts';
import type { CurvePoint } from '../store/schema.ts';

/** The loss of every step of a run, growing. */
export class LossHistory {
  private values: Float32Array;
  private count: number;

  /** @param losses of the steps so far, from step 1. */
  constructor(losses: Float32Array = new Float32Array(0)) {
    this.values = losses.slice();
    this.count = losses.length;
  }

  get length(): number {
    return this.count;
  }

  /** Step `step`'s loss, counted from 1. A step that was measured before is written over. */
  put(step: number, loss: number): void {
    if (step > this.values.length) {
      const grown = new Float32Array(Math.max(1024, step, this.values.length * 2));
      grown.set(this.values);
      this.values = grown;
    }
    this.values[step - 1] = loss;
    this.count = step;
  }

  /** `[length]`: a view that later steps do not change. */
  all(): Float32Array {
    return this.values.subarray(0, this.count);
  }

  /** Mean of the last steps, at most 20, nats a character; undefined before the first. */
  mean(): number | undefined {
    const last = this.values.subarray(this.count - smoothingWindow(this.count), this.count);
    return last.length === 0 ? undefined : last.reduce((sum, loss) => sum + loss, 0) / last.length;
  }

  /** The curve in at most `most` points, each the mean of the steps since the one before. */
  curve(most = 64): CurvePoint[] {
    const points = Math.min(most, this.count);
    return Array.from({ length: points }, (_, n) => {
      const from = Math.floor((n * this.count) / points);
      const step = Math.floor(((n + 1) * this.count) / points);
      const part = this.values.subarray(from, step);
      return { step, loss: part.reduce((sum, loss) => sum + loss, 0) / part.length };
    });
  }
}

import type { EquationId } from '../../src/nn/equation.ts';
import type { LabPass } from './lab-pass.ts';

/** A state's gradient at a step, taken apart: what came at this step, and what came back from the next one. */
export interface StateArrivals {
  /** What arrives within this step: `wayNow` tells by which way. */
  readonly now: Float64Array;
  /** From step t+1; undefined at the last step. */
  readonly later: Float64Array | undefined;
}

/**
 * By which way a state's gradient arrives within its step: from the loss, from the layer above, or, of a state that its
 * layer does not hand on (the c of an LSTM), by way of the one that it does, with all that comes back to that one.
 */
export type WayNow = 'loss' | 'layer-above' | 'handed-on';

export function wayNow({ trace, columns }: LabPass, equation: EquationId): WayNow {
  const layer = trace.layers.find(({ name }) => name === trace.equations[equation].layer);
  if (layer?.output !== equation) return 'handed-on';
  return layer.name === columns.layers.at(-1) ? 'loss' : 'layer-above';
}

/** Of these units, all by default. Undefined as long as one of them is missing. */
export function arrivalsOf(
  pass: LabPass,
  equation: EquationId,
  t: number,
  units: readonly number[] = Array.from({ length: pass.columns.units }, (_, unit) => unit),
): StateArrivals | undefined {
  const now = new Float64Array(units.length);
  const later = new Float64Array(units.length);
  for (let n = 0; n < units.length; n++) {
    const sources = pass.network.recorder.sources(equation, units[n], t);
    if (sources === undefined) return undefined;
    for (const { kind, value } of sources) (kind === 'next-step' ? later : now)[n] += value;
  }
  return { now, later: t === pass.length - 1 ? undefined : later };
}

/** √Σx², also where the squares alone would be infinite or 0. */
export function norm(values: ArrayLike<number>): number {
  let largest = 0;
  for (let n = 0; n < values.length; n++) largest = Math.max(largest, Math.abs(values[n]));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let n = 0; n < values.length; n++) sum += (values[n] / largest) ** 2;
  return largest * Math.sqrt(sum);
}

/**
 * The same for whole layers, each taken apart once: what a pass has computed does not change, and a long text of a wide
 * layer has thousands of them in sight.
 */
export class ArrivalBook {
  private record: unknown;
  private readonly kept = new Map<string, StateArrivals>();

  of(pass: LabPass, equation: EquationId, t: number): StateArrivals | undefined {
    const { recorder } = pass.network;
    if (recorder.record !== this.record) {
      this.kept.clear();
      this.record = recorder.record;
    }
    // the cursor may stand before them
    if (recorder.gradientFrame(equation, t) === undefined) return undefined;
    const key = `${equation} ${t}`;
    const arrivals = this.kept.get(key) ?? arrivalsOf(pass, equation, t);
    if (arrivals !== undefined) this.kept.set(key, arrivals);
    return arrivals;
  }
}

/** How far off a result is, and where. */
export interface Deviation {
  readonly where: string;
  readonly error: number;
  /** What is accepted there. */
  readonly tolerance: number;
}

const FLOOR = 1e-3;

/** Largest absolute difference over the larger of the reference's largest value and 1e-3; Infinity for NaN or a wrong length. */
export function relativeError(got: ArrayLike<number>, wanted: ArrayLike<number>): number {
  if (got.length !== wanted.length) return Infinity;
  let difference = 0;
  let largest = FLOOR;
  for (let n = 0; n < wanted.length; n++) {
    const here = Math.abs(got[n] - wanted[n]);
    if (!(here <= difference)) difference = here === here ? here : Infinity;
    largest = Math.max(largest, Math.abs(wanted[n]));
  }
  return difference / largest;
}

/** The worst relative error of single entries, with a floor for entries that vanish. */
export function entryError(got: ArrayLike<number>, wanted: ArrayLike<number>): number {
  if (got.length !== wanted.length) return Infinity;
  let worst = 0;
  for (let n = 0; n < wanted.length; n++) {
    const here = Math.abs(got[n] - wanted[n]) / Math.max(Math.abs(wanted[n]), 1e-30);
    if (!(here <= worst)) worst = here === here ? here : Infinity;
  }
  return worst;
}

/**
 * The gradient of the inputs of a recurrent case, each time step by itself: where it vanishes, a common scale would
 * hide errors. `shape` is [batch, time, feature…].
 */
export function stepwiseError(got: ArrayLike<number>, wanted: ArrayLike<number>, shape: readonly number[]): number {
  if (got.length !== wanted.length) return Infinity;
  const [batch, time] = shape;
  const width = wanted.length / (batch * time);
  let worst = 0;
  for (let t = 0; t < time; t++) {
    let difference = 0;
    let largest = 1e-30;
    for (let b = 0; b < batch; b++) {
      const from = (b * time + t) * width;
      for (let n = from; n < from + width; n++) {
        const here = Math.abs(got[n] - wanted[n]);
        if (!(here <= difference)) difference = here === here ? here : Infinity;
        largest = Math.max(largest, Math.abs(wanted[n]));
      }
    }
    worst = Math.max(worst, difference / largest);
  }
  return worst;
}

import type { State, Trace } from './equation.ts';
import { stateVector, stepJacobian, type StateVector, type StepFrames } from './jacobian.ts';
import { block, multiply, type Matrix } from './matrix.ts';
import { sizeOf } from './shape.ts';
import { spectralNorm } from './spectral-norm.ts';

/** How far changes of the state reach. Tables are `[steps, steps]`, row-major: 1 on the diagonal, 0 above it. */
export interface JacobianReach {
  /**
   * By `stateKeys`: entry (t, k) is the spectral norm of the state's own part of ∂s_t/∂s_k = J_t J_{t−1} … J_{k+1}, the
   * product taken through the whole state s.
   */
  readonly norms: Readonly<Record<string, Float64Array>>;
  /** Entry (t, k): of the whole ∂s_t/∂s_k. Where there is one state these are its norms. */
  readonly paths: Float64Array;
}

/** What each state is called in a table: by its name, `h`, where one layer has states; where several do, `LAYER.h`. */
export function stateKeys(states: readonly State[]): readonly string[] {
  const isOne = states.every(({ layer }) => layer === states[0].layer);
  return states.map(({ layer, name }) => (isOne ? name : `${layer}.${name}`));
}

interface Steps {
  readonly scan: number;
  readonly steps: number;
  readonly frames: (t: number) => StepFrames;
}

/** As `measureReach`, at once. */
export function jacobianReach(trace: Trace, steps: Steps): JacobianReach {
  const measuring = measureReach(trace, steps);
  let next = measuring.next();
  while (!next.done) next = measuring.next();
  return next.value;
}

/**
 * Measures piece by piece, for a worker that has to listen meanwhile: yields the share of the work that is done, each
 * step's Jacobian and each product one piece.
 */
export function* measureReach(trace: Trace, { scan, steps, frames }: Steps): Generator<number, JacobianReach> {
  const vector = stateVector(trace, scan);
  const pieces = steps + (steps * (steps - 1)) / 2;
  let done = 0;
  const jacobians: Matrix[] = [];
  for (let t = 0; t < steps; t++) {
    jacobians.push(stepJacobian(trace, { vector, frames: frames(t) }));
    yield ++done / pieces;
  }
  const reach = new Reach(vector, steps);
  for (let k = 0; k < steps; k++) {
    reach.set({ t: k, k }, undefined);
    let through: Matrix | undefined;
    for (let t = k + 1; t < steps; t++) {
      through = through === undefined ? jacobians[t] : multiply(jacobians[t], through);
      reach.set({ t, k }, through);
      yield ++done / pieces;
    }
  }
  return reach;
}

class Reach implements JacobianReach {
  readonly norms: Readonly<Record<string, Float64Array>>;
  readonly paths: Float64Array;
  private readonly keys: readonly string[];

  constructor(
    private readonly vector: StateVector,
    private readonly steps: number,
  ) {
    const table = () => new Float64Array(steps * steps);
    this.keys = stateKeys(vector.states);
    this.norms = Object.fromEntries(this.keys.map((key) => [key, table()]));
    this.paths = table();
  }

  /** @param product ∂s_t/∂s_k; absent on the diagonal */
  set({ t, k }: { t: number; k: number }, product: Matrix | undefined): void {
    const { states, offsets } = this.vector;
    const at = t * this.steps + k;
    states.forEach(({ shape }, n) => {
      this.norms[this.keys[n]][at] = product ? spectralNorm(block(product, offsets[n], sizeOf(shape))) : 1;
    });
    this.paths[at] =
      states.length === 1 ? this.norms[this.keys[0]][at] : product === undefined ? 1 : spectralNorm(product);
  }
}

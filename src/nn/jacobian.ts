import { STATIC, type Equation, type EquationId, type State, type Trace } from './equation.ts';
import { opOf } from './ops/table.ts';
import type { Frame } from './ops/op.ts';
import { sizeOf } from './shape.ts';

/** The values of one step, in float64: `frame(id)` of any equation of the scan, and of parameters. */
export type StepFrames = (id: EquationId) => Frame;

/** A matrix, row-major. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** The states that a scan carries, as one vector s = (h, c, …), and where each begins in it. */
export interface StateVector {
  readonly states: readonly State[];
  readonly offsets: readonly number[];
  readonly size: number;
}

export function stateVector(trace: Trace, scan: number): StateVector {
  const states = trace.states.filter((state) => state.scan === scan);
  const offsets: number[] = [];
  let size = 0;
  for (const state of states) {
    offsets.push(size);
    size += sizeOf(state.shape);
  }
  return { states, offsets, size };
}

/**
 * ∂s_t/∂s_{t−1} of the whole state through one step, `[size, size]`: row r is the gradient of unit r of the new state.
 * One backward sweep over the step's equations a row.
 */
export function stepJacobian(trace: Trace, { vector, frames }: { vector: StateVector; frames: StepFrames }): Matrix {
  const { states, offsets, size } = vector;
  const data = new Float64Array(size * size);
  const moving = carried(trace, states);
  const gradients = new Map<EquationId, Float64Array>(
    moving.map(({ id, shape }) => [id, new Float64Array(sizeOf(shape))]),
  );
  states.forEach((state, which) => {
    for (let unit = 0; unit < sizeOf(state.shape); unit++) {
      for (const gradient of gradients.values()) gradient.fill(0);
      const seed = gradients.get(state.next);
      if (seed === undefined) continue;
      seed[unit] = 1;
      for (let n = moving.length - 1; n >= 0; n--) passBack(moving[n], { gradients, frames });
      const row = (offsets[which] + unit) * size;
      states.forEach((other, column) => data.set(gradients.get(other.previous) ?? [], row + offsets[column]));
    }
  });
  return { rows: size, columns: size, data };
}

/** The equations of the step that depend on the old state, in order. */
function carried(trace: Trace, states: readonly State[]): Equation[] {
  const reached = new Set<EquationId>(states.map(({ previous }) => previous));
  return trace.equations.filter(({ id, inputs, scan }) => {
    if (scan !== STATIC && inputs.some((input) => reached.has(input))) reached.add(id);
    return reached.has(id);
  });
}

export interface Sweep {
  /** Gradients by equation; what has no entry here gets none. */
  readonly gradients: ReadonlyMap<EquationId, Float64Array>;
  readonly frames: StepFrames;
}

/** Adds what an equation hands back to the gradients of its inputs: one step of a backward sweep. */
export function passBack(equation: Equation, { gradients, frames }: Sweep): void {
  const op = opOf(equation.op);
  const gradient = gradients.get(equation.id);
  if (gradient === undefined || gradient.every((value) => value === 0)) return;
  if (op.scope !== 'unit' && op.scope !== 'layer') return;
  const at = { inputs: equation.inputs.map(frames), output: frames(equation.id), gradient };
  equation.inputs.forEach((input, n) => {
    const into = gradients.get(input);
    if (into === undefined) return;
    if (op.scope === 'layer') op.backward(n, at, into, equation.attributes);
    else for (let k = 0; k < into.length; k++) into[k] += op.backward(n, k, at, equation.attributes);
  });
}

interface Steps {
  readonly scan: number;
  readonly steps: number;
  readonly frames: (t: number) => StepFrames;
}

/**
 * How far a change of the state reaches: by state name, `[steps, steps]` row-major, entry (t, k) the spectral norm of the
 * state's own part of ∂s_t/∂s_k = J_t J_{t−1} … J_{k+1} through the whole state s; 1 on the diagonal, 0 above it.
 */
export function jacobianNorms(trace: Trace, { scan, steps, frames }: Steps): Record<string, Float64Array> {
  const vector = stateVector(trace, scan);
  const jacobians = Array.from({ length: steps }, (_, t) => stepJacobian(trace, { vector, frames: frames(t) }));
  const norms = vector.states.map(() => new Float64Array(steps * steps));
  for (let k = 0; k < steps; k++) {
    for (const norm of norms) norm[k * steps + k] = 1;
    let through: Matrix | undefined;
    for (let t = k + 1; t < steps; t++) {
      through = through === undefined ? jacobians[t] : multiply(jacobians[t], through);
      for (const [n, { shape }] of vector.states.entries()) {
        norms[n][t * steps + k] = spectralNorm(block(through, vector.offsets[n], sizeOf(shape)));
      }
    }
  }
  return Object.fromEntries(vector.states.map(({ name }, n) => [name, norms[n]]));
}

export function multiply(a: Matrix, b: Matrix): Matrix {
  const data = new Float64Array(a.rows * b.columns);
  for (let r = 0; r < a.rows; r++) {
    for (let k = 0; k < a.columns; k++) {
      const factor = a.data[r * a.columns + k];
      for (let c = 0; c < b.columns; c++) data[r * b.columns + c] += factor * b.data[k * b.columns + c];
    }
  }
  return { rows: a.rows, columns: b.columns, data };
}

/** The part of a matrix over the states from … from + size − 1, in rows and in columns. */
export function block(matrix: Matrix, from: number, size: number): Matrix {
  const data = new Float64Array(size * size);
  for (let r = 0; r < size; r++) {
    const row = (from + r) * matrix.columns + from;
    data.set(matrix.data.subarray(row, row + size), r * size);
  }
  return { rows: size, columns: size, data };
}

/** The largest singular value, by one-sided Jacobi rotations: exact to rounding also for tiny matrices of norms. */
export function spectralNorm({ rows, columns, data }: Matrix): number {
  const scale = data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (scale === 0) return 0;
  const a = data.map((value) => value / scale);
  for (let sweep = 0; sweep < 60; sweep++) {
    let rotated = false;
    for (let p = 0; p < columns - 1; p++) {
      for (let q = p + 1; q < columns; q++) rotated = rotate(a, { rows, columns, p, q }) || rotated;
    }
    if (!rotated) break;
  }
  let largest = 0;
  for (let c = 0; c < columns; c++) {
    let square = 0;
    for (let r = 0; r < rows; r++) square += a[r * columns + c] * a[r * columns + c];
    largest = Math.max(largest, square);
  }
  return scale * Math.sqrt(largest);
}

interface Pair {
  readonly rows: number;
  readonly columns: number;
  readonly p: number;
  readonly q: number;
}

/** Makes columns p and q orthogonal (Hestenes 1958); says whether they were not. */
function rotate(a: Float64Array, { rows, columns, p, q }: Pair): boolean {
  let alpha = 0;
  let beta = 0;
  let gamma = 0;
  for (let r = 0; r < rows; r++) {
    const x = a[r * columns + p];
    const y = a[r * columns + q];
    alpha += x * x;
    beta += y * y;
    gamma += x * y;
  }
  if (gamma === 0 || Math.abs(gamma) <= 1e-15 * Math.sqrt(alpha * beta)) return false;
  const zeta = (beta - alpha) / (2 * gamma);
  const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
  const c = 1 / Math.sqrt(1 + t * t);
  const s = c * t;
  for (let r = 0; r < rows; r++) {
    const x = a[r * columns + p];
    const y = a[r * columns + q];
    a[r * columns + p] = c * x - s * y;
    a[r * columns + q] = s * x + c * y;
  }
  return true;
}

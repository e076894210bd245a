import { STATIC, type Equation, type EquationId, type State, type Trace } from './equation.ts';
import { opOf } from './ops/table.ts';
import type { Frame } from './ops/op.ts';
import type { Matrix } from './matrix.ts';
import { sizeOf } from './shape.ts';

/** The values of one step, in float64: `frame(id)` of any equation of the scan, and of parameters. */
export type StepFrames = (id: EquationId) => Frame;

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
  // it is the last step that is swept when there is a gradient behind the loop
  if (equation.op === 'last') return add(gradient, gradients.get(equation.inputs[0]));
  if (op.scope !== 'unit' && op.scope !== 'layer') return;
  const at = { inputs: equation.inputs.map(frames), output: frames(equation.id), gradient };
  equation.inputs.forEach((input, n) => {
    const into = gradients.get(input);
    if (into === undefined) return;
    if (op.scope === 'layer') op.backward(n, at, into, equation.attributes);
    else for (let k = 0; k < into.length; k++) into[k] += op.backward(n, k, at, equation.attributes);
  });
}

function add(gradient: Float64Array, into: Float64Array | undefined): void {
  if (into !== undefined) for (let k = 0; k < into.length; k++) into[k] += gradient[k];
}

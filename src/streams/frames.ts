import { STATIC, type EquationId, type State, type Trace } from '../nn/equation.ts';
import type { BackwardFrames } from '../nn/ops/op.ts';
import { opOf } from '../nn/ops/table.ts';
import type { GivenPass } from './pass-input.ts';
import type { Graph, GradientPath } from './graph.ts';

/**
 * All numbers of one pass, a frame (one number a unit) for each equation and step, written once by the streams and read by
 * everything else: the record. Carried states are not copied: `previous` at step t is the frame of step t − 1.
 */
export class Frames {
  private readonly values: Float64Array[][];
  private readonly gradients: Float64Array[][];
  /** By equation and step: the parts of the gradient, one row a path. */
  private readonly parts: Float64Array[][];
  private readonly inputFrames: (readonly Float64Array[])[][];
  private readonly backwardFrames: BackwardFrames[][];
  private readonly trace: Trace;

  constructor(
    private readonly graph: Graph,
    private readonly given: GivenPass,
    private readonly fixed: ReadonlyMap<EquationId, Float64Array>,
  ) {
    this.trace = graph.trace;
    const empty = <T>(): T[][] => graph.sizes.map(() => []);
    this.values = empty();
    this.gradients = empty();
    this.parts = empty();
    this.inputFrames = empty();
    this.backwardFrames = empty();
  }

  /** The frame of an equation at a step of its own scan; `first` and `last` are work that writes its own. */
  value(id: EquationId, t: number): Float64Array {
    return (this.values[id][t] ??= this.find(id, t));
  }

  /** The frames of an equation's inputs at its step t. */
  inputs(id: EquationId, t: number): readonly Float64Array[] {
    return (this.inputFrames[id][t] ??= this.trace.equations[id].inputs.map((input) => this.value(input, t)));
  }

  /** What an equation's backward rule reads at its step t. */
  backward(id: EquationId, t: number): BackwardFrames {
    return (this.backwardFrames[id][t] ??= {
      inputs: this.inputs(id, t),
      output: this.value(id, t),
      gradient: this.gradient(id, t),
    });
  }

  gradient(id: EquationId, t: number): Float64Array {
    return (this.gradients[id][t] ??= new Float64Array(this.graph.sizes[id]));
  }

  /** What each path (row) adds to the gradient of each unit: `[paths, units]`. */
  part(id: EquationId, t: number): Float64Array {
    return (this.parts[id][t] ??= new Float64Array(this.graph.sizes[id] * this.graph.paths[id].length));
  }

  /** Steps of the equation's scan. */
  steps(id: EquationId): number {
    return this.given.lengths[this.trace.equations[id].scan];
  }

  /** The step at which a path's consumer reads the value of step t; −1 where it does not. */
  readAt(id: EquationId, { via }: GradientPath, t: number): number {
    const last = this.steps(id) - 1;
    switch (via) {
      case 'same-step':
        return t;
      case 'next-step':
        return t < last ? t + 1 : -1;
      case 'last':
        return t === last ? 0 : -1;
      case 'first':
      case 'initial':
        return t === 0 ? 0 : -1;
      default:
        return via satisfies never;
    }
  }

  private find(id: EquationId, t: number): Float64Array {
    const equation = this.trace.equations[id];
    if (equation.scan === STATIC) return this.fixedValue(id);
    if (equation.op === 'previous') return this.before(this.trace.states[equation.attributes.state], t);
    return this.given.leaves.get(id)?.[t] ?? new Float64Array(this.graph.sizes[id]);
  }

  private before(state: State, t: number): Float64Array {
    if (t > 0) return this.value(state.next, t - 1);
    return state.initial === undefined
      ? this.given.initial[this.trace.states.indexOf(state)]
      : this.value(state.initial, 0);
  }

  private fixedValue(id: EquationId): Float64Array {
    const value = this.fixed.get(id);
    if (value === undefined) throw new Error(`equation ${id}: no parameter value`);
    return value;
  }
}

/** The values that stay the same during a pass: parameters, and slices of them. */
export function fixedValues(
  trace: Trace,
  parameters: Readonly<Record<string, Float64Array>>,
): Map<EquationId, Float64Array> {
  const fixed = new Map<EquationId, Float64Array>();
  for (const equation of trace.equations) {
    if (equation.op === 'parameter') fixed.set(equation.id, parameters[equation.attributes.parameter]);
    else if (equation.scan === STATIC) fixed.set(equation.id, slice(trace, equation.id, fixed));
  }
  return fixed;
}

function slice({ equations }: Trace, id: EquationId, fixed: ReadonlyMap<EquationId, Float64Array>): Float64Array {
  const { op: name, inputs, attributes, shape } = equations[id];
  const op = opOf(name);
  const frames = inputs.map((input) => fixed.get(input) ?? new Float64Array());
  const out = new Float64Array(shape.reduce((size, axis) => size * axis, 1));
  if (op.scope === 'unit') for (let k = 0; k < out.length; k++) out[k] = op.forward(k, frames, attributes);
  if (op.scope === 'layer') op.forward(frames, out, attributes);
  return out;
}

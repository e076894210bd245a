import { STATIC, type Equation, type EquationId } from '../../src/nn/equation.ts';
import type { OpName } from '../../src/nn/ops/table.ts';
import { sizeOf } from '../../src/nn/shape.ts';
import { at, columnsOf, each, type TensorId, type View } from './graph.ts';
import { readersOf, type Reader } from '../../src/nn/readers.ts';
import type { Values } from './values.ts';

/**
 * Where each value's gradient is gathered. A part of a value has its part of the gradient; a state's gradient has one
 * slot more than its scan has steps, so that what arrives from step t + 1 stands where step t reads it; the gradient of a
 * sum is shared by its summands, which saves copying it.
 */
export class GradientPlaces {
  readonly parameterTensor: TensorId;
  /** The gradient tensor of each state; absent where none is needed. */
  readonly states: readonly (TensorId | undefined)[];
  private readonly views = new Map<EquationId, View>();
  /** Tensors that one value made for itself and that may still move into another. */
  private readonly fresh = new Set<EquationId>();
  private readonly moved = new Map<TensorId, View>();
  private readonly readers: readonly (readonly Reader[])[];

  constructor(
    private readonly values: Values,
    private readonly needed: readonly boolean[],
  ) {
    const { trace, graph, parameters } = values;
    this.readers = readersOf(trace);
    const width = Math.max(1, parameters.trained);
    this.parameterTensor = graph.add({ label: 'gradients', kind: 'gradients', width, rows: 1, slots: 1 });
    this.states = values.states.map((state, n) => {
      if (!needed[trace.states[n].previous]) return undefined;
      const { label, rows, slots, width: units } = graph.tensors[state];
      return graph.add({ label: `∂${label}`, kind: 'gradient', width: units, rows, slots });
    });
    for (const equation of trace.equations) {
      if (needed[equation.id]) this.views.set(equation.id, this.place(equation));
    }
  }

  /** Where ∂L/∂(value) stands; undefined where nobody needs it. */
  of(id: EquationId): View | undefined {
    const view = this.views.get(id);
    return view === undefined ? undefined : this.resolve(view);
  }

  private resolve(view: View): View {
    const target = this.moved.get(view.tensor);
    if (target === undefined) return view;
    return this.resolve(columnsOf(target, view.column, view.width));
  }

  private place(equation: Equation): View {
    const { id, inputs, op } = equation;
    const owner = this.values.stateOf(id);
    const state = owner === undefined ? undefined : this.states[owner];
    if (state !== undefined) {
      const view: View = { tensor: state, column: 0, width: sizeOf(equation.shape), slot: each(1) };
      if (isSum(op)) this.share(inputs, view, equation);
      return view;
    }
    switch (op) {
      case 'parameter': {
        const { offset, size } = this.parameter(equation.attributes.parameter);
        return { tensor: this.parameterTensor, column: offset, width: size, slot: at(0) };
      }
      case 'previous': {
        const tensor = this.states[equation.attributes.state];
        if (tensor === undefined) return this.own(equation);
        return { tensor, column: 0, width: sizeOf(equation.shape), slot: each(0) };
      }
      case 'slice':
        return columnsOf(this.known(inputs[0]), equation.attributes.from, equation.attributes.size);
      case 'flatten':
        return this.known(inputs[0]);
      case 'rows': {
        const { from, size, width } = equation.attributes;
        return columnsOf(this.known(inputs[0]), from * width, size * width);
      }
      case 'last': {
        const view = this.known(inputs[0]);
        const steps = this.values.steps(this.values.equation(inputs[0]).scan);
        return view.slot.kind === 'at' ? view : { ...view, slot: at(steps - 1 + view.slot.offset) };
      }
      default:
        return isSum(op) ? this.sum(equation) : this.own(equation);
    }
  }

  /** Gathers the gradient of a sum where the one of a summand is gathered. */
  private sum(equation: Equation): View {
    const host = equation.inputs.find((id) => this.isSoleSummand(id, equation));
    if (host === undefined) {
      const view = this.own(equation);
      this.share(equation.inputs, view, equation);
      return view;
    }
    const view = this.known(host);
    if (this.fresh.delete(host)) this.fresh.add(equation.id);
    this.share(equation.inputs, view, equation);
    return view;
  }

  /** Moves the gradients of summands that have a tensor of their own to where the sum's is. */
  private share(inputs: readonly EquationId[], target: View, sum: Equation): void {
    for (const id of inputs) {
      if (!this.fresh.has(id) || this.readers[id].length !== 1 || this.values.equation(id).scan !== sum.scan) continue;
      const { tensor } = this.known(id);
      if (tensor === this.resolve(target).tensor) continue;
      this.fresh.delete(id);
      this.moved.set(tensor, target);
    }
  }

  /** Whether a summand's gradient is the sum's and nothing else. */
  private isSoleSummand(id: EquationId, sum: Equation): boolean {
    const { scan } = this.values.equation(id);
    return this.needed[id] && scan === sum.scan && scan !== STATIC && this.isSoleReader(id);
  }

  private isSoleReader(id: EquationId): boolean {
    if (this.readers[id].length !== 1 || this.values.stateOf(id) !== undefined) return false;
    const equation = this.values.equation(id);
    switch (equation.op) {
      case 'input':
      case 'previous':
      case 'last':
      case 'first':
      case 'parameter':
      case 'rows':
      case 'flatten':
        return false;
      case 'slice':
        return this.isSeparate(equation.inputs[0], equation);
      default:
        return true;
    }
  }

  /** Whether nobody else's gradient meets this slice's within the sliced value. */
  private isSeparate(base: EquationId, slice: Extract<Equation, { op: 'slice' }>): boolean {
    const { op } = this.values.equation(base);
    if (['input', 'previous', 'last', 'first', 'slice', 'flatten'].includes(op)) return false;
    if (this.values.stateOf(base) !== undefined) return false;
    const { from, size } = slice.attributes;
    return this.readers[base].every((id) => {
      if (id === slice.id) return true;
      if (id === 'state') return false;
      const other = this.values.equation(id);
      if (other.op !== 'slice') return false;
      return other.attributes.from >= from + size || from >= other.attributes.from + other.attributes.size;
    });
  }

  private own(equation: Equation): View {
    const { id, shape, layer, name, op } = equation;
    const { rows, slots, slot } = this.values.extent(equation);
    const width = sizeOf(shape);
    const label = `∂${layer}.${name ?? op}`;
    const tensor = this.values.graph.add({ label, kind: 'gradient', width, rows, slots });
    this.fresh.add(id);
    return { tensor, column: 0, width, slot };
  }

  private known(id: EquationId): View {
    const view = this.of(id);
    if (view === undefined) throw new Error(`gradient of equation ${id} has no place`);
    return view;
  }

  private parameter(name: string): { offset: number; size: number } {
    const place = this.values.parameters.places.get(name);
    if (place === undefined) throw new Error(`no parameter "${name}"`);
    return place;
  }
}

/** A value plus another of its size, or plus a bias: their gradients are one. */
function isSum(op: OpName): boolean {
  return op === 'add' || op === 'add-bias' || op === 'channel-bias' || op === 'shift';
}

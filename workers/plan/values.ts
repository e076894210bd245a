import { STATIC, type Equation, type EquationId, type State, type Trace } from '../../src/nn/equation.ts';
import { opOf, type OpName } from '../../src/nn/ops/table.ts';
import { sameShape, sizeOf } from '../../src/nn/shape.ts';
import { parameterLayout, type ParameterLayout } from '../../src/nn/layout.ts';
import { PlanError } from './errors.ts';
import { at, each, Graph, ONCE, type Slot, type TensorId, type View } from './graph.ts';

/** How many samples and steps a plan is for. */
export interface PlanSize {
  readonly batch: number;
  /** Steps of the scans that follow the input, and of those that follow the output. */
  readonly inputSteps: number;
  readonly outputSteps: number;
}

/** What the host writes before a step. */
export interface Feed {
  readonly role: 'input' | 'teacher' | 'target' | 'mask' | 'weights' | 'kept';
  readonly numbers: 'float' | 'whole';
  readonly tensor: TensorId;
  /** Steps of its scan. */
  readonly steps: number;
  readonly width: number;
  /** Of a dropout layer's mask (`kept`): the layer, and the share of units that it drops. */
  readonly dropout?: { readonly layer: string; readonly rate: number };
}

/** Numbers that never change: written once, when the memory is made. */
export interface Constant {
  readonly tensor: TensorId;
  readonly numbers: 'float' | 'whole';
  readonly values: readonly number[];
}

export type EquationOf<N extends OpName> = Extract<Equation, { op: N }>;

/** Where each equation's value stands while instructions are written. */
export class Values {
  readonly graph = new Graph();
  readonly feeds: Feed[] = [];
  readonly constants: Constant[] = [];
  /** What each `normalize` does to its channels, for its gradients. */
  readonly channelTables = new Map<EquationId, View>();
  readonly parameters: ParameterLayout;
  readonly parameterTensor: TensorId;
  /** The tensor of each state, in the trace's order. */
  readonly states: readonly TensorId[];
  private readonly views = new Map<EquationId, View>();
  /** The state whose next slot an equation writes straight into. */
  private readonly owners = new Map<EquationId, number>();

  constructor(
    readonly trace: Trace,
    readonly size: PlanSize,
  ) {
    this.parameters = parameterLayout(trace);
    const width = Math.max(1, this.parameters.size);
    this.parameterTensor = this.graph.add({ label: 'parameters', kind: 'parameters', width, rows: 1, slots: 1 });
    this.states = trace.states.map((state, index) => this.stateTensor(state, index));
  }

  steps(scan: number): number {
    if (scan === STATIC) return 1;
    const { length } = this.trace.scans[scan];
    return length === 'once' ? 1 : length === 'input' ? this.size.inputSteps : this.size.outputSteps;
  }

  equation(id: EquationId): Equation {
    return this.trace.equations[id];
  }

  view(id: EquationId): View {
    const view = this.views.get(id);
    if (view === undefined) throw new PlanError(this.equation(id).layer, `equation ${id} is read before it is written`);
    return view;
  }

  place(id: EquationId, view: View): void {
    this.views.set(id, view);
  }

  /** The state that an equation's value is carried on by, if it may be written straight into the state's tensor. */
  stateOf(id: EquationId): number | undefined {
    return this.owners.get(id);
  }

  /** Where an equation shall write: its state's next slot, or a tensor of its own. */
  result(equation: Equation): View {
    const { id, shape, layer, name, op } = equation;
    const state = this.owners.get(id);
    const width = sizeOf(shape);
    if (state !== undefined) return { tensor: this.states[state], column: 0, width, slot: each(1) };
    const label = `${layer}.${name ?? op}`;
    const { rows, slots, slot } = this.extent(equation);
    const tensor = this.graph.add({ label, kind: 'value', width, rows, slots });
    return { tensor, column: 0, width, slot };
  }

  feed(equation: Equation, feed: Pick<Feed, 'role' | 'numbers' | 'dropout'>): View {
    const { scan, shape, layer, op } = equation;
    const width = sizeOf(shape);
    const tensor = this.addFeed({ ...feed, width, scan, label: `${layer}.${op}` });
    return { tensor, column: 0, width, slot: slotOf(scan) };
  }

  addFeed({ scan, label, ...feed }: Omit<Feed, 'tensor' | 'steps'> & { scan: number; label: string }): TensorId {
    const steps = this.steps(scan);
    const rows = scan === STATIC ? 1 : this.size.batch;
    const tensor = this.graph.add({ label, kind: 'feed', width: feed.width, rows, slots: steps });
    this.feeds.push({ ...feed, steps, tensor });
    return tensor;
  }

  /** Numbers that kernels read as an operand: sizes of a window, an ε. */
  constant(label: string, { numbers, values }: Omit<Constant, 'tensor'>): View {
    const known = this.constants.find((each) => each.numbers === numbers && sameShape(each.values, values));
    if (known !== undefined) return this.graph.whole(known.tensor);
    const tensor = this.graph.add({ label, kind: 'feed', width: values.length, rows: 1, slots: 1 });
    this.constants.push({ tensor, numbers, values });
    return this.graph.whole(tensor);
  }

  /** Rows and slots of a value, and which slot a step means. What is the same for the whole batch has one row. */
  extent({ scan, op }: Equation): { rows: number; slots: number; slot: Slot } {
    if (scan === STATIC || opOf(op).scope === 'batch') return { rows: 1, slots: 1, slot: at(0) };
    return { rows: this.size.batch, slots: this.steps(scan), slot: each(0) };
  }

  private stateTensor({ layer, name, shape, scan, next }: State, index: number): TensorId {
    const width = sizeOf(shape);
    const last = this.equation(next);
    if (last.scan === scan && isComputed(last.op) && !this.owners.has(next)) this.owners.set(next, index);
    const slots = this.steps(scan) + 1;
    return this.graph.add({ label: `${layer}.${name}`, kind: 'state', width, rows: this.size.batch, slots });
  }
}

export function slotOf(scan: number): Slot {
  return scan === STATIC ? at(0) : each(0);
}

export function domainOf({ scan }: Equation): number {
  return scan === STATIC ? ONCE : scan;
}

/** Whether an op has a result of its own, which is not a part of another tensor or given from outside. */
function isComputed(op: OpName): boolean {
  switch (op) {
    case 'input':
    case 'id':
    case 'target':
    case 'mask':
    case 'parameter':
    case 'previous':
    case 'last':
    case 'first':
    case 'kept':
    case 'slice':
    case 'rows':
    case 'flatten':
      return false;
    default:
      return true;
  }
}

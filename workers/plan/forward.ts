import { STATIC, type Equation, type EquationId } from '../../src/nn/equation.ts';
import { opOf, type OpName } from '../../src/nn/ops/table.ts';
import { sizeOf } from '../../src/nn/shape.ts';
import { elementwiseNames, type ElementwiseName, type KernelName } from '../kernels/names.ts';
import { PlanError } from './errors.ts';
import { at, columnsOf, type Instruction, type View } from './graph.ts';
import { domainOf, type EquationOf, type Values } from './values.ts';

/** Writes an equation's instructions; returns where its value stands. */
type Emit<N extends OpName> = (equation: EquationOf<N>, values: Values) => View;

/** How each op is computed. An op without a row does not compile. */
const emitters: { readonly [N in OpName]: Emit<N> } = {
  ...elementwiseEmitters(),
  input: (equation, values) => values.feed(equation, { role: 'input', numbers: 'float' }),
  id: (equation, values) => values.feed(equation, { role: equation.attributes.source, numbers: 'whole' }),
  target: (equation, values) => values.feed(equation, { role: 'target', numbers: targetNumbers(equation, values) }),
  mask: (equation, values) => values.feed(equation, { role: 'mask', numbers: 'float' }),
  parameter({ attributes: { parameter }, layer }, values) {
    const place = values.parameters.places.get(parameter);
    if (place === undefined) throw new PlanError(layer, `no parameter "${parameter}"`);
    return columnsOf(values.graph.whole(values.parameterTensor), place.offset, place.size);
  },
  previous({ attributes: { state, shape } }, values) {
    return { tensor: values.states[state], column: 0, width: sizeOf(shape), slot: { kind: 'each', offset: 0 } };
  },
  last({ inputs: [x] }, values) {
    const view = values.view(x);
    const steps = values.steps(values.equation(x).scan);
    return view.slot.kind === 'at' ? view : { ...view, slot: at(steps - 1 + view.slot.offset) };
  },
  /** The later slots are never written: they keep the zeros that memory starts with. */
  first(equation, values) {
    const view = values.result(equation);
    const [x] = equation.inputs;
    const domain = domainOf(values.equation(x));
    copy(values, { from: values.view(x), to: { ...view, slot: at(0) }, domain });
    return view;
  },
  slice: ({ inputs: [x], attributes: { from, size } }, values) => columnsOf(values.view(x), from, size),
  rows: ({ inputs: [w], attributes: { from, size, width } }, values) =>
    columnsOf(values.view(w), from * width, size * width),
  linear(equation, values) {
    const [x, weight] = equation.inputs;
    const source = values.equation(x);
    // a product with a one-hot vector is one column of the weight
    const looked = source.op === 'one-hot';
    return instruction(values, equation, {
      kernel: looked ? 'columns' : 'linear',
      reads: [values.view(looked ? source.inputs[0] : x), values.view(weight), null],
      inner: sizeOf(source.shape),
      outer: sizeOf(equation.shape),
    });
  },
  'add-bias': (equation, values) => plain(values, equation, 'add-bias'),
  lookup(equation, values) {
    const [, table] = equation.inputs;
    const { units } = equation.attributes;
    return plain(values, equation, 'rows', sizeOf(values.equation(table).shape) / units);
  },
  'one-hot': (equation, values) => plain(values, equation, 'one-hot'),
  hold: (equation, values) => plain(values, equation, 'hold'),
  softmax: (equation, values) => plain(values, equation, 'softmax'),
  'cross-entropy': loss,
  mse: loss,
  'half-sum-squares': loss,
  'binary-cross-entropy': loss,
};

/** Writes the forward instructions of every equation, and those that hand states on. */
export function emitForward(values: Values): void {
  for (const equation of values.trace.equations) {
    checkScans(equation, values);
    values.place(equation.id, (emitters[equation.op] as Emit<OpName>)(equation, values));
  }
  for (const [index, { next, initial, scan, layer, name }] of values.trace.states.entries()) {
    const tensor = values.states[index];
    const { width } = values.graph.tensors[tensor];
    const state = { tensor, column: 0, width };
    if (initial !== undefined) {
      const given = values.equation(initial);
      if (given.scan === STATIC) throw new PlanError(`${layer}.${name}`, 'a parameter cannot start a state');
      copy(values, { from: values.view(initial), to: { ...state, slot: at(0) }, domain: given.scan });
    }
    if (values.stateOf(next) !== index) {
      copy(values, { from: values.view(next), to: { ...state, slot: { kind: 'each', offset: 1 } }, domain: scan });
    }
  }
}

function elementwiseEmitters(): { [N in ElementwiseName]: Emit<N> } {
  const emit = (equation: EquationOf<ElementwiseName>, values: Values) => plain(values, equation, equation.op);
  const rows = elementwiseNames.map((name) => [name, emit] as const);
  // every name of the list has a row
  return Object.fromEntries(rows) as { [N in ElementwiseName]: Emit<N> };
}

type Call = Pick<Instruction, 'kernel' | 'reads' | 'inner' | 'outer'>;

function instruction(values: Values, equation: Equation, call: Call): View {
  const write = values.result(equation);
  values.graph.instructions.push({
    ...call,
    phase: 'forward',
    domain: domainOf(equation),
    write,
    mode: 0,
    adds: 'never',
  });
  return write;
}

/** A kernel that takes the equation's inputs as they are; `inner` is the width of the result, or of a layer's input. */
function plain(values: Values, equation: Equation, kernel: KernelName, outer = 1): View {
  const reads = equation.inputs.map((id) => values.view(id));
  return instruction(values, equation, { kernel, reads, inner: sizeOf(equation.shape), outer });
}

function loss(
  equation: EquationOf<'cross-entropy' | 'mse' | 'half-sum-squares' | 'binary-cross-entropy'>,
  values: Values,
) {
  const reads = equation.inputs.map((id) => values.view(id));
  const inner = sizeOf(values.equation(equation.inputs[0]).shape);
  return instruction(values, equation, { kernel: equation.op, reads, inner, outer: 1 });
}

function copy(values: Values, { from, to, domain }: { from: View; to: View; domain: number }): void {
  values.graph.instructions.push({
    kernel: 'copy',
    phase: 'forward',
    domain,
    reads: [from],
    write: to,
    inner: from.width,
    outer: 1,
    mode: 0,
    adds: 'never',
  });
}

/** Cross-entropy's target is a class id. */
function targetNumbers({ id }: Equation, { trace }: Values): 'float' | 'whole' {
  const reader = trace.equations.find(({ inputs }) => inputs.includes(id));
  return reader?.op === 'cross-entropy' ? 'whole' : 'float';
}

/** Parameters stand at the same place for all samples, so that only some inputs of some ops may be one. */
const STATIC_INPUTS: Partial<Record<OpName, EquationId>> = { linear: 1, 'add-bias': 1, lookup: 1 };

function checkScans({ op, inputs, scan, layer }: Equation, values: Values): void {
  if (scan === STATIC || opOf(op).scope === 'time') return;
  for (const [n, id] of inputs.entries()) {
    const from = values.equation(id).scan;
    const fits = from === scan || (from === STATIC && STATIC_INPUTS[op] === n);
    if (!fits) throw new PlanError(layer, `"${op}" cannot read input ${n} from where it is computed`);
  }
}

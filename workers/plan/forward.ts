import { STATIC, type Equation } from '../../src/nn/equation.ts';
import { opOf, type OpName } from '../../src/nn/ops/table.ts';
import { sizeOf } from '../../src/nn/shape.ts';
import { elementwiseNames, type ElementwiseName } from '../kernels/names.ts';
import { copy, emit, instruction, plain, type Emit } from './emit.ts';
import { PlanError } from './errors.ts';
import { imageEmitters } from './forward-images.ts';
import { normEmitters } from './forward-norms.ts';
import { at, columnsOf } from './graph.ts';
import { domainOf, type EquationOf, type Values } from './values.ts';

/** How each op is computed. An op without a row does not compile. */
const emitters: { readonly [N in OpName]: Emit<N> } = {
  ...elementwiseEmitters(),
  ...imageEmitters,
  ...normEmitters,
  input: (equation, values) => values.feed(equation, { role: 'input', numbers: 'float' }),
  id: (equation, values) => values.feed(equation, { role: equation.attributes.source, numbers: 'whole' }),
  target: (equation, values) => values.feed(equation, { role: 'target', numbers: targetNumbers(equation, values) }),
  mask: (equation, values) => values.feed(equation, { role: 'mask', numbers: 'float' }),
  kept(equation, values) {
    const { layer, rate } = equation.attributes;
    return values.feed(equation, { role: 'kept', numbers: 'float', dropout: { layer, rate } });
  },
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
    const { width: inner } = equation.attributes;
    const outer = values.view(weight).width / inner;
    // a product with a one-hot vector is one column of the weight
    if (source.op === 'one-hot') {
      const reads = [values.view(source.inputs[0]), values.view(weight), null];
      return instruction(values, equation, { kernel: 'columns', reads, inner, outer });
    }
    const result = values.result(equation);
    for (let row = 0; row < result.width / outer; row++) {
      emit(values, {
        kernel: 'linear',
        domain: domainOf(equation),
        reads: [columnsOf(values.view(x), row * inner, inner), values.view(weight), null],
        write: columnsOf(result, row * outer, outer),
        inner,
        outer,
      });
    }
    return result;
  },
  'add-bias': (equation, values) => plain(values, equation, 'add-bias'),
  /** One row of the table for each id of the sample. */
  lookup(equation, values) {
    const [ids, table] = equation.inputs.map((id) => values.view(id));
    const { units } = equation.attributes;
    const result = values.result(equation);
    for (let n = 0; n < ids.width; n++) {
      const reads = [columnsOf(ids, n, 1), table];
      const write = columnsOf(result, n * units, units);
      emit(values, {
        kernel: 'rows',
        domain: domainOf(equation),
        reads,
        write,
        inner: units,
        outer: table.width / units,
      });
    }
    return result;
  },
  'one-hot': (equation, values) => plain(values, equation, 'one-hot'),
  hold: (equation, values) => plain(values, equation, 'hold'),
  softmax: (equation, values) => plain(values, equation, 'softmax'),
  flatten: ({ inputs: [x] }, values) => values.view(x),
  dropout(equation, values) {
    const kept = 1 - equation.attributes.rate;
    const reads = [
      ...equation.inputs.map((id) => values.view(id)),
      values.constant('kept share', { numbers: 'float', values: [kept] }),
    ];
    return instruction(values, equation, { kernel: 'dropout', reads, inner: sizeOf(equation.shape), outer: 1 });
  },
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
  const emitter = (equation: EquationOf<ElementwiseName>, values: Values) => plain(values, equation, equation.op);
  const rows = elementwiseNames.map((name) => [name, emitter] as const);
  // every name of the list has a row
  return Object.fromEntries(rows) as { [N in ElementwiseName]: Emit<N> };
}

function loss(
  equation: EquationOf<'cross-entropy' | 'mse' | 'half-sum-squares' | 'binary-cross-entropy'>,
  values: Values,
) {
  const reads = equation.inputs.map((id) => values.view(id));
  const inner = sizeOf(values.equation(equation.inputs[0]).shape);
  return instruction(values, equation, { kernel: equation.op, reads, inner, outer: 1 });
}

/** Cross-entropy's target is a class id. */
function targetNumbers({ id }: Equation, { trace }: Values): 'float' | 'whole' {
  const reader = trace.equations.find(({ inputs }) => inputs.includes(id));
  return reader?.op === 'cross-entropy' ? 'whole' : 'float';
}

/** Inputs that are the same for all samples: only these may be parameters, or measured over the batch. */
const SHARED_INPUTS: Partial<Record<OpName, readonly number[]>> = {
  linear: [1],
  'add-bias': [1],
  lookup: [1],
  convolution: [1],
  'channel-bias': [1],
  scale: [1],
  shift: [1],
  'batch-variance': [1],
  normalize: [1, 2, 3, 4],
};

function checkScans({ op, inputs, scan, layer }: Equation, values: Values): void {
  if (scan === STATIC || opOf(op).scope === 'time') return;
  for (const [n, id] of inputs.entries()) {
    const from = values.equation(id);
    const isShared = from.scan === STATIC || opOf(from.op).scope === 'batch';
    const fits = SHARED_INPUTS[op]?.includes(n) === true ? isShared : from.scan === scan && !isShared;
    if (!fits) throw new PlanError(layer, `"${op}" cannot read input ${n} from where it is computed`);
  }
}

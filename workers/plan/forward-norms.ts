import { STATIC } from '../../src/nn/equation.ts';
import { correctionOf } from '../../src/nn/statistics.ts';
import { PlanError } from './errors.ts';
import { copy, emit, instruction, type Emit } from './emit.ts';
import { at, columnsOf, ONCE, type View } from './graph.ts';
import type { EquationOf, Values } from './values.ts';

export type NormOp = 'standardize' | 'scale' | 'shift' | 'batch-mean' | 'batch-variance' | 'normalize';

/** Places in a channel table `[4, channels]`: what a normalization does to each channel. Behind them stands ε. */
const CHANNEL_PARTS = 4;
const MEAN = 0;
const INVERSE = 1;
const WEIGHT = 2;
const BIAS = 3;

/** How norms are computed. */
export const normEmitters: { readonly [N in NormOp]: Emit<N> } = {
  standardize(equation, values) {
    const { size } = equation.attributes;
    const x = values.view(equation.inputs[0]);
    const reads = [x, epsilon(equation, values)];
    return instruction(values, equation, { kernel: 'standardize', reads, inner: x.width, outer: size });
  },
  scale: (equation, values) => alongLastAxis(equation, values),
  shift: (equation, values) => alongLastAxis(equation, values),
  'batch-mean'(equation, values) {
    const x = values.view(equation.inputs[0]);
    const { inner } = equation.attributes;
    return instruction(values, equation, { kernel: 'batch-mean', reads: [x], inner, outer: x.width / inner });
  },
  'batch-variance'(equation, values) {
    const [x, mean] = equation.inputs.map((id) => values.view(id));
    const { inner } = equation.attributes;
    if (values.size.batch * inner < 2)
      throw new PlanError(equation.layer, 'one value has no variance: take more samples');
    return instruction(values, equation, { kernel: 'batch-variance', reads: [x, mean], inner, outer: mean.width });
  },
  normalize(equation, values) {
    checkBatch(equation, values);
    const x = values.view(equation.inputs[0]);
    const table = channelTable(equation, values);
    const { inner } = equation.attributes;
    const { width: outer } = values.view(equation.inputs[1]);
    return instruction(values, equation, { kernel: 'normalize', reads: [x, table], inner, outer });
  },
};

/** Mean and variance are both given, or both measured on the very values that are normalized: the gradient relies on it. */
function checkBatch({ inputs: [x, mean, variance], layer }: EquationOf<'normalize'>, values: Values): void {
  const [of, by] = [values.equation(mean), values.equation(variance)];
  const isGiven = of.scan === STATIC && by.scan === STATIC;
  const isOwn = of.op === 'batch-mean' && by.op === 'batch-variance' && of.inputs[0] === x && by.inputs[0] === x;
  if (!isGiven && !isOwn)
    throw new PlanError(layer, 'mean and variance must be those of the values that are normalized');
}

/** The ε under a square root. */
export function epsilon({ attributes }: EquationOf<'standardize' | 'normalize'>, values: Values): View {
  return values.constant('epsilon', { numbers: 'float', values: [attributes.epsilon] });
}

/** x with one number for each place along the last axis. */
function alongLastAxis(equation: EquationOf<'scale' | 'shift'>, values: Values): View {
  const [x, parameter] = equation.inputs.map((id) => values.view(id));
  // a row that is one group is what the bias kernel adds to
  const kernel = equation.op === 'shift' && x.width === parameter.width ? 'add-bias' : equation.op;
  return instruction(values, equation, { kernel, reads: [x, parameter], inner: x.width, outer: parameter.width });
}

/** Gathers a normalization's mean, 1/√(variance + ε), weight, bias and ε in one tensor, once for all samples. */
function channelTable(equation: EquationOf<'normalize'>, values: Values): View {
  const [, mean, variance, weight, bias] = equation.inputs.map((id) => values.view(id));
  const channels = mean.width;
  const label = `${equation.layer}.channels`;
  const width = CHANNEL_PARTS * channels + 1;
  const table = values.graph.whole(values.graph.add({ label, kind: 'value', width, rows: 1, slots: 1 }));
  const part = (n: number) => columnsOf(table, n * channels, channels);
  copy(values, { from: mean, to: part(MEAN), domain: ONCE });
  const root = epsilon(equation, values);
  const reads = [variance, root];
  emit(values, { kernel: 'inverse-root', domain: ONCE, reads, write: part(INVERSE), inner: channels, outer: 1 });
  copy(values, { from: weight, to: part(WEIGHT), domain: ONCE });
  copy(values, { from: bias, to: part(BIAS), domain: ONCE });
  copy(values, { from: root, to: columnsOf(table, CHANNEL_PARTS * channels, 1), domain: ONCE });
  values.channelTables.set(equation.id, table);
  return table;
}

/** Writes what an update changes beside what is trained: running statistics move towards what the batch measured. */
export function emitStatistics(values: Values): void {
  const { parameters, parameterTensor, trace } = values;
  for (const rule of trace.statistics) {
    const place = parameters.places.get(rule.parameter);
    if (place === undefined) throw new Error(`no parameter "${rule.parameter}"`);
    const correction = correctionOf(rule, values.size.batch);
    const shares = values.constant('momentum', { numbers: 'float', values: [rule.momentum, correction] });
    emit(values, {
      kernel: 'running-statistic',
      phase: 'update',
      domain: ONCE,
      reads: [values.view(rule.measured), shares],
      write: { tensor: parameterTensor, column: place.offset, width: place.size, slot: at(0) },
      inner: place.size,
      outer: 1,
    });
  }
}

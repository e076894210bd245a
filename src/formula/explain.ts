import type { Equation, EquationId, Trace } from '../nn/equation.ts';
import { maximumOf } from '../nn/ops/pooling.ts';
import { opOf } from '../nn/ops/table.ts';
import type { Factor } from '../nn/ops/op.ts';
import { sizeOf } from '../nn/shape.ts';
import { batchStatistic, normalized, standardized } from './explain-norms.ts';
import { apply, binaryCrossEntropy, softmax, squares } from './explain-parts.ts';
import { isShown, parameterOf } from './names.ts';
import { samplesOf, type Moment, type Reference } from './reference.ts';
import { constant, productTerm, sumTerm, type Term } from './term.ts';

/** Which number is meant: a unit of a value at a step. */
export interface Point {
  readonly equation: EquationId;
  readonly unit: number;
  readonly t: number;
}

/**
 * The arithmetic behind a unit's value, down to shown values, parameters, earlier states, inputs and targets.
 * Undefined for a number that comes from outside: an input, or what several samples share.
 */
export function explainValue(trace: Trace, point: Point, moment: Moment): Term | undefined {
  const { op, inputs } = trace.equations[point.equation];
  if (inputs.length === 0) return undefined;
  // the other samples are passes of their own
  if (opOf(op).scope === 'batch' && samplesOf(moment) > 1) return undefined;
  return new Forward(trace, moment).spell(point);
}

/** The number itself where it is shown, else the arithmetic behind it. */
export function numberOrTerm(trace: Trace, point: Point, moment: Moment): Term {
  return new Forward(trace, moment).number(point);
}

class Forward {
  constructor(
    private readonly trace: Trace,
    private readonly moment: Moment,
  ) {}

  number(point: Point): Term {
    const equation = this.trace.equations[point.equation];
    if (equation.op === 'parameter') return this.parameter(equation.attributes.parameter, point.unit);
    if (equation.op === 'previous') return this.previous(equation, point);
    // a statistic of the batch stands for itself: only a batch of one could be spelled out here
    const isShared = opOf(equation.op).scope === 'batch';
    if (isShared || isShown(this.trace, point.equation)) return this.shown(point);
    return this.spell(point);
  }

  spell({ equation: id, unit, t }: Point): Term {
    const { trace } = this;
    const equation = trace.equations[id];
    const at = (n: number, k: number) => this.number({ equation: equation.inputs[n], unit: k, t });
    const given = (n: number, k = 0) => this.moment.value(equation.inputs[n], k, t) ?? 0;
    const units = (n: number) => sizeOf(trace.equations[equation.inputs[n]].shape);
    switch (equation.op) {
      case 'last':
        return this.number({ equation: equation.inputs[0], unit, t: this.moment.steps(this.scan(equation)) - 1 });
      case 'first':
        return t === 0 ? at(0, unit) : constant(0);
      case 'hold':
        return at(given(0) === 0 ? 2 : 1, unit);
      case 'lookup':
        return at(
          1,
          rowOf(unit, equation.attributes, (k) => given(0, k)),
        );
      case 'max-pool':
        return at(0, maximumOf(unit, this.frame(equation.inputs[0], t), equation.attributes));
      case 'one-hot':
        return { kind: 'apply', apply: { function: 'one-hot', unit }, to: at(0, 0) };
      case 'softmax':
        return softmax(units(0), unit, (k) => at(0, k));
      case 'cross-entropy':
        return apply(
          'negative-log',
          softmax(units(0), given(1), (k) => at(0, k)),
        );
      case 'mse':
        return productTerm([constant(1 / units(0)), squares(units(0), at)]);
      case 'half-sum-squares':
        return productTerm([constant(0.5), squares(units(0), at)]);
      case 'binary-cross-entropy':
        return binaryCrossEntropy(units(0), at);
      case 'standardize':
        return standardized(equation, unit, { input: at, given: (k) => this.given(equation, k, t) });
      case 'normalize':
        return normalized(equation, unit, { input: at });
      case 'batch-mean':
      case 'batch-variance':
        return batchStatistic(equation, unit, { input: at });
      default:
        return this.spelled(equation, { unit, t });
    }
  }

  private spelled(equation: Equation, { unit, t }: { unit: number; t: number }): Term {
    const op = opOf(equation.op);
    if (op.scope !== 'unit') throw new Error(`${equation.op}: expected an op that can be spelled out`);
    const sizes = equation.inputs.map((id) => sizeOf(this.trace.equations[id].shape));
    const { terms } = op.spell(unit, sizes, equation.attributes);
    const factor = (each: Factor): Term => {
      if (each.kind === 'constant') return constant(each.value);
      if (each.kind !== 'input') throw new Error(`${equation.op}: expected inputs and constants, got ${each.kind}`);
      return this.number({ equation: equation.inputs[each.input], unit: each.unit, t });
    };
    const products = terms.map((factors) => productTerm(this.withoutZeros(factors.map(factor))));
    const sum = sumTerm(products, (term) => this.isBias(term));
    return op.elementwise?.arity === 1 ? around(equation, sum) : sum;
  }

  /** A one-hot input is exactly 0 in all columns but one: such a product is 0, whatever its weight. */
  private withoutZeros(factors: readonly Term[]): readonly Term[] {
    return factors.some((factor) => factor.kind === 'number' && isColdUnit(this.trace, factor.of, this.moment))
      ? [constant(0)]
      : factors;
  }

  private shown({ equation, unit, t }: Point): Term {
    return { kind: 'number', of: { kind: 'value', equation, unit, t } };
  }

  private parameter(parameter: string, index: number): Term {
    return { kind: 'number', of: { kind: 'parameter', parameter, index } };
  }

  /** The value a step before; before the first one its initial value, or the zeros it is given. */
  private previous(equation: Extract<Equation, { op: 'previous' }>, { unit, t }: Point): Term {
    const state = this.trace.states[equation.attributes.state];
    if (t > 0) return this.number({ equation: state.next, unit, t: t - 1 });
    if (state.initial !== undefined) return this.number({ equation: state.initial, unit, t: 0 });
    return this.shown({ equation: equation.id, unit, t });
  }

  /** The number of an equation's first input; NaN where it is not computed yet. */
  private given({ inputs: [x] }: Equation, unit: number, t: number): number {
    return this.moment.value(x, unit, t) ?? NaN;
  }

  private frame(id: EquationId, t: number): number[] {
    return frameOf(this.trace, id, { moment: this.moment, t });
  }

  private scan(equation: Equation): number {
    return this.trace.equations[equation.inputs[0]].scan;
  }

  private isBias(term: Term): boolean {
    return (
      term.kind === 'number' &&
      term.of.kind === 'parameter' &&
      parameterOf(this.trace, term.of.parameter).kind === 'bias'
    );
  }
}

/** All units of a value, NaN where one is not computed yet. */
export function frameOf(trace: Trace, id: EquationId, { moment, t }: { moment: Moment; t: number }): number[] {
  const units = sizeOf(trace.equations[id].shape);
  return Array.from({ length: units }, (_, unit) => moment.value(id, unit, t) ?? NaN);
}

/** Whether this is a unit of a one-hot vector that is 0 at its step. */
export function isColdUnit(trace: Trace, of: Reference, moment: Moment): boolean {
  return (
    of.kind === 'value' &&
    trace.equations[of.equation].op === 'one-hot' &&
    moment.value(of.equation, of.unit, of.t) === 0
  );
}

function around({ op }: Equation, to: Term): Term {
  switch (op) {
    case 'sigmoid':
    case 'tanh':
    case 'relu':
    case 'leaky-relu':
    case 'elu':
    case 'gelu':
    case 'softplus':
    case 'complement':
      return apply(op, to);
    default:
      return to;
  }
}

/** The place in a table that unit `unit` of looked-up rows comes from. */
function rowOf(unit: number, { units }: { units: number }, id: (n: number) => number): number {
  return id(Math.floor(unit / units)) * units + (unit % units);
}

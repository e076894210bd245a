import type { Equation, EquationId, Trace } from '../nn/equation.ts';
import type { ActivationName } from '../nn/ops/activations.ts';
import { sizeOf } from '../nn/shape.ts';
import { overGroups, throughLayer } from './backward-layers.ts';
import { consumersOf, type Consumer } from './consumers.ts';
import { productOf, sumOf, type Expression } from './expression.ts';
import { inline, type Rows } from './forward.ts';

/** A gradient that arrives at some rows of a value. */
interface Arrival {
  readonly rows: Rows;
  readonly lag: number;
  readonly gradient: Expression;
}

/** ∂L/∂value as the sum of what every reader hands back: the right side of `∂L/∂c_t = …`. */
export function gradientFormula(trace: Trace, id: EquationId, isLast = false): Expression {
  const all = arrivals(trace, id, 0).filter(({ lag }) => !isLast || lag === 0);
  return sumOf(all.map(({ gradient }) => gradient));
}

/** ∂L/∂(parameter, or one block of its rows), summed over the steps. */
export function parameterGradientFormula(trace: Trace, parameter: string, block?: string): Expression {
  const leaf = trace.equations.find((each) => each.op === 'parameter' && each.attributes.parameter === parameter);
  if (leaf === undefined) throw new Error(`expected a parameter of the trace, got "${parameter}"`);
  const of = arrivals(trace, leaf.id, 0).filter(
    ({ gradient }) => block === undefined || mentions(trace, gradient, block),
  );
  return {
    kind: 'sum-over-steps',
    of: sumOf((of.length > 0 ? of : arrivals(trace, leaf.id, 0)).map((each) => each.gradient)),
  };
}

/** Stacked gates hand back one product each; `block` picks the one through its own preactivation. */
function mentions(trace: Trace, expression: Expression, block: string): boolean {
  switch (expression.kind) {
    case 'gradient':
      return trace.equations[expression.equation].name?.split('_').at(-1) === block;
    case 'matrix-product':
      return mentions(trace, expression.left, block);
    case 'product':
      return expression.factors.some((factor) => mentions(trace, factor, block));
    default:
      return false;
  }
}

function arrivals(trace: Trace, id: EquationId, lag: number): Arrival[] {
  return consumersOf(trace, id).flatMap((consumer) => {
    const through = lag + (consumer.when === 'next-step' ? 1 : 0);
    return handedBack(trace, consumer, through);
  });
}

/** The gradient of an equation's result: its own letter where it has one, else what its readers hand back. */
function reaching(trace: Trace, equation: Equation, lag: number): Arrival[] {
  if (equation.name === undefined && equation.id !== trace.loss) return arrivals(trace, equation.id, lag);
  const rows = { from: 0, size: sizeOf(equation.shape) };
  return [{ rows, lag, gradient: { kind: 'gradient', equation: equation.id, lag } }];
}

function handedBack(trace: Trace, { equation, input }: Consumer, lag: number): Arrival[] {
  const arrived = reaching(trace, equation, lag);
  if (equation.op === 'slice') {
    const { from } = equation.attributes;
    return arrived.map((each) => ({ ...each, rows: { from: from + each.rows.from, size: each.rows.size } }));
  }
  return arrived.map((each) => ({ ...each, gradient: through(trace, { equation, input, arrival: each }) }));
}

interface Through {
  readonly equation: Equation;
  readonly input: number;
  readonly arrival: Arrival;
}

/** The chain rule of one op, over whole layers. */
function through(trace: Trace, { equation, input, arrival }: Through): Expression {
  const { gradient, rows, lag } = arrival;
  const value = (n: number, range?: Rows) => shifted(inline(trace, equation.inputs[n], range), lag);
  switch (equation.op) {
    case 'subtract':
      return input === 0 ? gradient : { kind: 'negative', of: gradient };
    case 'complement':
      return { kind: 'negative', of: gradient };
    case 'multiply':
      return productOf([gradient, value(1 - input, rows)]);
    case 'linear': {
      const { shape } = trace.equations[equation.inputs[0]];
      // each row of several hands back a product of its own
      if (input === 1) return shape.length > 1 ? overGroups(outer(gradient, value(0))) : outer(gradient, value(0));
      const { width } = equation.attributes;
      const weight = value(1, { from: rows.from * width, size: rows.size * width });
      return { kind: 'matrix-product', left: { kind: 'transposed', of: weight }, right: gradient };
    }
    case 'lookup':
      return outer({ kind: 'call', op: 'one-hot', inputs: [value(0)] }, gradient);
    case 'cross-entropy':
      return sumOf([
        { kind: 'call', op: 'softmax', inputs: [value(0)] },
        { kind: 'negative', of: { kind: 'call', op: 'one-hot', inputs: [value(1)] } },
      ]);
    case 'mse':
      return {
        kind: 'matrix-product',
        left: { kind: 'literal', tex: '\\tfrac{2}{n}' },
        right: difference(value(0), value(1)),
      };
    case 'half-sum-squares':
      return difference(value(0), value(1));
    case 'binary-cross-entropy':
      return difference({ kind: 'call', op: 'sigmoid', inputs: [value(0)] }, value(1));
    case 'softmax':
      return { kind: 'matrix-product', left: { kind: 'literal', tex: 'J^{\\top}' }, right: gradient };
    case 'sigmoid':
    case 'tanh':
    case 'relu':
    case 'leaky-relu':
    case 'elu':
    case 'gelu':
    case 'softplus': {
      const result = shifted(inline(trace, equation.id), lag);
      return productOf([gradient, slope(equation.op, { argument: value(0), result })]);
    }
    case 'convolution':
    case 'channel-bias':
    case 'max-pool':
    case 'average-pool':
    case 'dropout':
    case 'scale':
    case 'shift':
    case 'standardize':
    case 'batch-mean':
    case 'batch-variance':
    case 'normalize': {
      const result = () => shifted(inline(trace, equation.id), lag);
      const inputShape = (n: number) => trace.equations[equation.inputs[n]].shape;
      return throughLayer({ equation, input, gradient, value, result, inputShape });
    }
    case 'add':
    case 'add-bias':
    case 'slice':
    case 'rows':
    case 'flatten':
    case 'hold':
    case 'last':
    case 'first':
      return gradient;
    case 'one-hot':
    case 'input':
    case 'id':
    case 'target':
    case 'mask':
    case 'kept':
    case 'parameter':
    case 'previous':
      throw new Error(`${equation.op}: no gradient flows back through it`);
    default:
      return equation satisfies never;
  }
}

const one: Expression = { kind: 'literal', tex: '1' };

const difference = (a: Expression, b: Expression): Expression => sumOf([a, { kind: 'negative', of: b }]);

function outer(gradient: Expression, x: Expression): Expression {
  return { kind: 'matrix-product', left: gradient, right: { kind: 'transposed', of: x } };
}

/** The derivative of an activation, from its result where that is shorter. */
export function slope(
  op: ActivationName,
  { argument, result }: { argument: Expression; result: Expression },
): Expression {
  switch (op) {
    case 'sigmoid':
      return productOf([result, difference(one, result)]);
    case 'tanh':
      return difference(one, { kind: 'square', of: result });
    default:
      return { kind: 'slope', op, argument };
  }
}

/** The same formula one step later. */
function shifted(expression: Expression, lag: number): Expression {
  if (lag === 0) return expression;
  switch (expression.kind) {
    case 'value':
    case 'gradient':
      return { ...expression, lag: expression.lag + lag };
    case 'sum':
      return { kind: 'sum', terms: expression.terms.map((term) => shifted(term, lag)) };
    case 'product':
      return { kind: 'product', factors: expression.factors.map((factor) => shifted(factor, lag)) };
    case 'matrix-product':
      return { ...expression, left: shifted(expression.left, lag), right: shifted(expression.right, lag) };
    case 'call':
    case 'written':
      return { ...expression, inputs: expression.inputs.map((each) => shifted(each, lag)) };
    case 'slope':
      return { ...expression, argument: shifted(expression.argument, lag) };
    case 'negative':
    case 'transposed':
    case 'square':
    case 'sum-over-steps':
      return { ...expression, of: shifted(expression.of, lag) };
    case 'parameter':
    case 'literal':
      return expression;
    default:
      return expression satisfies never;
  }
}

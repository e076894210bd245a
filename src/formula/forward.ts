import type { Equation, EquationId, Trace } from '../nn/equation.ts';
import { sizeOf } from '../nn/shape.ts';
import { productOf, sumOf, type Expression } from './expression.ts';
import { isShown, parameterOf } from './names.ts';

/** Rows from … from + size − 1 of a value. */
export interface Rows {
  readonly from: number;
  readonly size: number;
}

/**
 * The right side of a value's equation, unshown steps inlined: `i` gives σ(W_xi x + W_hi h' + b_i).
 * @param rows of stacked gates those of one; all by default
 */
export function formula(trace: Trace, id: EquationId, rows?: Rows): Expression {
  const { shape } = trace.equations[id];
  return spell(trace, id, rows ?? { from: 0, size: sizeOf(shape) });
}

/** A value inside a formula: its letter where it is shown, else what it is computed from. */
export function inline(trace: Trace, id: EquationId, rows?: Rows): Expression {
  const equation = trace.equations[id];
  const all = { from: 0, size: sizeOf(equation.shape) };
  if (equation.op === 'parameter') return parameter(trace, equation.attributes.parameter, rows ?? all);
  if (equation.op === 'previous') return previous(trace, equation);
  if (isShown(trace, id)) return { kind: 'value', equation: id, lag: 0 };
  return spell(trace, id, rows ?? all);
}

/** A slice of stacked products is pushed inwards, down to the rows of the weights. */
function spell(trace: Trace, id: EquationId, rows: Rows): Expression {
  const equation = trace.equations[id];
  const at = (n: number, range?: Rows) => inline(trace, equation.inputs[n], range);
  switch (equation.op) {
    case 'slice':
      return at(0, { from: equation.attributes.from + rows.from, size: rows.size });
    case 'rows': {
      const { from, width } = equation.attributes;
      return at(0, { from: from * width + rows.from, size: rows.size });
    }
    case 'add':
    case 'add-bias':
      return sumOf([at(0, rows), at(1, rows)], (term) => isBias(trace, term));
    case 'subtract':
      return sumOf([at(0, rows), { kind: 'negative', of: at(1, rows) }]);
    case 'multiply':
      return productOf([at(0, rows), at(1, rows)]);
    case 'linear': {
      const { width } = equation.attributes;
      const right = at(0);
      return { kind: 'matrix-product', left: at(1, { from: rows.from * width, size: rows.size * width }), right };
    }
    case 'last':
    case 'first':
      return at(0, rows);
    default:
      return {
        kind: 'call',
        op: equation.op,
        inputs: equation.inputs.map((_, n) => at(n)),
        attributes: equation.attributes,
      };
  }
}

function previous(trace: Trace, equation: Extract<Equation, { op: 'previous' }>): Expression {
  return { kind: 'value', equation: trace.states[equation.attributes.state].next, lag: -1 };
}

function parameter(trace: Trace, name: string, { from, size }: Rows): Expression {
  const { blocks = [], shape } = parameterOf(trace, name);
  const block = sizeOf(shape) / Math.max(1, blocks.length);
  const isOne = size === block && from % block === 0;
  return { kind: 'parameter', parameter: name, block: isOne ? blocks[from / block] : undefined };
}

function isBias(trace: Trace, term: Expression): boolean {
  return term.kind === 'parameter' && parameterOf(trace, term.parameter).kind === 'bias';
}

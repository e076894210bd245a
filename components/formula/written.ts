/** A formula as one line of signs inside a sentence (`letters.ts`): W_xf x + W_hf h_{t−1} + b_f, in its trace’s letters. */
import type { Expression } from '../../src/formula/expression.ts';
import { parameterName, valueName, type Name, type WrittenTrace } from '../../src/formula/names.ts';
import type { OpName } from '../../src/nn/ops/table.ts';
import { nameInSentence } from './label.ts';

/** How tightly a formula holds together: a looser one inside a tighter one gets brackets. */
const Binding = { Sum: 0, Product: 1, Matrix: 2, Atom: 3 } as const;
type Binding = (typeof Binding)[keyof typeof Binding];

export function written(trace: WrittenTrace, expression: Expression, around: Binding = Binding.Sum): string {
  const [text, binding] = write(trace, expression);
  return binding < around ? `(${text})` : text;
}

/** A function as the field writes it. */
export function functionSymbol(op: OpName): string {
  return op === 'sigmoid' ? 'σ' : op === 'relu' ? 'ReLU' : op;
}

/** Throws for what only a gradient's formula has: a sentence names gradients by what they are of. */
function write(trace: WrittenTrace, expression: Expression): readonly [string, Binding] {
  const inside = (each: Expression, around: Binding) => written(trace, each, around);
  switch (expression.kind) {
    case 'value':
      return [nameInSentence(timed(valueName(trace, expression.equation), expression.lag)), Binding.Atom];
    case 'parameter':
      return [nameInSentence(parameterName(trace, expression.parameter, expression.block)), Binding.Atom];
    case 'sum':
      return [sum(expression.terms, inside), Binding.Sum];
    case 'negative':
      return [`−${inside(expression.of, Binding.Product)}`, Binding.Sum];
    case 'product':
      return [expression.factors.map((each) => inside(each, Binding.Product)).join(' × '), Binding.Product];
    case 'matrix-product':
      return [`${inside(expression.left, Binding.Matrix)} ${inside(expression.right, Binding.Matrix)}`, Binding.Matrix];
    case 'call': {
      const { op, inputs } = expression;
      if (op === 'complement') return [`1 − ${inside(inputs[0], Binding.Product)}`, Binding.Sum];
      return [`${functionSymbol(op)}(${inputs.map((each) => inside(each, Binding.Sum)).join(', ')})`, Binding.Atom];
    }
    default:
      throw new Error(`expected the formula of a value, got a ${expression.kind}`);
  }
}

function sum(terms: readonly Expression[], inside: (each: Expression, around: Binding) => string): string {
  return terms
    .map((term, n) => {
      if (term.kind !== 'negative') return `${n > 0 ? ' + ' : ''}${inside(term, Binding.Sum)}`;
      return `${n > 0 ? ' − ' : '−'}${inside(term.of, Binding.Product)}`;
    })
    .join('');
}

/** The step is said where it is another than the one that is told of: `h_{t−1}`. */
function timed(name: Name, lag: number): Name {
  if (lag === 0) return name;
  const time = `t${lag < 0 ? '−' : '+'}${Math.abs(lag)}`;
  return { ...name, sub: name.sub === undefined ? time : `${name.sub}, ${time}` };
}

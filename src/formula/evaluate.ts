import { exp, log } from '../nn/maths.ts';
import { opOf } from '../nn/ops/table.ts';
import type { ActivationName } from '../nn/ops/activations.ts';
import { numberOf, type Moment } from './reference.ts';
import type { Applied, Term } from './term.ts';

/** The number a term comes to; NaN where a part of it is not computed yet. */
export function evaluate(term: Term, moment: Moment): number {
  switch (term.kind) {
    case 'number':
      return numberOf(term.of, moment) ?? NaN;
    case 'constant':
      return term.value;
    case 'sum':
      return term.terms.reduce((sum, each) => sum + evaluate(each, moment), 0);
    case 'product':
      return term.factors.reduce((product, each) => product * evaluate(each, moment), 1);
    case 'quotient':
      return evaluate(term.over, moment) / evaluate(term.under, moment);
    case 'apply':
      return apply(term.apply, evaluate(term.to, moment), moment);
    default:
      return term satisfies never;
  }
}

function apply(applied: Applied, x: number, moment: Moment): number {
  switch (applied.function) {
    case 'exp':
      return exp(x);
    case 'negative-log':
      return -log(x);
    case 'square':
      return x * x;
    case 'root':
      return Math.sqrt(x);
    case 'one-hot':
      return x === applied.unit ? 1 : 0;
    case 'slope':
      return elementwise(applied.of).slope(0, x, 0, evaluate(applied.result, moment));
    default:
      return elementwise(applied.function).value(x, 0);
  }
}

function elementwise(name: ActivationName | 'complement') {
  const op = opOf(name);
  if (op.scope !== 'unit' || op.elementwise === undefined) throw new Error(`${name}: expected an op of single units`);
  return op.elementwise;
}

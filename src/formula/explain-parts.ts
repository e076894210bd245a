/** Pieces that the arithmetic of several ops is made of. */
import { constant, productTerm, sumTerm, type Applied, type Term } from './term.ts';

/** Unit `unit` of input n: its number, or the arithmetic behind it. */
export type Input = (n: number, unit: number) => Term;

const range = (size: number) => Array.from({ length: size }, (_, n) => n);

export function apply(name: Exclude<Applied['function'], 'slope' | 'one-hot'>, to: Term): Term {
  return { kind: 'apply', apply: { function: name }, to };
}

/** e^(x_k) / Σ e^x */
export function softmax(size: number, k: number, x: (unit: number) => Term): Term {
  const under = sumTerm(range(size).map((n) => apply('exp', x(n))));
  return { kind: 'quotient', over: apply('exp', x(k)), under };
}

export function minus(term: Term): Term {
  return productTerm([constant(-1), term]);
}

/** Σ (a − b)² over the units of inputs 0 and 1. */
export function squares(size: number, at: Input): Term {
  return sumTerm(range(size).map((k) => apply('square', sumTerm([at(0, k), minus(at(1, k))]))));
}

/** Mean of log(1 + e^x) − x y */
export function binaryCrossEntropy(size: number, at: Input): Term {
  const each = (k: number) => sumTerm([apply('softplus', at(0, k)), minus(productTerm([at(0, k), at(1, k)]))]);
  return productTerm([constant(1 / size), sumTerm(range(size).map(each))]);
}

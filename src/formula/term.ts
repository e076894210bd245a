import type { ActivationName } from '../nn/ops/activations.ts';
import type { Reference } from './reference.ts';

/** The arithmetic behind one number, down to numbers that can be asked about in turn. */
export type Term =
  | { readonly kind: 'number'; readonly of: Reference }
  | { readonly kind: 'constant'; readonly value: number }
  | SumTerm
  | { readonly kind: 'product'; readonly factors: readonly Term[] }
  | { readonly kind: 'quotient'; readonly over: Term; readonly under: Term }
  | { readonly kind: 'apply'; readonly apply: Applied; readonly to: Term };

export interface SumTerm {
  readonly kind: 'sum';
  readonly terms: readonly Term[];
  /** Terms left out because they are exactly 0: the other columns of a one-hot input. */
  readonly zeros: number;
}

/** A function around a term; `slope` is the derivative of an activation, where it has no shorter form. */
export type Applied =
  | { readonly function: ActivationName | 'complement' | 'exp' | 'negative-log' | 'square' | 'root' }
  | { readonly function: 'slope'; readonly of: ActivationName; readonly result: Term }
  /** A unit of the vector that is 1 at one place and 0 elsewhere. */
  | { readonly function: 'one-hot'; readonly unit: number };

export const constant = (value: number): Term => ({ kind: 'constant', value });

/** A sum without nested sums that would fit into it, biases (`last`) at the end, zeros counted instead of written. */
export function sumTerm(terms: readonly Term[], isLast: (term: Term) => boolean = () => false): Term {
  const flat = terms.flatMap((term) => (term.kind === 'sum' && term.zeros === 0 ? term.terms : [term]));
  const written = flat.filter((term) => !isZero(term) && term.kind !== 'sum');
  const nested = flat.filter((term) => term.kind === 'sum');
  const inner = nested.flatMap((term) => term.terms);
  const zeros = nested.reduce((sum, term) => sum + term.zeros, 0) + flat.filter(isZero).length;
  const ordered = [...inner, ...written];
  const kept = [...ordered.filter((term) => !isLast(term)), ...ordered.filter(isLast)];
  if (kept.length === 0) return constant(0);
  return kept.length === 1 && zeros === 0 ? kept[0] : { kind: 'sum', terms: kept, zeros };
}

/** A product without nested products and without factors 1, its sign in front; 0 if a factor is. */
export function productTerm(factors: readonly Term[]): Term {
  const flat = factors.flatMap((factor) => (factor.kind === 'product' ? factor.factors : [factor]));
  if (flat.some(isZero)) return constant(0);
  const kept = flat.filter((factor) => !(factor.kind === 'constant' && factor.value === 1));
  if (kept.length === 0) return constant(1);
  if (kept.length === 1) return kept[0];
  return { kind: 'product', factors: [...kept.filter(isMinusOne), ...kept.filter((factor) => !isMinusOne(factor))] };
}

const isMinusOne = (term: Term): boolean => term.kind === 'constant' && term.value === -1;

/** Whether a term is subtracted: a product with its sign in front. */
export function isMinus(term: Term): boolean {
  return term.kind === 'product' && isMinusOne(term.factors[0]);
}

export function isZero(term: Term): boolean {
  return term.kind === 'constant' && term.value === 0;
}

/** All numbers a term is made of, in the order in which they are written. */
export function numbersIn(term: Term): readonly Reference[] {
  switch (term.kind) {
    case 'number':
      return [term.of];
    case 'constant':
      return [];
    case 'sum':
      return term.terms.flatMap(numbersIn);
    case 'product':
      return term.factors.flatMap(numbersIn);
    case 'quotient':
      return [...numbersIn(term.over), ...numbersIn(term.under)];
    case 'apply':
      return numbersIn(term.to);
    default:
      return term satisfies never;
  }
}

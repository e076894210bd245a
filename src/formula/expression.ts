import type { EquationId } from '../nn/equation.ts';
import type { ActivationName } from '../nn/ops/activations.ts';
import type { AttributesOf, OpName } from '../nn/ops/table.ts';

/** A formula over whole layers, at some step t: what stands on the right of `i_t = …`. */
export type Expression =
  /** `lag` −1: as step t−1 left it; +1: at step t+1. */
  | { readonly kind: 'value'; readonly equation: EquationId; readonly lag: number }
  /** ∂L/∂value */
  | { readonly kind: 'gradient'; readonly equation: EquationId; readonly lag: number }
  /** A parameter, or one block of its rows. */
  | { readonly kind: 'parameter'; readonly parameter: string; readonly block?: string }
  | { readonly kind: 'sum'; readonly terms: readonly Expression[] }
  | { readonly kind: 'negative'; readonly of: Expression }
  /** Element by element. */
  | { readonly kind: 'product'; readonly factors: readonly Expression[] }
  | { readonly kind: 'matrix-product'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'transposed'; readonly of: Expression }
  | { readonly kind: 'square'; readonly of: Expression }
  /** The derivative of an activation at a point, where it has no shorter form. */
  | { readonly kind: 'slope'; readonly op: ActivationName; readonly argument: Expression }
  /** An op of the table, written as its row says. */
  | {
      readonly kind: 'call';
      readonly op: OpName;
      readonly inputs: readonly Expression[];
      /** The equation's own, where the op's TeX mentions them. */
      readonly attributes?: AttributesOf<OpName>;
    }
  /** A form of its own around other formulas. */
  | {
      readonly kind: 'written';
      readonly inputs: readonly Expression[];
      tex(inputs: readonly string[]): string;
    }
  /** Anything that stands for itself, in TeX. */
  | { readonly kind: 'literal'; readonly tex: string }
  /** Σ over all steps. */
  | { readonly kind: 'sum-over-steps'; readonly of: Expression };

/** A sum without nested sums; biases last, as the lecture writes them. */
export function sumOf(terms: readonly Expression[], isBias: (term: Expression) => boolean = () => false): Expression {
  const flat = terms.flatMap((term) => (term.kind === 'sum' ? term.terms : isZero(term) ? [] : [term]));
  const ordered = [...flat.filter((term) => !isBias(term)), ...flat.filter(isBias)];
  return ordered.length === 1 ? ordered[0] : { kind: 'sum', terms: ordered };
}

const isZero = (term: Expression): boolean => term.kind === 'literal' && term.tex === '0';

/** A product without nested products. */
export function productOf(factors: readonly Expression[]): Expression {
  const flat = factors.flatMap((factor) => (factor.kind === 'product' ? factor.factors : [factor]));
  return flat.length === 1 ? flat[0] : { kind: 'product', factors: flat };
}

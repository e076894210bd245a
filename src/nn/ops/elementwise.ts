import { sameShape, ShapeError, showShape, type Shape } from '../shape.ts';
import type { Factor, UnitOp } from './op.ts';

interface Unary {
  /** The function's name in a spelled-out value: σ, tanh, … */
  readonly symbol: string;
  value(x: number): number;
  /** dy/dx from x and y. */
  slope(x: number, y: number): number;
  tex(x: string): string;
  readonly onnx: string;
}

/** An op of one input, unit by unit: an activation, 1 − x. */
export function unary(rule: Unary): UnitOp {
  return {
    scope: 'unit',
    onnx: rule.onnx,
    shape: ([x]) => x,
    tex: ([x]) => rule.tex(x),
    forward: (k, [x]) => rule.value(x[k]),
    backward: (_n, k, { inputs: [x], output, gradient }) => gradient[k] * rule.slope(x[k], output[k]),
    spell: (k) => ({ apply: rule.symbol, terms: [[{ kind: 'input', input: 0, unit: k }]] }),
    spellBackward: (_n, k) => ({
      terms: [
        [
          { kind: 'gradient', unit: k },
          { kind: 'slope', input: 0, unit: k },
        ],
      ],
    }),
    elementwise: { arity: 1, value: rule.value, slope: (_n, a, _b, y) => rule.slope(a, y) },
  };
}

interface Binary {
  value(a: number, b: number): number;
  slope(n: number, a: number, b: number): number;
  /** The value as a sum of products of the two inputs (0 and 1; −1 a constant factor). */
  readonly terms: readonly (readonly BinaryFactor[])[];
  /** The gradient towards input n, apart from the arriving gradient. */
  slopeFactors(n: number): readonly BinaryFactor[];
  tex(a: string, b: string): string;
  readonly onnx: string;
}

type BinaryFactor = 0 | 1 | 'minus';

/** An op of two inputs of one shape, unit by unit. */
export function binary(rule: Binary): UnitOp {
  const factor = (which: BinaryFactor, unit: number): Factor =>
    which === 'minus' ? { kind: 'constant', value: -1 } : { kind: 'input', input: which, unit };
  return {
    scope: 'unit',
    onnx: rule.onnx,
    shape: ([a, b], _attributes, place) => matching(a, b, place),
    tex: ([a, b]) => rule.tex(a, b),
    forward: (k, [a, b]) => rule.value(a[k], b[k]),
    backward: (n, k, { inputs: [a, b], gradient }) => gradient[k] * rule.slope(n, a[k], b[k]),
    spell: (k) => ({ terms: rule.terms.map((product) => product.map((which) => factor(which, k))) }),
    spellBackward: (n, k) => ({
      terms: [[{ kind: 'gradient', unit: k }, ...rule.slopeFactors(n).map((which) => factor(which, k))]],
    }),
    elementwise: { arity: 2, value: rule.value, slope: (n, a, b) => rule.slope(n, a, b) },
  };
}

function matching(a: Shape, b: Shape, place: string): Shape {
  if (!sameShape(a, b)) throw new ShapeError(place, showShape(a), showShape(b));
  return a;
}

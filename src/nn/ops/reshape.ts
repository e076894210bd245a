import { sameShape, ShapeError, showShape, sizeOf } from '../shape.ts';
import type { UnitOp } from './op.ts';

/** The same units in one row: `[C, H, W]` becomes `[C·H·W]`. */
export const flatten: UnitOp = {
  scope: 'unit',
  onnx: 'Flatten',
  tex: ([x]) => x,
  shape: ([x]) => [sizeOf(x)],
  forward: (k, [x]) => x[k],
  backward: (_n, k, { gradient }) => gradient[k],
  spell: (k) => ({ terms: [[{ kind: 'input', input: 0, unit: k }]] }),
  spellBackward: (_n, k) => ({ terms: [[{ kind: 'gradient', unit: k }]] }),
};

/** Inverted dropout: x ⊙ kept/(1 − rate); inputs x and the 0/1 mask of one shape (Srivastava et al. 2014). */
export const dropout: UnitOp<{ rate: number }> = {
  scope: 'unit',
  onnx: 'Dropout',
  tex: ([x, kept], { rate }) => `\\tfrac{1}{${1 - rate}} ${kept} \\odot ${x}`,
  shape([x, kept], _attributes, place) {
    if (!sameShape(x, kept)) throw new ShapeError(place, showShape(x), showShape(kept));
    return x;
  },
  forward: (k, [x, kept], { rate }) => (x[k] * kept[k]) / (1 - rate),
  backward: (n, k, { inputs: [, kept], gradient }, { rate }) => (n === 0 ? (gradient[k] * kept[k]) / (1 - rate) : 0),
  spell: (k, _sizes, { rate }) => ({
    terms: [
      [
        { kind: 'constant', value: 1 / (1 - rate) },
        { kind: 'input', input: 0, unit: k },
        { kind: 'input', input: 1, unit: k },
      ],
    ],
  }),
  spellBackward: (n, k, _sizes, { rate }) => ({
    terms:
      n === 0
        ? [
            [
              { kind: 'constant', value: 1 / (1 - rate) },
              { kind: 'gradient', unit: k },
              { kind: 'input', input: 1, unit: k },
            ],
          ]
        : [],
  }),
};

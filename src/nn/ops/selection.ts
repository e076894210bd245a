import { sameShape, ShapeError, showShape, sizeOf } from '../shape.ts';
import type { UnitOp } from './op.ts';

interface Range {
  readonly from: number;
  readonly size: number;
}

function checkRange({ from, size }: Range, length: number, place: string): void {
  if (from < 0 || size < 1 || from + size > length) {
    throw new ShapeError(place, `a range within 0…${length}`, `${from}…${from + size}`);
  }
}

/** Units from … from + size − 1 of a layer: one gate of stacked gates. */
export const slice: UnitOp<Range> = {
  scope: 'unit',
  onnx: 'Slice',
  tex: ([x], { from, size }) => `${x}_{[${from}:${from + size}]}`,
  shape([x], range, place) {
    checkRange(range, sizeOf(x), place);
    return [range.size];
  },
  forward: (k, [x], { from }) => x[from + k],
  backward: (_n, k, { gradient }, { from, size }) => (k >= from && k < from + size ? gradient[k - from] : 0),
  spell: (k, _sizes, { from }) => ({ terms: [[{ kind: 'input', input: 0, unit: from + k }]] }),
  spellBackward: (_n, k, _sizes, { from, size }) => ({
    terms: k >= from && k < from + size ? [[{ kind: 'gradient', unit: k - from }]] : [],
  }),
};

/** Rows from … from + size − 1 of a weight `[out, in]`: the recurrent weights of some gates only. `width` is `in`. */
export const rows: UnitOp<Range & { width: number }> = {
  scope: 'unit',
  onnx: 'Slice',
  tex: ([w], { from, size }) => `${w}_{[${from}:${from + size}]}`,
  shape([w], range, place) {
    if (w.length !== 2 || w[1] !== range.width) throw new ShapeError(place, `[out, ${range.width}]`, showShape(w));
    checkRange(range, w[0], place);
    return [range.size, range.width];
  },
  forward: (k, [w], { from, width }) => w[from * width + k],
  backward: (_n, k, { gradient }, { from, size, width }) =>
    k >= from * width && k < (from + size) * width ? gradient[k - from * width] : 0,
  spell: (k, _sizes, { from, width }) => ({ terms: [[{ kind: 'input', input: 0, unit: from * width + k }]] }),
  spellBackward: (_n, k, _sizes, { from, size, width }) => ({
    terms: k >= from * width && k < (from + size) * width ? [[{ kind: 'gradient', unit: k - from * width }]] : [],
  }),
};

/** The new value at a real step, the old one where the mask is 0: inputs mask `[]`, new, old. */
export const hold: UnitOp = {
  scope: 'unit',
  onnx: 'Where',
  tex: ([mask, fresh, old]) => `${mask} \\mathbin{?} ${fresh} : ${old}`,
  shape([mask, fresh, old], _attributes, place) {
    if (sizeOf(mask) !== 1) throw new ShapeError(place, 'one mask value a step', showShape(mask));
    if (!sameShape(fresh, old)) throw new ShapeError(place, showShape(fresh), showShape(old));
    return fresh;
  },
  forward: (k, [mask, fresh, old]) => (mask[0] !== 0 ? fresh[k] : old[k]),
  backward: (n, k, { inputs: [mask], gradient }) => (n !== 0 && (mask[0] !== 0) === (n === 1) ? gradient[k] : 0),
  spell: (k) => ({ apply: 'hold', terms: [[{ kind: 'input', input: 1, unit: k }]] }),
  spellBackward: (_n, k) => ({ terms: [[{ kind: 'gradient', unit: k }]] }),
};

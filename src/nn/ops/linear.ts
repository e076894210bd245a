import { ShapeError, showShape, sizeOf, type Shape } from '../shape.ts';
import type { Factor, UnitOp } from './op.ts';

const input = (n: number, unit: number): Factor => ({ kind: 'input', input: n, unit });
const gradient = (unit: number): Factor => ({ kind: 'gradient', unit });
const sum = (size: number, term: (n: number) => Factor[]) => Array.from({ length: size }, (_, n) => term(n));

/** How many units one product reads: x's last axis. */
interface Along {
  readonly width: number;
}

/** W x along the last axis: x `[…, in]`, W `[out, in]`, result `[…, out]`; every row of x with the same W. */
export const linear: UnitOp<Along> = {
  scope: 'unit',
  onnx: 'MatMul',
  tex: ([x, w]) => `${w} ${x}`,
  shape([x, w], { width }, place): Shape {
    if (w.length !== 2 || w[1] !== width) throw new ShapeError(place, `[out, ${width}]`, showShape(w));
    if (sizeOf(x.slice(-1)) !== width) throw new ShapeError(place, `[…, ${width}]`, showShape(x));
    return [...x.slice(0, -1), w[0]];
  },
  forward(k, [x, w], { width }) {
    const out = w.length / width;
    const [row, of] = k < out ? [0, k] : [Math.floor(k / out), k % out];
    let value = 0;
    for (let n = 0; n < width; n++) value += w[of * width + n] * x[row * width + n];
    return value;
  },
  backward(n, k, { inputs: [x, w], gradient: g }, { width }) {
    const out = w.length / width;
    const [row, at] = [Math.floor(k / width), k % width];
    let value = 0;
    if (n === 1)
      for (let from = 0; from < x.length / width; from++) value += g[from * out + row] * x[from * width + at];
    else for (let of = 0; of < out; of++) value += w[of * width + at] * g[row * out + of];
    return value;
  },
  spell(k, [, weights], { width }) {
    const out = weights / width;
    const [row, of] = [Math.floor(k / out), k % out];
    return { terms: sum(width, (n) => [input(1, of * width + n), input(0, row * width + n)]) };
  },
  spellBackward(n, k, { inputs: [size, weights] }, { width }) {
    const out = weights / width;
    const [row, at] = [Math.floor(k / width), k % width];
    return n === 1
      ? { terms: sum(size / width, (from) => [gradient(from * out + row), input(0, from * width + at)]) }
      : { terms: sum(out, (of) => [input(1, of * width + at), gradient(row * out + of)]) };
  },
};

/** x + b: x `[out]`, b a parameter `[out]`, the same at every step and sample. */
export const addBias: UnitOp = {
  scope: 'unit',
  onnx: 'Add',
  tex: ([x, b]) => `${x} + ${b}`,
  shape([x, b], _attributes, place) {
    if (b.length !== 1 || b[0] !== sizeOf(x)) throw new ShapeError(place, showShape([sizeOf(x)]), showShape(b));
    return x;
  },
  forward: (k, [x, b]) => x[k] + b[k],
  backward: (_n, k, { gradient: g }) => g[k],
  spell: (k) => ({ terms: [[input(0, k)], [input(1, k)]] }),
  spellBackward: (_n, k) => ({ terms: [[gradient(k)]] }),
};

/** Rows of a table: ids `[]` (one whole number) or `[n]`, W `[vocabulary, units]`, result `[units]` or `[n, units]`. */
export const lookup: UnitOp<{ units: number }> = {
  scope: 'unit',
  ids: [0],
  onnx: 'Gather',
  tex: ([id, w]) => `${w}_{[${id}]}`,
  shape([id, w], { units }, place) {
    if (id.length > 1) throw new ShapeError(place, 'one id or a row of ids', showShape(id));
    if (w.length !== 2 || w[1] !== units) throw new ShapeError(place, `[vocabulary, ${units}]`, showShape(w));
    return [...id, units];
  },
  forward: (k, [ids, w], { units }) => w[ids[Math.floor(k / units)] * units + (k % units)],
  backward(n, k, { inputs: [ids], gradient: g }, { units }) {
    let total = 0;
    if (n !== 1) return total;
    for (let at = 0; at < ids.length; at++) {
      if (ids[at] === Math.floor(k / units)) total += g[at * units + (k % units)];
    }
    return total;
  },
  spell: (k) => ({ apply: 'row', terms: [[input(1, k)]] }),
  spellBackward: (n, k, { output }, { units }) => ({
    terms: n === 1 ? sum(output / units, (at) => [gradient(at * units + (k % units))]) : [],
  }),
};

/** The id as a vector: 1 at the id, 0 elsewhere. */
export const oneHot: UnitOp<{ vocabulary: number }> = {
  scope: 'unit',
  ids: [0],
  onnx: 'OneHot',
  tex: ([id]) => `\\operatorname{onehot}\\left(${id}\\right)`,
  shape([id], { vocabulary }, place) {
    if (sizeOf(id) !== 1) throw new ShapeError(place, 'one id a step', showShape(id));
    return [vocabulary];
  },
  forward: (k, [id]) => (id[0] === k ? 1 : 0),
  backward: () => 0,
  spell: () => ({ apply: 'one-hot', terms: [[input(0, 0)]] }),
  spellBackward: () => ({ terms: [] }),
};

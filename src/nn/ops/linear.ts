import { ShapeError, showShape, sizeOf, type Shape } from '../shape.ts';
import type { Factor, UnitOp } from './op.ts';

const input = (n: number, unit: number): Factor => ({ kind: 'input', input: n, unit });
const gradient = (unit: number): Factor => ({ kind: 'gradient', unit });
const sum = (size: number, term: (n: number) => Factor[]) => Array.from({ length: size }, (_, n) => term(n));

/** W x: x `[in]`, W `[out, in]`, result `[out]`. */
export const linear: UnitOp = {
  scope: 'unit',
  onnx: 'MatMul',
  tex: ([x, w]) => `${w} ${x}`,
  shape([x, w], _attributes, place): Shape {
    if (w.length !== 2 || w[1] !== sizeOf(x)) throw new ShapeError(place, `[out, ${sizeOf(x)}]`, showShape(w));
    return [w[0]];
  },
  forward(k, [x, w]) {
    const width = x.length;
    let value = 0;
    for (let n = 0; n < width; n++) value += w[k * width + n] * x[n];
    return value;
  },
  backward(n, k, { inputs: [x, w], gradient: g }) {
    const width = x.length;
    if (n === 1) return g[Math.floor(k / width)] * x[k % width];
    let value = 0;
    for (let out = 0; out < g.length; out++) value += w[out * width + k] * g[out];
    return value;
  },
  spell: (k, [width]) => ({ terms: sum(width, (n) => [input(1, k * width + n), input(0, n)]) }),
  spellBackward: (n, k, { inputs: [width], output }) =>
    n === 1
      ? { terms: [[gradient(Math.floor(k / width)), input(0, k % width)]] }
      : { terms: sum(output, (out) => [input(1, out * width + k), gradient(out)]) },
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
  spellBackward: (_n, k, { output }) => ({ terms: [[gradient(k % output)]] }),
};

/** The id as a vector: 1 at the id, 0 elsewhere. */
export const oneHot: UnitOp<{ vocabulary: number }> = {
  scope: 'unit',
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

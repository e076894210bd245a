import { expect } from 'chai';
import type { AttributesOf, OpName } from '../../src/nn/ops/table.ts';
import { opOf, ops } from '../../src/nn/ops/table.ts';
import type { Factor, Spelling, UnitOp } from '../../src/nn/ops/op.ts';
import { convolved } from '../../src/nn/ops/convolution.ts';
import { Random } from '../../src/nn/random.ts';
import { ShapeError, sizeOf, type Shape } from '../../src/nn/shape.ts';

interface Example {
  readonly shapes: readonly Shape[];
  readonly attributes?: object;
  /** Inputs that are whole numbers and have no gradient, with their values. */
  readonly fixed?: Readonly<Record<number, readonly number[]>>;
}

const pair: Example = { shapes: [[5], [5]] };
const single: Example = { shapes: [[5]] };

function window({ channels, ...slid }: { channels: number; size: number; stride: number; padding: number }): object {
  return convolved({ channels: 2, height: 5, width: 4 }, { channels, window: slid, place: 'window' });
}

/** An example of every op that computes; a new op does not compile without one. */
const examples = {
  add: pair,
  subtract: pair,
  multiply: pair,
  complement: single,
  sigmoid: single,
  tanh: single,
  relu: single,
  'leaky-relu': single,
  elu: single,
  gelu: single,
  softplus: single,
  softmax: single,
  'cross-entropy': { shapes: [[5], []], fixed: { 1: [3] } },
  mse: { shapes: [[5], [5]], fixed: { 1: [0.1, 0.2, -0.3, 0.4, 1] } },
  'half-sum-squares': { shapes: [[5], [5]], fixed: { 1: [0.1, 0.2, -0.3, 0.4, 1] } },
  'binary-cross-entropy': { shapes: [[3], [3]], fixed: { 1: [0, 1, 1] } },
  linear: {
    shapes: [
      [2, 3],
      [4, 3],
    ],
    attributes: { width: 3 },
  },
  'add-bias': { shapes: [[4], [4]] },
  lookup: { shapes: [[], [6, 3]], attributes: { units: 3 }, fixed: { 0: [4] } },
  'one-hot': { shapes: [[]], attributes: { vocabulary: 6 }, fixed: { 0: [4] } },
  slice: { shapes: [[7]], attributes: { from: 2, size: 3 } },
  rows: { shapes: [[5, 2]], attributes: { from: 1, size: 3, width: 2 } },
  convolution: {
    shapes: [
      [2, 5, 4],
      [3, 2, 3, 3],
    ],
    attributes: window({ channels: 3, size: 3, stride: 2, padding: 1 }),
  },
  'channel-bias': { shapes: [[2, 3, 2], [2]], attributes: { inner: 6 } },
  'max-pool': { shapes: [[2, 5, 4]], attributes: window({ channels: 2, size: 3, stride: 1, padding: 0 }) },
  'average-pool': { shapes: [[2, 5, 4]], attributes: window({ channels: 2, size: 2, stride: 2, padding: 0 }) },
  flatten: { shapes: [[2, 3, 2]] },
  dropout: { shapes: [[4], [4]], attributes: { rate: 0.4 }, fixed: { 1: [1, 0, 0, 1] } },
  standardize: { shapes: [[2, 5]], attributes: { size: 5, epsilon: 1e-5 } },
  scale: { shapes: [[2, 5], [5]] },
  shift: { shapes: [[2, 5], [5]] },
  normalize: { shapes: [[3, 2], [3], [3], [3], [3]], attributes: { inner: 2, epsilon: 3 } },
  hold: { shapes: [[], [4], [4]], fixed: { 0: [1] } },
} satisfies Record<
  Exclude<
    OpName,
    | 'input'
    | 'id'
    | 'target'
    | 'mask'
    | 'parameter'
    | 'previous'
    | 'last'
    | 'first'
    | 'kept'
    | 'batch-mean'
    | 'batch-variance'
  >,
  Example
>;

const names = Object.keys(examples) as (keyof typeof examples)[];

interface Prepared {
  readonly inputs: Float64Array[];
  readonly attributes: AttributesOf<OpName>;
  readonly size: number;
}

function prepare(name: keyof typeof examples): Prepared {
  const { shapes, attributes = {}, fixed = {} }: Example = examples[name];
  const random = Random.seeded(4, name);
  const inputs = shapes.map((shape, n) =>
    Float64Array.from(fixed[n] ?? Array.from({ length: sizeOf(shape) }, () => random.normal())),
  );
  const given = attributes as AttributesOf<OpName>;
  return { inputs, attributes: given, size: sizeOf(opOf(name).shape(shapes, given, name)) };
}

function forward(name: OpName, { inputs, attributes, size }: Prepared): Float64Array {
  const op = opOf(name);
  const out = new Float64Array(size);
  if (op.scope === 'layer') op.forward(inputs, out, attributes);
  if (op.scope === 'unit') for (let k = 0; k < size; k++) out[k] = op.forward(k, inputs, attributes);
  return out;
}

function backward(name: OpName, n: number, prepared: Prepared & { gradient: Float64Array }): Float64Array {
  const { inputs, attributes, gradient } = prepared;
  const op = opOf(name);
  const at = { inputs, output: forward(name, prepared), gradient };
  const out = new Float64Array(inputs[n].length);
  if (op.scope === 'layer') op.backward(n, at, out, attributes);
  if (op.scope === 'unit') for (let k = 0; k < out.length; k++) out[k] = op.backward(n, k, at, attributes);
  return out;
}

describe('op table', () => {
  it('has an example of every op that computes', () => {
    const computing = (Object.keys(ops) as OpName[]).filter((name) => ['unit', 'layer'].includes(opOf(name).scope));
    expect([...names].sort()).to.deep.equal(computing.sort());
  });

  for (const name of names) {
    it(`${name} has the gradient that central differences give (1e-8)`, () => {
      const prepared = prepare(name);
      const { fixed = {} }: Example = examples[name];
      const random = Random.seeded(9, name);
      const gradient = Float64Array.from({ length: prepared.size }, () => random.normal());
      const objective = () => forward(name, prepared).reduce((sum, y, k) => sum + y * gradient[k], 0);
      prepared.inputs.forEach((input, n) => {
        const analytic = backward(name, n, { ...prepared, gradient });
        if (n in fixed) {
          expect(
            [...analytic].every((value) => value === 0),
            'a whole-number input has no gradient',
          ).to.equal(true);
          return;
        }
        for (let k = 0; k < input.length; k++) {
          const kept = input[k];
          input[k] = kept + 1e-5;
          const above = objective();
          input[k] = kept - 1e-5;
          const below = objective();
          input[k] = kept;
          expect(analytic[k]).to.be.closeTo((above - below) / 2e-5, 1e-8 * Math.max(1, Math.abs(analytic[k])));
        }
      });
    });
  }

  for (const name of names.filter((each) => opOf(each).scope === 'unit')) {
    it(`${name} is spelled as it is computed, forward and backward (1e-12)`, () => {
      const prepared = prepare(name);
      const { inputs, attributes, size } = prepared;
      const op = opOf(name) as UnitOp<AttributesOf<OpName>>;
      const sizes = inputs.map((input) => input.length);
      const output = forward(name, prepared);
      const gradient = Float64Array.from(output, (_, k) => 0.3 + k);
      const factor = (from: Factor): number => {
        if (from.kind === 'constant') return from.value;
        if (from.kind === 'gradient') return gradient[from.unit];
        if (from.kind === 'input') return inputs[from.input][from.unit];
        return op.elementwise?.slope(0, inputs[0][from.unit], 0, output[from.unit]) ?? NaN;
      };
      const sum = ({ terms }: Spelling) =>
        terms.reduce((total, factors) => total + factors.reduce((product, each) => product * factor(each), 1), 0);
      for (let k = 0; k < size; k++) {
        const spelled = op.spell(k, sizes, attributes);
        // a function around the sum (σ, row, …) is applied by the reader
        if (spelled.apply === undefined) expect(sum(spelled)).to.be.closeTo(output[k], 1e-12);
      }
      inputs.forEach((input, n) => {
        // those that choose by their inputs' values are spelled with every term that they may choose
        if (name === 'lookup' || (name === 'hold' && n !== 1) || name === 'max-pool') return;
        for (let k = 0; k < input.length; k++) {
          const spelled = sum(op.spellBackward(n, k, { inputs: sizes, output: size }, attributes));
          expect(spelled).to.be.closeTo(op.backward(n, k, { inputs, output, gradient }, attributes), 1e-12);
        }
      });
    });
  }

  it('softmax sums to one and survives logits of ±1000', () => {
    const out = new Float64Array(3);
    ops.softmax.forward([[1000, -1000, 999]], out, {});
    expect(out.reduce((a, b) => a + b)).to.be.closeTo(1, 1e-15);
    expect(out[0]).to.be.closeTo(0.7310585786300049, 1e-12);
  });

  it('cross-entropy of the outline: (0.4, 0.4, 0.1) gives 1.38, (0.7, 0.7, 0.3) gives 0.64', () => {
    const mean = (probabilities: readonly number[]) => {
      const out = new Float64Array(1);
      return (
        probabilities.reduce((sum, p) => {
          ops['cross-entropy'].forward([[Math.log(p), Math.log(1 - p)], [0]], out);
          return sum + out[0];
        }, 0) / probabilities.length
      );
    };
    expect(mean([0.4, 0.4, 0.1])).to.be.closeTo(1.378, 1e-3);
    expect(mean([0.7, 0.7, 0.3])).to.be.closeTo(0.639, 1e-3);
  });

  it('a weight that does not fit is refused with the place, what was wanted and what came', () => {
    expect(() => ops.linear.shape([[4], [8, 5]], { width: 4 }, 'lstm1.weight_x')).to.throw(
      ShapeError,
      'lstm1.weight_x: expected [out, 4], got [8, 5]',
    );
  });
});

describe('batch ops', () => {
  for (const name of ['batch-mean', 'batch-variance'] as const) {
    it(`${name} has the gradient that central differences give (1e-8)`, () => {
      const op = ops[name];
      const random = Random.seeded(2, name);
      const xs = Array.from({ length: 3 }, () => Float64Array.from({ length: 8 }, () => random.normal()));
      const at = { inner: 4 };
      const gradient = [0.7, -1.3];
      const measure = () => {
        const mean = new Float64Array(2);
        ops['batch-mean'].forward([xs], mean, at);
        const out = new Float64Array(2);
        op.forward([xs, [mean]], out, at);
        return { mean, out };
      };
      const { mean, out } = measure();
      const analytic = xs.map((x) => new Float64Array(x.length));
      op.backward(0, { inputs: [xs, [mean]], output: out, gradient }, analytic, at);
      xs.forEach((x, sample) => {
        for (let k = 0; k < x.length; k++) {
          const kept = x[k];
          const objective = () => measure().out.reduce((sum, y, c) => sum + y * gradient[c], 0);
          x[k] = kept + 1e-5;
          const above = objective();
          x[k] = kept - 1e-5;
          const below = objective();
          x[k] = kept;
          expect(analytic[sample][k]).to.be.closeTo((above - below) / 2e-5, 1e-8);
        }
      });
    });
  }
});

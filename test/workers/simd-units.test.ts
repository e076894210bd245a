import { expect } from 'chai';
import { activations } from '../../src/nn/ops/activations.ts';
import { arithmetic } from '../../src/nn/ops/arithmetic.ts';
import type { Elementwise, UnitOp } from '../../src/nn/ops/op.ts';
import { ACCUMULATE, elementwiseNames, SECOND, type ElementwiseName } from '../../workers/kernels/names.ts';
import { simdBench, type Bench } from '../support/simd-call.ts';

const table: Readonly<Record<ElementwiseName, UnitOp>> = { ...arithmetic, ...activations };
const units = elementwiseNames.map((name) => ({ name, rule: ruleOf(name) }));
const unary = units.filter(({ rule }) => rule.arity === 1);
const binary = units.filter(({ rule }) => rule.arity === 2);

function ruleOf(name: ElementwiseName): Elementwise {
  const { elementwise } = table[name];
  if (elementwise === undefined) throw new Error(`${name} does not work element by element`);
  return elementwise;
}

/** −30 to 30, finer near zero. */
const grid = Float32Array.from({ length: 2001 }, (_, n) => ((n - 1000) / 1000) ** 3 * 30);
const specials = Float32Array.of(NaN, Infinity, -Infinity, 0, 1e-40, -1e-40, 3e38, -3e38);

/** float32 rounding; GELU's Φ has an absolute error, so that x Φ(x) has one in proportion to x. */
function tolerance(name: ElementwiseName, wanted: number, x: number): number {
  return name === 'gelu' ? 3e-7 * Math.max(1, Math.abs(x)) : 6e-7 * Math.abs(wanted) + 1e-37;
}

describe('SIMD kernels of single units', () => {
  let bench: Bench;
  const [A, B, C, D] = [1024, 8192, 16384, 24576];
  before(async () => {
    bench = await simdBench();
  });

  function map(name: ElementwiseName, values: Float32Array): Float32Array {
    bench.floats.set(values, A);
    const { length } = values;
    bench.run({ kernel: name, operands: [A, 0, 0, D], strides: [length, 0, 0, length], rows: 1, inner: length });
    return bench.floats.slice(D, D + length);
  }

  for (const { name, rule } of unary) {
    it(`${name} has the op table's value from −30 to 30, to float32 rounding`, () => {
      const got = map(name, grid);
      grid.forEach((x, n) => {
        const wanted = rule.value(x, 0);
        expect(Math.abs(got[n] - wanted), `at ${x}: ${got[n]} for ${wanted}`).to.be.at.most(tolerance(name, wanted, x));
      });
    });

    it(`${name} has the op table's slope from the same operands`, () => {
      const outputs = Float32Array.from(grid, (x) => rule.value(x, 0));
      const { length } = grid;
      bench.floats.fill(1, A, A + length);
      // which of the two a kernel reads is the plan's business (slope-reads.ts): ops that read the output get it in both
      const readsInput = name === 'gelu' || name === 'softplus';
      bench.floats.set(readsInput ? grid : outputs, B);
      bench.floats.set(outputs, C);
      const strides = [length, length, length, length] as const;
      bench.run({ kernel: `${name}-gradient`, operands: [A, B, C, D], strides, rows: 1, inner: length });
      grid.forEach((x, n) => {
        const wanted = rule.slope(0, readsInput ? x : outputs[n], 0, outputs[n]);
        const got = bench.floats[D + n];
        expect(Math.abs(got - wanted), `at ${x}: ${got} for ${wanted}`).to.be.at.most(6e-7 * (1 + Math.abs(x)));
      });
    });

    it(`${name} of a number has the same bits alone and in a long row`, () => {
      const values = Float32Array.from([...specials, ...grid]);
      const together = map(name, values);
      values.forEach((x, n) => {
        const [alone] = map(name, values.subarray(n, n + 1));
        expect(alone, `at ${x}`).to.deep.equal(together[n]);
      });
    });

    it(`${name} keeps NaN, and is where the op table is at infinities and denormals`, () => {
      const got = map(name, specials);
      specials.forEach((x, n) => {
        const wanted = Math.fround(rule.value(x, 0));
        if (Number.isFinite(wanted)) {
          expect(Math.abs(got[n] - wanted), `at ${x}`).to.be.at.most(1e-6 * Math.abs(wanted) + 2e-38);
        } else expect(got[n], `at ${x}`).to.deep.equal(wanted);
      });
    });
  }

  for (const { name, rule } of binary) {
    it(`${name} and its gradients have the op table's bits, denormals among them`, () => {
      const a = Float32Array.of(1.5, -2.25, 1e-30, NaN, Infinity, 3e38, -1e-20);
      const b = Float32Array.of(0.1, 7, 1e-15, 1, -Infinity, 3e38, 1e-22);
      const { length } = a;
      const strides = [length, length, length, length] as const;
      const call = { strides, rows: 1, inner: length };
      bench.floats.set(a, A);
      bench.floats.set(b, B);
      bench.run({ ...call, kernel: name, operands: [A, B, 0, D] });
      const values = bench.floats.slice(D, D + length);
      expect(values).to.deep.equal(Float32Array.from(a, (x, n) => rule.value(x, b[n])));
      for (const [which, mode] of [
        [0, 0],
        [1, SECOND],
      ]) {
        bench.run({ ...call, kernel: `${name}-gradient`, mode, operands: [A, A, B, D] });
        const slopes = bench.floats.slice(D, D + length);
        expect(slopes).to.deep.equal(Float32Array.from(a, (x, n) => x * rule.slope(which, x, b[n], 0)));
      }
    });
  }

  it('store nothing outside their rows, at any width, replacing or adding', () => {
    const [rows, gap, guard] = [3, 5, 7];
    for (const { name } of units) {
      for (const [kernel, mode] of [
        [name, 0],
        [`${name}-gradient`, 0],
        [`${name}-gradient`, ACCUMULATE],
      ] as const) {
        for (let width = 1; width <= 9; width++) {
          const stride = width + gap;
          bench.floats.fill(0.5, A, D);
          bench.floats.fill(guard, D, D + (rows + 1) * stride);
          const strides = [stride, stride, stride, stride] as const;
          bench.run({ kernel, mode, operands: [A, B, C, D], strides, rows, inner: width });
          for (let n = 0; n < (rows + 1) * stride; n++) {
            const isInside = n < rows * stride && n % stride < width;
            if (!isInside) expect(bench.floats[D + n], `${kernel} ${width} at ${n}`).to.equal(guard);
          }
        }
      }
    }
  });
});

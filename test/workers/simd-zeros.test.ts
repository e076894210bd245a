import { expect } from 'chai';
import fc from 'fast-check';
import { Random } from '../../src/nn/random.ts';
import { scratchSizes } from '../../workers/kernels/simd/scratch.ts';
import { ACCUMULATE } from '../../workers/kernels/names.ts';
import { simdBench, type Bench } from '../support/simd-call.ts';

const { fround } = Math;
const GUARD = 7;

interface Case {
  readonly rows: number;
  readonly inner: number;
  readonly outer: number;
  /** Of each unit, the share of numbers that are not 0. */
  readonly share: (unit: number, random: Random) => number;
  readonly adds?: boolean;
  /** Numbers between rows of a and of b. */
  readonly gap?: number;
  /** Changes a `[rows, outer]` and b `[rows, inner]`. */
  readonly spoil?: (a: Float32Array, b: Float32Array) => void;
}

describe('SIMD kernels that pass over zeros', () => {
  let bench: Bench;
  before(async () => {
    bench = await simdBench();
  });

  /** Runs the weight gradient and compares it, bit by bit, with sums over every row; returns the result. */
  function check({ rows, inner, outer, share, adds = false, gap = 0, spoil }: Case): Float32Array {
    const random = Random.seeded(rows + 1000 * inner + 100_000 * outer, 'zeros');
    const shares = Array.from({ length: outer }, (_, unit) => share(unit, random));
    const a = Float32Array.from({ length: rows * outer }, (_, n) => {
      if (random.uniform() < shares[n % outer]) return random.uniform() - 0.5;
      return random.uniform() < 0.5 ? 0 : -0;
    });
    const b = Float32Array.from({ length: rows * inner }, () => random.uniform() - 0.5);
    spoil?.(a, b);
    const start = Float32Array.from({ length: outer * inner }, (_, n) => (n % 5 === 0 ? -0 : random.uniform()));

    const { floats } = bench;
    const [A, B] = [1024, 1024 + rows * (outer + gap) + 16];
    const D = B + rows * (inner + gap) + 16;
    const SCRATCH = D + outer * inner + 16;
    const end = SCRATCH + scratchSizes['linear-weight-gradient']!({ rows, inner, outer, geometry: [] });
    // what is not written must not be read
    floats.fill(NaN, A, end);
    for (let row = 0; row < rows; row++) {
      floats.set(a.subarray(row * outer, (row + 1) * outer), A + row * (outer + gap));
      floats.set(b.subarray(row * inner, (row + 1) * inner), B + row * (inner + gap));
    }
    floats.set(start, D);
    floats.fill(GUARD, D + outer * inner, D + outer * inner + 16);
    floats.fill(GUARD, end, end + 64);
    bench.run({
      kernel: 'linear-weight-gradient',
      mode: adds ? ACCUMULATE : 0,
      operands: [A, B, 0, D],
      strides: [outer + gap, inner + gap, SCRATCH, inner],
      rows,
      inner,
      outer,
    });
    const got = floats.slice(D, D + outer * inner);
    expect(got).to.deep.equal(everyProduct({ a, b, rows, inner, outer, start: adds ? start : undefined }));
    const guards = [...floats.subarray(D + outer * inner, D + outer * inner + 16), ...floats.subarray(end, end + 64)];
    expect(new Set(guards)).to.deep.equal(new Set([GUARD]));
    return got;
  }

  const shares: Readonly<Record<string, Case['share']>> = {
    'no zeros': () => 1,
    'zeros alone': () => 0,
    'half zeros': () => 0.5,
    'as many as it takes': () => 0.64,
    'every third unit dead': (unit) => (unit % 3 === 0 ? 0 : 1),
    'units of all kinds': (_, random) => Math.min(1, 1.2 * random.uniform()),
    'dense and sparse groups': (unit) => (unit % 40 < 20 ? 1 : 0.3),
  };
  for (const [name, share] of Object.entries(shares)) {
    it(`a weight gradient has the bits of all its products: ${name}, 1 to 33 rows and units`, () => {
      for (let n = 1; n <= 33; n++) {
        check({ rows: n, inner: 34 - n, outer: n, share });
        check({ rows: n, inner: 190 + n, outer: 34 - n, share });
        check({ rows: 34 - n, inner: 96 + n, outer: 33, share, gap: 3, adds: true });
      }
    });

    it(`… ${name}, more rows than go at once, and more units`, () => {
      for (const rows of [64, 100, 255, 257, 300]) {
        check({ rows, inner: 53, outer: 85, share, adds: rows % 2 === 0 });
        check({ rows, inner: 96, outer: 41, share });
      }
    });
  }

  it('a weight gradient has the bits of all its products where all its units are sparse, as much as they may be', () => {
    check({ rows: 64, inner: 784, outer: 80, share: () => 0.55 });
  });

  it('a weight gradient has the bits of all its products over random sizes and shares', () => {
    const sizes = fc.record({
      rows: fc.integer({ min: 1, max: 300 }),
      inner: fc.integer({ min: 1, max: 130 }),
      outer: fc.integer({ min: 1, max: 85 }),
      share: fc.constantFrom(...Object.values(shares)),
      adds: fc.boolean(),
      gap: fc.integer({ min: 0, max: 5 }),
    });
    fc.assert(
      fc.property(sizes, (drawn) => void check(drawn)),
      { numRuns: 60, seed: 20 },
    );
  });

  for (const value of [NaN, Infinity, -Infinity]) {
    it(`${value} in an input reaches every unit, also where its gradient is 0`, () => {
      const last = 64 * 50 - 1;
      const got = check({ rows: 64, inner: 50, outer: 40, share: () => 0.2, spoil: (_, b) => (b[last] = value) });
      got.forEach((number, n) => expect(Number.isFinite(number), `at ${n}`).to.equal(n % 50 !== 49));
    });

    it(`${value} in the gradient of a sparse unit reaches all of its weights`, () => {
      const got = check({ rows: 64, inner: 50, outer: 40, share: () => 0.2, spoil: (a) => (a[40 * 9 + 3] = value) });
      expect(got.subarray(150, 200).some(Number.isFinite)).to.equal(false);
    });
  }

  it('denormal numbers count as others', () => {
    const small = (a: Float32Array) => a.forEach((x, n) => (a[n] = x * 1e-38));
    const got = check({ rows: 64, inner: 50, outer: 40, share: () => 0.2, spoil: small });
    expect(got.some((x) => x !== 0)).to.equal(true);
  });

  for (const epsilon of [1e-8, 0]) {
    it(`Adam makes its rule's updates, bit by bit, where moments are 0, with ε ${epsilon}`, () => {
      for (let count = 1; count <= 70; count++) {
        const { floats, wasm } = bench;
        const [W, G, M, V] = [1024, 2048, 3072, 4096];
        const random = Random.seeded(count, 'adam');
        // of 16 weights all, all but one, or some
        const zero = (n: number) => [true, n % 16 !== count % 16, n % 7 === 0][(n >> 4) % 3];
        const draw = (values: (n: number) => number) => Float32Array.from({ length: count }, (_, n) => values(n));
        const w = draw((n) => (n % 9 === 0 ? -0 : random.uniform() - 0.5));
        const g = draw((n) => (zero(n) ? 0 : random.uniform() - 0.5));
        const m = draw((n) => (zero(n) ? [0, -0, 5.6e-45][n % 3] : random.uniform() - 0.5));
        const v = draw((n) => (zero(n) && n % 2 === 0 ? 0 : random.uniform()));
        for (const [at, numbers] of [
          [W, w],
          [G, g],
          [M, m],
          [V, v],
        ] as const) {
          floats.set(numbers, at);
        }
        floats.fill(GUARD, W + count, W + count + 16);
        const [rate, keep, beta1, beta2, correction] = [0.01, 0.999, 0.9, 0.999, 1.5].map(fround);
        const [rest1, rest2, tiny] = [0.1, 0.001, epsilon].map(fround);
        const addresses = [4 * W, 4 * G, 4 * M, 4 * V] as const;
        wasm.adam(...addresses, count, rate, tiny, keep, beta1, rest1, beta2, rest2, correction);
        for (let n = 0; n < count; n++) {
          const mean = fround(fround(beta1 * m[n]) + fround(rest1 * g[n]));
          const square = fround(fround(beta2 * v[n]) + fround(rest2 * fround(g[n] * g[n])));
          const root = fround(fround(Math.sqrt(fround(square * correction))) + tiny);
          const weight = fround(fround(w[n] * keep) - fround(fround(rate * mean) / root));
          expect([floats[W + n], floats[M + n], floats[V + n]], `${n} of ${count}`).to.deep.equal([
            weight,
            mean,
            square,
          ]);
        }
        expect(new Set(floats.subarray(W + count, W + count + 16))).to.deep.equal(new Set([GUARD]));
      }
    });
  }
});

interface Sums {
  readonly a: Float32Array;
  readonly b: Float32Array;
  readonly rows: number;
  readonly inner: number;
  readonly outer: number;
  readonly start?: Float32Array;
}

/** Sums in float32 in the order of rows, 256 at a time, each added to what stands there. */
function everyProduct({ a, b, rows, inner, outer, start }: Sums): Float32Array {
  const d = new Float32Array(outer * inner);
  for (let n = 0; n < d.length; n++) {
    const [unit, input] = [Math.floor(n / inner), n % inner];
    let total = start?.[n];
    for (let first = 0; first < rows; first += 256) {
      let sum = 0;
      for (let row = first; row < Math.min(rows, first + 256); row++) {
        sum = fround(sum + fround(a[row * outer + unit] * b[row * inner + input]));
      }
      total = total === undefined ? sum : fround(total + sum);
    }
    d[n] = total!;
  }
  return d;
}

import { expect } from 'chai';
import { Random } from '../../src/nn/random.ts';
import { ACCUMULATE, BIAS } from '../../workers/kernels/names.ts';
import { simdBench, type Bench } from '../support/simd-call.ts';

const { fround } = Math;
const GUARD = 7;

interface Case {
  readonly kernel: 'linear' | 'linear-input-gradient';
  readonly rows: number;
  /** Numbers in a sum. */
  readonly depth: number;
  readonly width: number;
  readonly mode?: number;
  /** Numbers between rows of a and of d. */
  readonly gap?: number;
}

describe('SIMD products of many rows', () => {
  let bench: Bench;
  before(async () => {
    bench = await simdBench();
  });

  /** Runs a product and compares it, bit by bit, with sums in the order of k. */
  function check({ kernel, rows, depth, width, mode = 0, gap = 0 }: Case): void {
    const random = Random.seeded(rows + 1000 * depth, kernel);
    const numbers = (length: number) => Float32Array.from({ length }, () => random.uniform() - 0.5);
    const [a, weight, bias, start] = [rows * depth, depth * width, width, rows * width].map(numbers);
    const isForward = kernel === 'linear';
    const [inner, outer] = isForward ? [depth, width] : [width, depth];
    const [A, W] = [1024, 1024 + rows * (depth + gap) + 16];
    const packed = W + depth * width + 16;
    const B = packed + depth * (width + 8);
    const D = B + width + 16;
    const end = D + rows * (width + gap);

    const { floats } = bench;
    floats.fill(NaN, A, end);
    floats.fill(GUARD, end, end + 16);
    floats.set(weight, W);
    floats.set(bias, B);
    for (let row = 0; row < rows; row++) {
      floats.set(a.subarray(row * depth, (row + 1) * depth), A + row * (depth + gap));
      floats.set(start.subarray(row * width, (row + 1) * width), D + row * (width + gap));
    }
    const pack = isForward ? 'pack-rows' : 'pack-columns';
    bench.run({ kernel: pack, operands: [W, 0, 0, packed], strides: [0, 0, 0, 0], rows: 1, inner, outer });
    const strides = [depth + gap, 0, 0, width + gap] as const;
    bench.run({ kernel, mode, operands: [A, packed, B, D], strides, rows, inner, outer });

    const got = Array.from({ length: rows }, (_, row) =>
      floats.slice(D + row * (width + gap), D + row * (width + gap) + width),
    );
    const wanted = Array.from({ length: rows }, (_, row) =>
      Float32Array.from({ length: width }, (__, column) => {
        let sum = 0;
        for (let k = 0; k < depth; k++) {
          const factor = isForward ? weight[column * depth + k] : weight[k * width + column];
          sum = fround(sum + fround(a[row * depth + k] * factor));
        }
        if ((mode & BIAS) !== 0) sum = fround(bias[column] + sum);
        return (mode & ACCUMULATE) === 0 ? sum : fround(start[row * width + column] + sum);
      }),
    );
    expect(got, JSON.stringify({ kernel, rows, depth, width, mode, gap })).to.deep.equal(wanted);
    expect(new Set(floats.subarray(end, end + 16)), 'nothing behind the result is written').to.deep.equal(
      new Set([GUARD]),
    );
  }

  const sizes = [
    { depth: 820, rows: [1, 2, 19, 20, 21, 39, 40, 41, 61, 64] },
    { depth: 512, rows: [29, 30, 31, 32, 59, 60, 61, 62, 63, 93] },
    { depth: 64, rows: [254, 255, 256, 257, 509, 510, 511, 513] },
  ];
  for (const { depth, rows } of sizes) {
    for (const kernel of ['linear', 'linear-input-gradient'] as const) {
      it(`${kernel}, sums of ${depth}: the bits do not depend on how many rows go together`, () => {
        for (const each of rows) {
          check({ kernel, rows: each, depth, width: 9 });
          check({ kernel, rows: each, depth, width: 16, mode: ACCUMULATE, gap: 3 });
          if (kernel === 'linear') check({ kernel, rows: each, depth, width: 21, mode: BIAS, gap: 1 });
        }
      });
    }
  }
});

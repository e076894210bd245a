import { expect } from 'chai';
import fc from 'fast-check';
import { block, multiply, type Matrix } from '../../src/nn/matrix.ts';
import { Random } from '../../src/nn/random.ts';
import { spectralNorm } from '../../src/nn/spectral-norm.ts';

function matrixOf(rows: number, columns: number, entry: (r: number, c: number) => number): Matrix {
  const data = Float64Array.from({ length: rows * columns }, (_, n) => entry(Math.floor(n / columns), n % columns));
  return { rows, columns, data };
}

const diagonal = (values: readonly number[]) =>
  matrixOf(values.length, values.length, (r, c) => (r === c ? values[r] : 0));

/** I − 2 v vᵀ / vᵀv: an orthogonal matrix. */
function reflection(size: number, seed: number): Matrix {
  const random = Random.seeded(seed);
  const v = Float64Array.from({ length: size }, () => random.uniform() - 0.5);
  const square = v.reduce((sum, value) => sum + value * value, 0);
  return matrixOf(size, size, (r, c) => (r === c ? 1 : 0) - (2 * v[r] * v[c]) / square);
}

/** A dense matrix with these singular values. */
const withSingularValues = (values: readonly number[]): Matrix =>
  multiply(multiply(reflection(values.length, 1), diagonal(values)), reflection(values.length, 2));

describe('spectralNorm', () => {
  const spectra: Readonly<Record<string, number[]>> = {
    'one entry': [3],
    'falling by halves': Array.from({ length: 40 }, (_, n) => 2 ** -n),
    'two that hardly differ': [1, 1 - 1e-9, ...Array.from({ length: 61 }, (_, n) => 0.9 - n / 100)],
    'all alike': Array.from({ length: 33 }, () => 0.7),
    'of rank one': [5, ...Array.from({ length: 30 }, () => 0)],
    'dense up to the top': Array.from({ length: 128 }, (_, n) => 1 - n / 128),
    'below what a square can hold': [3e-200, 2e-200, 1e-200],
    'above what a square can hold': [3e200, 2e200, 1e200],
  };
  for (const [name, values] of Object.entries(spectra)) {
    it(`is the largest singular value to 1e-9, ${name}`, () => {
      const wanted = Math.max(...values);
      expect(Math.abs(spectralNorm(withSingularValues(values)) / wanted - 1)).to.be.lessThan(1e-9);
    });
  }

  it('is that of the transposed matrix, to 1e-11, for 1 to 20 rows and columns', () => {
    const size = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(size, size, fc.nat(), (rows, columns, seed) => {
        const random = Random.seeded(seed);
        const a = matrixOf(rows, columns, () => random.uniform() - 0.5);
        const turned = matrixOf(columns, rows, (r, c) => a.data[c * columns + r]);
        const norm = spectralNorm(a);
        expect(spectralNorm(turned)).to.be.closeTo(norm, 1e-11 * norm);
      }),
    );
  });

  it('equals the closed form of a 2×2 matrix, to 1e-7 of its entries', () => {
    const entry = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(entry, entry, entry, entry, (a, b, c, d) => {
        const [sum, determinant] = [a * a + b * b + c * c + d * d, a * d - b * c];
        const wanted = Math.sqrt((sum + Math.sqrt(Math.max(0, sum * sum - 4 * determinant * determinant))) / 2);
        const got = spectralNorm({ rows: 2, columns: 2, data: Float64Array.of(a, b, c, d) });
        expect(got).to.be.closeTo(wanted, 1e-7 * Math.max(1e-9, ...[a, b, c, d].map(Math.abs)));
      }),
    );
  });

  it('is exactly 0 for zeros, and says where a number is none', () => {
    expect(spectralNorm(matrixOf(4, 4, () => 0))).to.equal(0);
    expect(spectralNorm(matrixOf(3, 3, (r, c) => (r === c ? Infinity : 0)))).to.equal(Infinity);
    expect(Number.isNaN(spectralNorm(matrixOf(3, 3, () => NaN)))).to.equal(true);
  });
});

describe('multiply', () => {
  it('sums each number of the product over the inner index, to 1e-12, at sizes that no block divides', () => {
    const size = fc.integer({ min: 1, max: 11 });
    fc.assert(
      fc.property(size, size, size, (rows, inner, columns) => {
        const random = Random.seeded(rows + 16 * inner + 256 * columns);
        const a = matrixOf(rows, inner, () => random.uniform() - 0.5);
        const b = matrixOf(inner, columns, () => random.uniform() - 0.5);
        const { data } = multiply(a, b);
        for (let r = 0; r < rows; r++) {
          for (let c = 0; c < columns; c++) {
            let sum = 0;
            for (let k = 0; k < inner; k++) sum += a.data[r * inner + k] * b.data[k * columns + c];
            expect(data[r * columns + c]).to.be.closeTo(sum, 1e-12);
          }
        }
      }),
    );
  });

  it('leaves the square in the middle to block', () => {
    const { data } = block(
      matrixOf(4, 4, (r, c) => 10 * r + c),
      1,
      2,
    );
    expect([...data]).to.deep.equal([11, 12, 21, 22]);
  });
});

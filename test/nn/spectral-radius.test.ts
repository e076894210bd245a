import { expect } from 'chai';
import fc from 'fast-check';
import type { Matrix } from '../../src/nn/matrix.ts';
import { spectralRadius } from '../../src/nn/spectral-radius.ts';

const square = (...rows: number[][]): Matrix => ({
  rows: rows.length,
  columns: rows.length,
  data: Float64Array.from(rows.flat()),
});

const entry = fc.double({ min: -3, max: 3, noNaN: true });

describe('spectralRadius', () => {
  it('equals the larger root of the characteristic polynomial of a 2×2 matrix, real or complex, to 1e-6', () => {
    fc.assert(
      fc.property(entry, entry, entry, entry, (a, b, c, d) => {
        const [trace, determinant] = [a + d, a * d - b * c];
        const under = (trace * trace) / 4 - determinant;
        const wanted = under < 0 ? Math.sqrt(determinant) : Math.abs(trace / 2) + Math.sqrt(under);
        expect(spectralRadius(square([a, b], [c, d]))).to.be.closeTo(wanted, 1e-6 * Math.max(1, wanted));
      }),
    );
  });

  it('is 0 for a matrix of which a power is 0, and grows with the matrix', () => {
    expect(spectralRadius(square([0, 5, 1], [0, 0, 3], [0, 0, 0]))).to.equal(0);
    const matrix = square([1, 2, 0], [0, -0.5, 4], [0.3, 0, 1]);
    const tripled = { ...matrix, data: matrix.data.map((value) => 3 * value) };
    expect(spectralRadius(tripled)).to.be.closeTo(3 * spectralRadius(matrix), 1e-9);
  });
});

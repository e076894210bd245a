import { expect } from 'chai';
import fc from 'fast-check';
import { nonNegativeLeastSquares } from '../../src/nn/least-squares.ts';

const unit = fc.double({ min: 0, max: 1, noNaN: true });

describe('nonNegativeLeastSquares', () => {
  it('finds what the values were made of, within 1e-6, however different the sizes', () => {
    const rows = [
      [1e9, 3, 200],
      [2e9, 1, 10],
      [1e8, 9, 100],
      [5e8, 2, 900],
    ];
    const x = [2e-9, 0.5, 1e-3];
    const values = rows.map((row) => row.reduce((sum, each, n) => sum + each * x[n], 0));
    nonNegativeLeastSquares({ rows, values }).forEach((came, n) => expect(came / x[n]).to.be.closeTo(1, 1e-6));
  });

  it('gives nothing negative, and no point nearby is better', () => {
    const systems = fc.record({
      rows: fc.array(fc.tuple(unit, unit), { minLength: 3, maxLength: 6 }),
      values: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 }),
    });
    fc.assert(
      fc.property(systems, ({ rows, values }) => {
        const x = nonNegativeLeastSquares({ rows, values });
        const error = (at: readonly number[]) =>
          rows.reduce((sum, row, n) => sum + (row[0] * at[0] + row[1] * at[1] - values[n]) ** 2, 0);
        expect(x.every((each) => each >= 0)).to.equal(true);
        for (const [a, b] of [
          [0.01, 0],
          [0, 0.01],
          [-0.01, 0],
          [0, -0.01],
        ]) {
          const near = [Math.max(0, x[0] + a), Math.max(0, x[1] + b)];
          expect(error(x)).to.be.at.most(error(near) + 1e-5);
        }
      }),
    );
  });
});

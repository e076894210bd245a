import { expect } from 'chai';
import fc from 'fast-check';
import { columnsOf } from '../../../components/chart/curve.ts';
import { roundScale } from '../../../components/chart/scale.ts';

describe('columnsOf', () => {
  it('gives each step a column while there is room', () => {
    expect(columnsOf([4, 2, 3, 2, 1])).to.deep.equal([
      { step: 1, least: 4, most: 4, smooth: 4 },
      { step: 2, least: 2, most: 2, smooth: 2 },
      { step: 3, least: 3, most: 3, smooth: 3 },
      { step: 4, least: 2, most: 2, smooth: 2 },
      { step: 5, least: 1, most: 1, smooth: 1.5 },
    ]);
    expect(columnsOf([])).to.deep.equal([]);
  });

  it('covers every step once, and the running mean is that of the last steps', () => {
    const losses = fc.array(fc.float({ min: 0, max: 8, noNaN: true }), { minLength: 1, maxLength: 700 });
    fc.assert(
      fc.property(losses, fc.integer({ min: 1, max: 300 }), (all, columns) => {
        const found = columnsOf(all, { columns });
        expect(found.length).to.equal(Math.min(columns, all.length));
        let from = 0;
        for (const { step, least, most, smooth } of found) {
          const part = all.slice(from, step);
          expect(least).to.equal(Math.min(...part));
          expect(most).to.equal(Math.max(...part));
          const last = all.slice(step - Math.min(20, Math.ceil(step / 4)), step);
          expect(smooth).to.be.closeTo(last.reduce((sum, loss) => sum + loss, 0) / last.length, 1e-6);
          from = step;
        }
        expect(from).to.equal(all.length);
      }),
    );
  });
});

describe('roundScale', () => {
  it('ends and ticks are round and hold the values', () => {
    expect(roundScale(1.7, 4.19)).to.deep.equal({ kind: 'linear', from: 1, to: 5, ticks: [1, 2, 3, 4, 5] });
    expect(roundScale(2, 2).ticks.length).to.be.greaterThan(1);
  });

  it('holds any values, with 2 to 11 ticks', () => {
    const number = fc.double({ min: -1e12, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(number, number, (a, b) => {
        const [least, most] = [Math.min(a, b), Math.max(a, b)];
        const { from, to, ticks } = roundScale(least, most);
        const slack = 1e-9 * (to - from);
        expect(from).to.be.at.most(least + slack);
        expect(to).to.be.at.least(most - slack);
        expect(ticks.length).to.be.within(2, 11);
      }),
    );
  });
});

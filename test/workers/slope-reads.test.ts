import { expect } from 'chai';
import fc from 'fast-check';
import { ops } from '../../src/nn/ops/table.ts';
import { elementwiseNames } from '../../workers/kernels/names.ts';
import { slopeReads } from '../../workers/plan/slope-reads.ts';

const finite = fc.double({ min: -30, max: 30, noNaN: true });

describe('slopeReads', () => {
  for (const name of elementwiseNames) {
    const { elementwise } = ops[name];
    it(`${name}: its slope is computed from ${slopeReads[name]} alone`, () => {
      if (elementwise === undefined) throw new Error(`${name} has no element-by-element rule`);
      const { slope, value, arity } = elementwise;
      fc.assert(
        fc.property(finite, finite, (a, b) => {
          const y = value(a, b);
          for (let n = 0; n < arity; n++) {
            const wanted = slope(n, a, b, y);
            const reads = { nothing: [NaN, NaN, NaN], inputs: [a, b, NaN], output: [y, NaN, y] }[slopeReads[name]];
            expect(slope(n, reads[0], reads[1], reads[2])).to.equal(wanted);
          }
        }),
      );
    });
  }
});

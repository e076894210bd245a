import { expect } from 'chai';
import { log1p, exp, sigmoid } from '../../src/nn/maths.ts';
import { simdBench, type Bench } from '../support/simd-call.ts';

/** Float32 roundings of each number by itself, however small it is; below 1e-37 it stands at the clamp of e^x. */
const near = (wanted: number): number => 1e-6 * Math.abs(wanted) + 1e-37;

describe('SIMD binary cross-entropy', () => {
  let bench: Bench;
  const [A, B, C, D] = [1024, 8192, 16384, 24576];
  /** A row for each, of one logit. */
  const logits = Float32Array.from({ length: 241 }, (_, n) => n - 120);
  const rows = logits.length;

  before(async () => {
    bench = await simdBench();
    bench.floats.set(logits, A);
    bench.floats.fill(1, C, C + rows);
  });

  function run(kernel: 'binary-cross-entropy' | 'binary-cross-entropy-gradient', target: number): Float32Array {
    bench.floats.fill(target, B, B + rows);
    bench.run({ kernel, operands: [A, B, C, D], strides: [1, 1, 1, 1], rows, inner: 1 });
    return bench.floats.slice(D, D + rows);
  }

  for (const target of [0, 1]) {
    it(`has a gradient and a loss to float32's rounding where a logit of −120 to 120 is sure of ${target}`, () => {
      const gradients = run('binary-cross-entropy-gradient', target);
      const losses = run('binary-cross-entropy', target);
      logits.forEach((x, n) => {
        const gradient = target === 1 ? -sigmoid(-x) : sigmoid(x);
        expect(gradients[n], `gradient at ${x}`).to.be.closeTo(gradient, near(gradient));
        const wrong = target === 1 ? -x : x;
        const loss = Math.max(wrong, 0) + log1p(exp(-Math.abs(x)));
        expect(losses[n], `loss at ${x}`).to.be.closeTo(loss, near(loss));
      });
    });
  }

  it('has the gradient σ(x) − y for a target between (1e-6)', () => {
    const gradients = run('binary-cross-entropy-gradient', 0.3);
    logits.forEach((x, n) => expect(gradients[n], `at ${x}`).to.be.closeTo(sigmoid(x) - Math.fround(0.3), 1e-6));
  });
});

import { expect } from 'chai';
import {
  clipValues,
  globalNorm,
  keptShare,
  optimizerNames,
  update,
  type OptimizerSpec,
} from '../../src/nn/optimizers.ts';

describe('clipValues', () => {
  it('brings each gradient within ±limit and leaves the others', () => {
    const gradients = Float64Array.of(-3, -0.5, 0, 0.5, 2);
    clipValues(gradients, 1);
    expect([...gradients]).to.deep.equal([-1, -0.5, 0, 0.5, 1]);
    expect(globalNorm([gradients])).to.be.closeTo(Math.sqrt(2.5), 1e-15);
  });
});

describe('update with weight decay', () => {
  it('shrinks by 1 − η λ before the update, for any optimizer', () => {
    const without: OptimizerSpec = { type: 'sgd', learning_rate: 0.5 };
    const spec: OptimizerSpec = { ...without, weight_decay: 0.2 };
    expect(keptShare(spec)).to.equal(0.9);
    const parameters = Float64Array.of(10, -20);
    update({ spec, parameters, gradients: Float64Array.of(1, 2), slots: [], step: 1 });
    expect([...parameters]).to.deep.equal([8.5, -19]);
  });

  it('makes Adam the same as AdamW', () => {
    const constants = { learning_rate: 0.1, beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weight_decay: 0.3 };
    const [a, b] = (['adam', 'adamw'] as const).map((type) => {
      const work = {
        parameters: Float64Array.of(1, 2),
        gradients: Float64Array.of(0.3, -0.1),
        slots: [new Float64Array(2), new Float64Array(2)],
      };
      for (const step of [1, 2, 3]) update({ ...work, spec: { type, ...constants }, step });
      return [...work.parameters];
    });
    expect(a).to.deep.equal(b);
    expect(optimizerNames).to.have.length(7);
  });
});

import { expect } from 'chai';
import { LossHistory } from '../../src/app/loss-history.ts';

describe('LossHistory', () => {
  it('keeps every step in order, over many growths', () => {
    const history = new LossHistory();
    for (let step = 1; step <= 5000; step++) history.put(step, step);
    expect(history.length).to.equal(5000);
    expect(history.all()).to.deep.equal(Float32Array.from({ length: 5000 }, (_, n) => n + 1));
  });

  it('goes on from the losses of a checkpoint without touching them', () => {
    const saved = Float32Array.of(4, 3);
    const history = new LossHistory(saved);
    history.put(2, 9);
    history.put(3, 2);
    expect([...history.all()]).to.deep.equal([4, 9, 2]);
    expect([...saved]).to.deep.equal([4, 3]);
  });

  it('a view given out does not change with later steps', () => {
    const history = new LossHistory(Float32Array.of(4));
    const view = history.all();
    history.put(2, 3);
    expect([...view]).to.deep.equal([4]);
  });

  it('mean is that of the last steps: a quarter of them, at most 20', () => {
    expect(new LossHistory().mean()).to.equal(undefined);
    expect(new LossHistory(Float32Array.of(4, 2)).mean()).to.equal(2);
    expect(new LossHistory(Float32Array.of(9, 9, 9, 9, 4, 2)).mean()).to.equal(3);
    const falling = new LossHistory(Float32Array.from({ length: 100 }, (_, n) => 100 - n));
    expect(falling.mean()).to.equal(10.5);
  });

  it('curve has at most 64 points, ends at the last step and averages every step once', () => {
    const losses = Float32Array.from({ length: 1000 }, (_, n) => (n % 7) / 8);
    const curve = new LossHistory(losses).curve();
    expect(curve.length).to.equal(64);
    expect(curve.at(-1)?.step).to.equal(1000);
    let from = 0;
    let sum = 0;
    for (const { step, loss } of curve) {
      sum += loss * (step - from);
      from = step;
    }
    expect(sum).to.be.closeTo(
      losses.reduce((a, b) => a + b, 0),
      1e-6,
    );
    expect(new LossHistory(Float32Array.of(4, 2)).curve()).to.deep.equal([
      { step: 1, loss: 4 },
      { step: 2, loss: 2 },
    ]);
    expect(new LossHistory().curve()).to.deep.equal([]);
  });
});

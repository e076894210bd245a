import { expect } from 'chai';
import { Random } from '../../src/nn/random.ts';

describe('Random', () => {
  it('gives the same numbers for the same seed and other numbers for another purpose', () => {
    const draw = (seed: number, purpose: string) => {
      const random = Random.seeded(seed, purpose);
      return Array.from({ length: 5 }, () => random.bits());
    };
    expect(draw(7, 'shuffle')).to.deep.equal(draw(7, 'shuffle'));
    expect(draw(7, 'shuffle')).not.to.deep.equal(draw(7, 'initializers'));
    expect(draw(7, 'shuffle')).not.to.deep.equal(draw(8, 'shuffle'));
  });

  it('follows xoshiro128** (first outputs for state 1 2 3 4)', () => {
    const random = Random.from([1, 2, 3, 4]);
    expect([random.bits(), random.bits(), random.bits()]).to.deep.equal([11520, 0, 5927040]);
  });

  it('goes on from its state as if never stopped', () => {
    const random = Random.seeded(3);
    for (let n = 0; n < 17; n++) random.normal();
    const again = Random.from(random.state);
    expect(Array.from({ length: 9 }, () => again.normal())).to.deep.equal(
      Array.from({ length: 9 }, () => random.normal()),
    );
  });

  it('draws normals of mean 0 and variance 1 within 3 standard errors over 20,000 draws', () => {
    const random = Random.seeded(11);
    const draws = Array.from({ length: 20000 }, () => random.normal());
    const mean = draws.reduce((a, b) => a + b) / draws.length;
    const variance = draws.reduce((a, b) => a + (b - mean) ** 2, 0) / draws.length;
    expect(Math.abs(mean)).to.be.below(3 / Math.sqrt(draws.length));
    expect(Math.abs(variance - 1)).to.be.below(3 * Math.sqrt(2 / draws.length));
  });

  it('shuffles into a permutation', () => {
    const items = Array.from({ length: 50 }, (_, n) => n);
    const shuffled = Random.seeded(5).shuffle([...items]);
    expect(shuffled).not.to.deep.equal(items);
    expect([...shuffled].sort((a, b) => a - b)).to.deep.equal(items);
  });
});

import { expect } from 'chai';
import type { LabPass } from '../../../components/lab/lab-pass.ts';
import { valueSentence } from '../../../components/lab/value-sentences.ts';

/** What is said of a loss by which the true character got this share. */
function lossSentence(probability: number): string {
  const pass = {
    trace: { loss: 0, equations: [] },
    targets: ['a'],
    targetShare: () => ({ id: 0, probability }),
    value: () => -Math.log(probability),
  } as unknown as LabPass;
  return valueSentence(pass, { kind: 'value', equation: 0, unit: 0, t: 0 });
}

describe('the sentence of a loss', () => {
  it('tells the probability with the digits from which its −log is found by hand', () => {
    const some = [0.9968, 0.9962, 0.99985, 0.5, 0.196, 0.0123, 0.01004, 0.0004];
    const many = Array.from({ length: 199 }, (_, n) => (n + 1) / 200 - 0.00037);
    for (const probability of [...some, ...many]) {
      const sentence = lossSentence(probability);
      const [, percent, loss] = /gave it ([\d.]+)\u00A0%: −log of that is ([\d.]+)\.$/.exec(sentence) ?? [];
      const decimals = loss.split('.')[1]?.length ?? 0;
      expect(Math.abs(-Math.log(Number(percent) / 100) - Number(loss)), sentence).to.be.at.most(0.51 * 10 ** -decimals);
    }
  });

  it('tells no more digits than that', () => {
    expect(lossSentence(0.5)).to.contain('50.0\u00A0%');
    expect(lossSentence(0.196)).to.contain('19.6\u00A0%');
    expect(lossSentence(0.0123)).to.contain('1.23\u00A0%');
    expect(lossSentence(0.9962)).to.contain('99.62\u00A0%');
  });
});

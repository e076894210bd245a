import { expect } from 'chai';
import { digits, loadDigits } from '../../src/datasets/digits.ts';

describe('the digits', () => {
  it('are 300 pictures of each class, dark at the border, lit in the middle', async () => {
    const { labels, values, shape, classes } = await loadDigits();
    expect(labels).to.have.length(digits.examples);
    expect(values).to.have.length(digits.examples * 28 * 28);
    expect(shape).to.deep.equal([1, 28, 28]);
    for (const name of classes) expect([...labels].filter((label) => classes[label] === name)).to.have.length(300);
    expect(Math.max(...values.subarray(0, 784))).to.be.above(200);
    let [border, middle] = [0, 0];
    for (let n = 0; n < labels.length; n++) {
      for (let x = 0; x < 28; x++) {
        border += values[n * 784 + x];
        middle += values[n * 784 + 14 * 28 + x];
      }
    }
    expect(border).to.equal(0);
    expect(middle / (labels.length * 28)).to.be.above(30);
  });

  it('are told apart by their ink alone: a one has the least, on the mean', async () => {
    const { labels, values } = await loadDigits();
    const ink = Array.from({ length: 10 }, () => 0);
    labels.forEach((label, n) => {
      for (const grey of values.subarray(n * 784, (n + 1) * 784)) ink[label] += grey;
    });
    expect(ink.indexOf(Math.min(...ink))).to.equal(1);
    expect(ink.indexOf(Math.max(...ink))).to.equal(0);
  });
});

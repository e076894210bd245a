import { expect } from 'chai';
import { colourStrength, largestSize, signedColour } from '../../../components/controls/signed-colour.ts';

describe('signedColour', () => {
  it('tells the sign by the token and the size by the strength', () => {
    expect(signedColour(0.5)).to.equal('color-mix(in srgb, var(--pos) 44%, var(--surface))');
    expect(signedColour(-1)).to.equal('color-mix(in srgb, var(--neg) 80%, var(--surface))');
  });

  it('is a colour that the browser knows', () => {
    expect(CSS.supports('background', signedColour(-0.3))).to.equal(true);
  });

  it('never goes beyond the strength on which the ink reads', () => {
    expect(colourStrength(1e9)).to.equal(80);
    expect(colourStrength(3, 0)).to.equal(80);
    expect(colourStrength(1e-9)).to.equal(8);
    expect(colourStrength(0)).to.equal(4);
  });

  it('scales by the largest in sight', () => {
    expect(colourStrength(0.05, largestSize([0.05, -0.1, NaN, Infinity]))).to.equal(44);
    expect(largestSize([0, 0])).to.equal(1);
  });
});

import { expect } from 'chai';
import { render } from 'lit';
import { heardLetters, letters } from '../../../components/formula/letters.ts';

/** A sentence as it stands on the page, without Lit's comments. */
function set(text: string): string {
  const place = document.createElement('p');
  render(letters(text), place);
  return place.innerHTML.replaceAll(/<!--.*?-->/g, '');
}

describe('letters', () => {
  it('sets lower marks of any length, in brackets or not, and letters with a tilde', () => {
    expect(set('b_logits has been updated.')).to.equal('<i>b</i><sub>logits</sub> has been updated.');
    expect(set('∂L/∂W_xi, E_t and h_{i−1}')).to.equal(
      '∂L/∂<i>W</i><sub>xi</sub>, <i>E</i><sub>t</sub> and <i>h</i><sub>i−1</sub>',
    );
    expect(set('c\u0303_2')).to.equal('<i>c\u0303</i><sub>2</sub>');
    expect(set('b_U and h⁽²⁾_{t−1}')).to.equal('<i>b</i><sub>U</sub> and <i>h⁽²⁾</i><sub>t−1</sub>');
  });

  it('sets a letter whose lower mark is empty without one', () => {
    expect(set('r_{} × h̃_{}')).to.equal('<i>r</i> × <i>h̃</i>');
    expect(heardLetters('the update of b_{}.')).to.equal('the update of b.');
  });

  it('says a lower mark as one more word', () => {
    expect(heardLetters('Next: W_xi x + W_hi h_{t−1}, “_”.')).to.equal('Next: W xi x + W hi h t−1, “_”.');
  });

  it('leaves words without marks, and a lone underscore, as they are', () => {
    for (const text of ['no marks at all', '“_” is next', '第 3 步']) expect(set(text)).to.equal(text);
  });
});

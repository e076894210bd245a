import { expect } from 'chai';
import { render } from 'lit';
import { signedColour } from '../../../components/controls/signed-colour.ts';
import { stripes } from '../../../components/time/stripes.ts';

type Given = Parameters<typeof stripes>;

function drawn(...given: Given): HTMLElement {
  const box = document.createElement('div');
  render(stripes(...given), box);
  const found = box.querySelector<HTMLElement>('.stripes');
  if (found === null) throw new Error('no stripes');
  return found;
}

/** As the browser writes it. */
function background(image: string): string {
  const probe = document.createElement('div');
  probe.style.backgroundImage = image;
  return probe.style.backgroundImage;
}

describe('stripes', () => {
  it('give each unit the colour of its value and its scale, downward', () => {
    const { style, className } = drawn({ values: [0.5, -2], scale: 4 }, 'down');
    const [first, second] = [signedColour(0.5, 4), signedColour(-2, 4)];
    const wanted = `linear-gradient(to bottom, ${first} 0px 8px, transparent 8px 9px, ${second} 9px 17px, transparent 17px 18px)`;
    expect(style.backgroundImage).to.equal(background(wanted)).and.not.equal('');
    expect(className).not.to.contain('blank');
  });

  it('take the whole width across', () => {
    const { style } = drawn({ values: [1, 1, 1], scale: 1 }, 'across');
    const ends = [...style.backgroundImage.replaceAll(signedColour(1), 'colour').matchAll(/([\d.]+)%/g)].map(
      ([, end]) => Number(end),
    );
    expect(ends[0]).to.equal(0);
    // the last stripe ends at 100, the gap behind it beyond
    expect(ends[ends.length - 3]).to.be.closeTo(100, 1e-3);
  });

  it('leave a frame where a unit is not computed, and nothing but that where none is', () => {
    const none = drawn({ values: [undefined, undefined], scale: 1 }, 'down');
    expect([none.style.backgroundImage, none.classList.contains('blank')]).to.deep.equal(['', true]);
    const some = drawn({ values: [1, undefined], scale: 1 }, 'down');
    expect(some.classList.contains('blank')).to.equal(true);
    expect(some.style.backgroundImage).to.contain('transparent 9px 17px');
  });

  it('outline the units that an open number came from, each on its own stripe', () => {
    const marks = drawn({ values: [1, 1, 1, 1], scale: 1, parents: [0, 2] }, 'down').querySelectorAll<HTMLElement>('i');
    expect([...marks].map(({ style }) => [style.insetBlockStart, style.blockSize])).to.deep.equal([
      ['0px', '8px'],
      ['18px', '8px'],
    ]);
  });
});

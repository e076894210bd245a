import { expect } from 'chai';
import { html } from 'lit';
import '../../../components/controls/stepper.ts';
import type { Stepper } from '../../../components/controls/stepper.ts';
import { fixture } from '../../support/fixture.ts';

async function stepper() {
  const changes: number[] = [];
  const element = await fixture<Stepper>(
    html`<un-stepper
      label="Hidden units"
      min="2"
      max="16"
      .value=${4}
      @change=${(event: Event) => changes.push((event.target as Stepper).value)}
    ></un-stepper>`,
  );
  const root = element.shadowRoot as ShadowRoot;
  const [less, more] = root.querySelectorAll('button');
  const field = root.querySelector('input') as HTMLInputElement;
  const type = async (text: string) => {
    field.value = text;
    field.dispatchEvent(new Event('change', { bubbles: true }));
    await element.updateComplete;
  };
  return { element, changes, less, more, field, type };
}

describe('<un-stepper>', () => {
  it('goes up and down by its keys and says each change', async () => {
    const { element, changes, less, more, field } = await stepper();
    more.click();
    more.click();
    less.click();
    await element.updateComplete;
    expect(changes).to.deep.equal([5, 6, 5]);
    expect(field.value).to.equal('5');
  });

  it('stops at its limits', async () => {
    const { element, changes, less } = await stepper();
    less.click();
    less.click();
    await element.updateComplete;
    expect(less.disabled).to.equal(true);
    less.click();
    expect(changes).to.deep.equal([3, 2]);
  });

  it('takes a typed number to the nearest whole one, and words to the one before', async () => {
    const { changes, field, type } = await stepper();
    await type('');
    expect(field.value).to.equal('4');
    await type('7.4');
    expect(field.value).to.equal('7');
    expect(changes).to.deep.equal([7]);
  });

  it('keeps a typed number outside the limits to be mended, and says what is wanted', async () => {
    const { element, changes, field, type } = await stepper();
    const fault = () => element.shadowRoot?.querySelector('.fault')?.textContent?.trim();
    await type('40');
    expect(field.value).to.equal('40');
    expect(fault()).to.equal('A whole number from 2 to 16.');
    expect(changes).to.deep.equal([]);
    await type('14');
    expect(fault()).to.equal('');
    expect(changes).to.deep.equal([14]);
  });

  it('has keys of at least 44 pixels and a field with a name', async () => {
    const { less, more, field } = await stepper();
    for (const key of [less, more]) {
      const { width, height } = key.getBoundingClientRect();
      expect(Math.min(width, height)).to.be.at.least(44);
    }
    expect(field.labels?.[0]?.textContent).to.equal('Hidden units');
    expect(less.getAttribute('aria-label')).to.equal('Hidden units: less');
  });
});

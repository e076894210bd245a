import { expect } from 'chai';
import { html } from 'lit';
import '../../../components/controls/segmented.ts';
import type { Segmented } from '../../../components/controls/segmented.ts';
import { fixture } from '../../support/fixture.ts';

const choices = ['rnn', 'lstm', 'gru'].map((value) => ({ value, label: value.toUpperCase() }));

describe('<un-segmented>', () => {
  it('shows the choice and says a new one', async () => {
    const said: string[] = [];
    const element = await fixture<Segmented>(
      html`<un-segmented
        label="Cell"
        .choices=${choices}
        .value=${'lstm'}
        @change=${(event: Event) => said.push((event.target as Segmented).value)}
      ></un-segmented>`,
    );
    const radios = [...(element.shadowRoot as ShadowRoot).querySelectorAll('input')];
    expect(radios.map(({ checked }) => checked)).to.deep.equal([false, true, false]);
    radios[2].click();
    await element.updateComplete;
    expect(said).to.deep.equal(['gru']);
    expect(radios.map(({ checked }) => checked)).to.deep.equal([false, false, true]);
  });

  it('follows its owner', async () => {
    const element = await fixture<Segmented>(html`<un-segmented .choices=${choices} .value=${'lstm'}></un-segmented>`);
    element.value = 'rnn';
    await element.updateComplete;
    expect((element.shadowRoot as ShadowRoot).querySelector<HTMLInputElement>(':checked')?.value).to.equal('rnn');
  });

  it('gives each choice a place of at least 44 pixels', async () => {
    const element = await fixture<Segmented>(html`<un-segmented .choices=${choices} .value=${'rnn'}></un-segmented>`);
    for (const label of (element.shadowRoot as ShadowRoot).querySelectorAll('label')) {
      const { width, height } = label.getBoundingClientRect();
      expect(Math.min(width, height)).to.be.at.least(44);
    }
  });
});

import { expect } from 'chai';
import { html } from 'lit';
import '../../../components/chart/loss-chart.ts';
import type { LossChart } from '../../../components/chart/loss-chart.ts';
import { switchLanguage } from '../../../src/i18n/localization.ts';
import { fixture, rendered } from '../../support/fixture.ts';

const inside = (element: LossChart) => element.shadowRoot as ShadowRoot;

async function chart(losses: readonly number[], guess = 4) {
  return fixture<LossChart>(html`<un-loss-chart .losses=${Float32Array.from(losses)} .guess=${guess}></un-loss-chart>`);
}

describe('<un-loss-chart>', () => {
  afterEach(() => switchLanguage('en'));

  it('says what it shows to those who do not see it', async () => {
    const element = await chart([4, 3.5, 3, 2.5, 2, 2.5]);
    const summary = inside(element).querySelector('svg')?.getAttribute('aria-label');
    // A running mean over two steps: 2.25 at steps 5 and 6.
    expect(summary).to.equal(
      'Loss curve: 4.00 nats a character at step 1, 2.25 at step 6; lowest mean 2.25 at step 5.',
    );
  });

  it('looks at any step by its slider, with the exact loss, in the language of the page', async () => {
    const element = await chart([4, 3.5, 3, 2.5]);
    const slider = inside(element).querySelector('input') as HTMLInputElement;
    expect([slider.min, slider.max]).to.deep.equal(['1', '4']);
    slider.value = '2';
    slider.dispatchEvent(new Event('input'));
    await rendered(element);
    expect(inside(element).querySelector('figcaption')?.textContent).to.contain('step 2: loss 3.500');
    expect(slider.getAttribute('aria-valuetext')).to.equal('step 2: loss 3.500');
    await switchLanguage('zh-Hans');
    await rendered(element);
    expect(inside(element).querySelector('figcaption')?.textContent).to.contain('第 2 步：损失 3.500');
  });

  it('grows with the run and keeps the step that is looked at', async () => {
    const element = await chart([4, 3.5, 3]);
    const slider = inside(element).querySelector('input') as HTMLInputElement;
    slider.value = '2';
    slider.dispatchEvent(new Event('input'));
    element.losses = Float32Array.of(4, 3.5, 3, 2.5, 2);
    await rendered(element);
    expect(slider.value).to.equal('2');
    expect(slider.max).to.equal('5');
    expect(inside(element).querySelectorAll('.mean')[0].getAttribute('points')?.split(' ').length).to.equal(5);
  });

  it('leaves the line for guessing out where it would flatten the curve', async () => {
    const near = await chart([4, 3]);
    expect(inside(near).querySelector('.guess')?.textContent).to.contain('guessing: 4.00');
    const far = await chart([1, 0.5], 7);
    expect(inside(far).querySelector('.guess')).to.equal(null);
  });

  it('without a step there is no curve', async () => {
    const element = await chart([]);
    expect(inside(element).querySelector('svg')).to.equal(null);
    expect(inside(element).textContent).to.contain('begins with the first step');
  });
});

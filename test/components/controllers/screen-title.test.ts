import { expect } from 'chai';
import { LitElement, html } from 'lit';
import type { ScreenTitleDetail } from '../../../components/app/contract.ts';
import { ScreenTitle } from '../../../components/controllers/screen-title.ts';
import { fixture } from '../../support/fixture.ts';

class TitledScreen extends LitElement {
  step = 1;

  constructor() {
    super();
    this.addController(new ScreenTitle(this, () => ({ title: 'LSTM', subtitle: `step ${this.step}` })));
  }
}
customElements.define('test-titled-screen', TitledScreen);

describe('ScreenTitle', () => {
  it('says the title through shadow roots: at first, when it changed, and when the screen comes back', async () => {
    const said: ScreenTitleDetail[] = [];
    const listen = (event: HTMLElementEventMap['screen-title']) => said.push(event.detail);
    document.body.addEventListener('screen-title', listen);
    const screen = await fixture<TitledScreen>(html`<test-titled-screen></test-titled-screen>`);
    expect(said).to.deep.equal([{ title: 'LSTM', subtitle: 'step 1' }]);

    screen.requestUpdate();
    await screen.updateComplete;
    expect(said).to.have.length(1);

    screen.step = 2;
    screen.requestUpdate();
    await screen.updateComplete;
    expect(said[1]).to.deep.equal({ title: 'LSTM', subtitle: 'step 2' });

    const parent = screen.parentElement as HTMLElement;
    screen.remove();
    parent.append(screen);
    expect(said).to.have.length(3);
    document.body.removeEventListener('screen-title', listen);
  });
});

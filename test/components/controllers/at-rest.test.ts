import { expect } from 'chai';
import { LitElement, html } from 'lit';
import { AtRest } from '../../../components/controllers/at-rest.ts';
import { fixture } from '../../support/fixture.ts';
import { waitUntil } from '../../support/wait-until.ts';

class Pulsing extends LitElement {
  protected readonly rest = new AtRest(this);
}
customElements.define('test-pulsing', Pulsing);

describe('at rest', () => {
  it('begins when nobody taps, ends when a finger or a key comes, before anything is drawn, and begins again', async () => {
    const host = await fixture<Pulsing>(html`<test-pulsing></test-pulsing>`);
    const rests = () => host.hasAttribute('resting');
    expect(rests()).to.equal(false);
    for (const touch of ['pointerdown', 'keydown']) {
      await waitUntil(rests, `it to rest before ${touch}`);
      document.body.dispatchEvent(new Event(touch, { bubbles: true }));
      expect(rests(), touch).to.equal(false);
    }
    await waitUntil(rests, 'it to rest again');
    host.remove();
  });
});

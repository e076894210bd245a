import { expect } from 'chai';
import { LitElement, html } from 'lit';
import { property } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { Reachable } from '../../../components/controllers/reachable.ts';
import { fixture } from '../../support/fixture.ts';
import { waitUntil } from '../../support/wait-until.ts';

/** A box whose words fit until the text is larger; it is made anew when the edition changes. */
class Wide extends LitElement {
  @property({ type: Number }) edition = 0;

  constructor() {
    super();
    this.addController(new Reachable(() => this.box));
  }

  get box(): HTMLElement {
    return this.renderRoot.querySelector<HTMLElement>('div') as HTMLElement;
  }

  override render() {
    const words = html`<div style="inline-size: 200px; overflow-x: auto"><p style="inline-size: 10rem">words</p></div>`;
    return keyed(this.edition, words);
  }
}
customElements.define('test-wide', Wide);

const root = document.documentElement.style;
const isStop = ({ box }: Wide) => box.hasAttribute('tabindex');
/** Two frames: what is observed is told of in the next one. */
const frames = async () => {
  for (let n = 0; n < 2; n++) await new Promise(requestAnimationFrame);
};

describe('reachable', () => {
  afterEach(() => {
    root.fontSize = '';
  });

  it('makes a box a stop when larger text no longer fits, without a render, and none when it fits again', async () => {
    const wide = await fixture<Wide>(html`<test-wide></test-wide>`);
    await frames();
    expect(isStop(wide)).to.equal(false);
    root.fontSize = '200%';
    await waitUntil(() => isStop(wide), 'a stop');
    root.fontSize = '';
    await waitUntil(() => !isStop(wide), 'no stop');
  });

  it('follows to the box of another render, and to another place in the page', async () => {
    const wide = await fixture<Wide>(html`<test-wide></test-wide>`);
    wide.edition++;
    await wide.updateComplete;
    await frames();
    root.fontSize = '200%';
    await waitUntil(() => isStop(wide), 'a stop');
    const place = wide.parentElement;
    wide.remove();
    root.fontSize = '';
    await frames();
    expect(isStop(wide), 'out of the page').to.equal(true);
    place?.append(wide);
    await waitUntil(() => !isStop(wide), 'no stop');
  });

  it('leaves the box that has the focus a stop', async () => {
    root.fontSize = '200%';
    const wide = await fixture<Wide>(html`<test-wide></test-wide>`);
    await waitUntil(() => isStop(wide), 'a stop');
    wide.box.focus();
    root.fontSize = '';
    wide.requestUpdate();
    await wide.updateComplete;
    await frames();
    expect(isStop(wide)).to.equal(true);
    wide.box.blur();
    wide.requestUpdate();
    await waitUntil(() => !isStop(wide), 'no stop');
  });
});

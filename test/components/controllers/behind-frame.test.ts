import { expect } from 'chai';
import { html } from 'lit';
import { property } from 'lit/decorators.js';
import { BehindFrame, behindFrame } from '../../../components/controllers/behind-frame.ts';
import { fixture } from '../../support/fixture.ts';

class Follower extends BehindFrame {
  @property({ type: Number }) count = 0;

  override render() {
    return html`${this.count}`;
  }

  get shown(): string {
    return this.renderRoot.textContent ?? '';
  }
}
customElements.define('test-follower', Follower);

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

describe('behind the frame', () => {
  it('draws at first at once, then only when a frame has passed', async () => {
    const follower = await fixture<Follower>(html`<test-follower .count=${1}></test-follower>`);
    expect(follower.shown).to.equal('1');
    follower.count = 2;
    for (let microtask = 0; microtask < 20; microtask++) await Promise.resolve();
    expect(follower.shown).to.equal('1');
    await frame();
    expect(follower.shown, 'the frame itself shows what was there').to.equal('1');
    await follower.updateComplete;
    expect(follower.shown).to.equal('2');
  });

  it('draws the last of several changes, once', async () => {
    const follower = await fixture<Follower>(html`<test-follower></test-follower>`);
    let drawn = 0;
    const { render } = follower;
    follower.render = () => {
      drawn++;
      return render.call(follower);
    };
    for (const count of [1, 2, 3]) {
      follower.count = count;
      await Promise.resolve();
    }
    await follower.updateComplete;
    expect([follower.shown, drawn]).to.deep.equal(['3', 1]);
  });

  it('is one moment for all who wait, and another one for who waits later', async () => {
    const first = behindFrame();
    expect(behindFrame()).to.equal(first);
    await frame();
    const second = behindFrame();
    expect(second, 'the frame has come').not.to.equal(first);
    await first;
    expect(behindFrame()).to.equal(second);
    await second;
    expect(behindFrame()).not.to.equal(second);
  });

  it('waits for no frame that does not come: in a page that draws none, or goes out of sight meanwhile', async () => {
    // none that another one has begun
    await behindFrame();
    const { requestAnimationFrame: real } = window;
    window.requestAnimationFrame = () => 0;
    try {
      await behindFrame();
      const waiting = behindFrame();
      document.dispatchEvent(new Event('visibilitychange'));
      await waiting;
    } finally {
      window.requestAnimationFrame = real;
    }
  });
});

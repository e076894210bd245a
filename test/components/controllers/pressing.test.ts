import { expect } from 'chai';
import { LitElement, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { Pressing } from '../../../components/controllers/pressing.ts';
import { keys } from '../../../components/controls/controls.css.ts';
import { fixture } from '../../support/fixture.ts';
import { waitUntil } from '../../support/wait-until.ts';

@customElement('test-pressing')
class Host extends LitElement {
  static override styles = keys;
  readonly pressing = new Pressing(this);

  override render() {
    return html`<button class="key"><b>Step</b></button><button class="key" disabled>Back</button>`;
  }
}

const EVENT = { bubbles: true, composed: true, button: 0 };

async function shown(): Promise<{ host: Host; step: HTMLElement; letter: HTMLElement; back: HTMLElement }> {
  const host = await fixture<Host>(html`<test-pressing></test-pressing>`);
  const [step, back] = host.renderRoot.querySelectorAll('button');
  return { host, step, back, letter: step.querySelector('b')! };
}

const colour = (key: HTMLElement): string => {
  // not on its way
  key.style.transition = 'none';
  return getComputedStyle(key).backgroundColor;
};

describe('Pressing', () => {
  it('darkens a key as soon as the finger comes, and lightens it when that has left', async () => {
    const { step, letter } = await shown();
    const light = colour(step);
    letter.dispatchEvent(new PointerEvent('pointerdown', EVENT));
    expect(colour(step)).not.to.equal(light);
    letter.dispatchEvent(new PointerEvent('pointerup', EVENT));
    await waitUntil(() => colour(step) === light, 'the light key');
  });

  it('lightens it at once when the finger scrolls', async () => {
    const { step, letter } = await shown();
    const light = colour(step);
    letter.dispatchEvent(new PointerEvent('pointerdown', EVENT));
    letter.dispatchEvent(new PointerEvent('pointercancel', EVENT));
    expect(colour(step)).to.equal(light);
  });

  it('tells when no finger is down', async () => {
    const { host, letter } = await shown();
    await host.pressing.lifted;
    letter.dispatchEvent(new PointerEvent('pointerdown', EVENT));
    let isLifted = false;
    const lifted = host.pressing.lifted.then(() => (isLifted = true));
    await new Promise((resolve) => setTimeout(resolve));
    expect(isLifted).to.equal(false);
    letter.dispatchEvent(new PointerEvent('pointerup', EVENT));
    await lifted;
  });

  it('leaves a key alone that is off, pointed at by another button, or of a host that has gone', async () => {
    const { host, step, letter, back } = await shown();
    back.dispatchEvent(new PointerEvent('pointerdown', EVENT));
    expect(back.hasAttribute('pressed')).to.equal(false);
    letter.dispatchEvent(new PointerEvent('pointerdown', { ...EVENT, button: 2 }));
    expect(step.hasAttribute('pressed')).to.equal(false);
    letter.dispatchEvent(new PointerEvent('pointerdown', EVENT));
    host.remove();
    expect(step.hasAttribute('pressed')).to.equal(false);
  });
});

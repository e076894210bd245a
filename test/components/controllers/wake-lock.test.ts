import { expect } from 'chai';
import { LitElement, html } from 'lit';
import { WakeLock } from '../../../components/controllers/wake-lock.ts';
import { fixture } from '../../support/fixture.ts';
import { waitUntil } from '../../support/wait-until.ts';

class ProbeTraining extends LitElement {
  static override properties = { training: { type: Boolean } };
  declare training: boolean;
  readonly lock = new WakeLock(this, () => this.training);
}
customElements.define('test-probe-training', ProbeTraining);

const probe = () => fixture<ProbeTraining>(html`<test-probe-training></test-probe-training>`);

/** Every lock that the browser gave while a test ran, the real ones. */
function watched(): WakeLockSentinel[] {
  const given: WakeLockSentinel[] = [];
  const { wakeLock } = navigator;
  const request = wakeLock.request.bind(wakeLock);
  wakeLock.request = async (type) => {
    const sentinel = await request(type);
    given.push(sentinel);
    return sentinel;
  };
  return given;
}

describe('WakeLock', () => {
  // The method of the prototype stands behind the test's own.
  afterEach(() => Reflect.deleteProperty(navigator.wakeLock, 'request'));

  it('is held while it is wanted, once, and let go when it no longer is', async () => {
    const given = watched();
    const element = await probe();
    expect(element.lock.isHeld).to.equal(false);
    element.training = true;
    await waitUntil(() => element.lock.isHeld, 'the lock');
    element.requestUpdate();
    await element.updateComplete;
    expect(given.length).to.equal(1);
    element.training = false;
    await waitUntil(() => given[0].released, 'the release');
    expect(element.lock.isHeld).to.equal(false);
  });

  it('is let go when the element leaves the page, and held again when it comes back', async () => {
    const given = watched();
    const element = await probe();
    element.training = true;
    await waitUntil(() => element.lock.isHeld, 'the lock');
    const place = element.parentElement;
    element.remove();
    await waitUntil(() => given[0].released, 'the release');
    place?.append(element);
    element.requestUpdate();
    await waitUntil(() => element.lock.isHeld, 'the lock again');
    expect(given.length).to.equal(2);
  });

  it('is let go as soon as it comes, when the element left while the browser was asked', async () => {
    const given = watched();
    const element = await probe();
    element.training = true;
    await element.updateComplete;
    element.remove();
    await waitUntil(() => given.length === 1 && given[0].released, 'the late lock and its release');
    expect(element.lock.isHeld).to.equal(false);
  });

  it('is asked for again when the page comes back into sight: the browser lets go of it with the page', async () => {
    const given = watched();
    const element = await probe();
    element.training = true;
    await waitUntil(() => element.lock.isHeld, 'the lock');
    await given[0].release();
    await waitUntil(() => !element.lock.isHeld, 'the loss');
    document.dispatchEvent(new Event('visibilitychange'));
    await waitUntil(() => element.lock.isHeld, 'the lock again');
  });
});

import { expect } from 'chai';
import { idle } from '../../src/app/idle.ts';

describe('idle', () => {
  it('does not come in the middle of what the page does, and comes by itself', async () => {
    let isBusy = true;
    const waited = idle().then(() => isBusy);
    await Promise.resolve();
    isBusy = false;
    expect(await waited).to.equal(false);
  });

  it('does not come before a tap is answered', async () => {
    const waited = idle();
    window.dispatchEvent(new PointerEvent('pointerdown'));
    const tapped = performance.now();
    await waited;
    expect(performance.now() - tapped).to.be.at.least(170);
  });

  it('waits until nobody taps', async () => {
    const began = performance.now();
    await idle();
    expect(performance.now() - began).to.be.at.least(690);
  });

  it('comes at once when the page goes', async () => {
    const { requestIdleCallback } = window;
    // a page that is never idle
    window.requestIdleCallback = () => 0;
    try {
      const waited = idle();
      window.dispatchEvent(new Event('pagehide'));
      await waited;
    } finally {
      window.requestIdleCallback = requestIdleCallback;
    }
  });
});

import { expect } from 'chai';
import { leaving$ } from '../../src/app/leaving.ts';

describe('leaving$', () => {
  it('tells that the page goes, and nothing when it comes back into sight or after its end', () => {
    let told = 0;
    const subscription = leaving$().subscribe(() => (told += 1));
    // this page is in sight while it is tested
    document.dispatchEvent(new Event('visibilitychange'));
    expect(told).to.equal(0);
    window.dispatchEvent(new PageTransitionEvent('pagehide'));
    expect(told).to.equal(1);
    subscription.unsubscribe();
    window.dispatchEvent(new PageTransitionEvent('pagehide'));
    expect(told).to.equal(1);
  });
});

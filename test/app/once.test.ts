import { expect } from 'chai';
import { once } from '../../src/app/once.ts';

describe('once', () => {
  it('makes one thing for all who ask, also while it is being made', async () => {
    let made = 0;
    const get = once(async () => ({ number: ++made }));
    const [first, second] = await Promise.all([get(), get()]);
    expect(first).to.equal(second);
    expect(await get()).to.equal(first);
    expect(made).to.equal(1);
  });

  it('tries again after a failure', async () => {
    let attempts = 0;
    const get = once(async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('no network');
      return 'made';
    });
    let reason = '';
    await get().catch((error: Error) => (reason = error.message));
    expect(reason).to.equal('no network');
    expect(await get()).to.equal('made');
  });
});

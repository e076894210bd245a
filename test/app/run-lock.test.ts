import { expect } from 'chai';
import { heldLock, lockRun } from '../../src/app/run-lock.ts';

describe('the lock of a run that trains', () => {
  it('is one tab’s at a time', async () => {
    const lock = await lockRun('one');
    expect(await lockRun('one')).to.equal(undefined);
    expect(await lockRun('another')).not.to.equal(undefined);
    lock?.release();
    const again = await lockRun('one');
    expect(again).not.to.equal(undefined);
    again?.release();
  });

  it('passes by who only waits to hear that it is free, however slowly they let it go', async () => {
    const lock = await lockRun('waited for');
    const waiting = await heldLock('waited for', new AbortController().signal);
    let letGo: () => void = () => {};
    const slow = navigator.locks.request(
      'unroll-run-waited for',
      { mode: 'shared' },
      () => new Promise<void>((resolve) => (letGo = resolve)),
    );
    lock?.release();
    await waiting?.free;
    setTimeout(() => letGo(), 50);
    const next = await lockRun('waited for');
    expect(next).not.to.equal(undefined);
    await slow;
    next?.release();
  });
});

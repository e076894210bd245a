import { expect } from 'chai';
import { Quiet } from '../../src/app/quiet.ts';

const touch = () => window.dispatchEvent(new PointerEvent('pointerdown'));
const wait = async (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('Quiet', () => {
  it('has its moment when nobody has tapped for a while, however often that is put off', async () => {
    const quiet = new Quiet();
    let tapped = performance.now();
    const waited = quiet.moment().then(() => performance.now());
    for (let touches = 0; touches < 2; touches++) {
      await wait(300);
      // on a machine that is busy the wait may have been the while
      if (performance.now() - tapped > 600) break;
      touch();
      tapped = performance.now();
    }
    expect((await waited) - tapped).to.be.at.least(690);
    quiet.dispose();
  });

  it('has one moment after another as long as nobody taps', async () => {
    const quiet = new Quiet();
    await quiet.moment();
    let moments = 0;
    const rested = performance.now();
    // ten of them, each with its own rest, would take seven seconds
    while (performance.now() - rested < 5000 && moments < 10) {
      await quiet.moment();
      moments++;
    }
    expect(moments).to.equal(10);
    touch();
    const tapped = performance.now();
    await quiet.moment();
    expect(performance.now() - tapped).to.be.at.least(690);
    quiet.dispose();
  });
});

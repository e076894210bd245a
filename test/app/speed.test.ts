import { expect } from 'chai';
import { Speed } from '../../src/app/speed.ts';

describe('Speed', () => {
  it('says nothing before half a second was seen', () => {
    const speed = new Speed();
    expect(speed.stepsPerSecond).to.equal(undefined);
    speed.mark(0, 0);
    speed.mark(400, 8);
    expect(speed.stepsPerSecond).to.equal(undefined);
    speed.mark(500, 10);
    expect(speed.stepsPerSecond).to.equal(20);
  });

  it('follows the last five seconds', () => {
    const speed = new Speed();
    for (let at = 0; at <= 20_000; at += 100) speed.mark(at, at / 10);
    for (let at = 20_100; at <= 26_000; at += 100) speed.mark(at, 2000 + (at - 20_000) / 100);
    expect(speed.stepsPerSecond).to.be.closeTo(10, 0.5);
  });

  it('forgets what was before a rest', () => {
    const speed = new Speed();
    speed.mark(0, 0);
    speed.mark(1000, 50);
    speed.reset();
    speed.mark(90_000, 50);
    speed.mark(91_000, 60);
    expect(speed.stepsPerSecond).to.equal(10);
  });
});

import { expect } from 'chai';
import { standingStill } from '../../support/standing-still.ts';
import { Student } from '../../support/student.ts';
import { waitUntil } from '../../support/wait-until.ts';

const until = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The open row's number that comes next stands in the window. */
const isInSight = (student: Student): boolean => {
  const { top, bottom } = student.one('.row.now .next').getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
};

/** A lab on a page long enough for the open row to leave the window. */
async function aMoveIn(): Promise<Student> {
  const student = await Student.opens('lstm');
  student.lab.style.paddingBlock = '2000px';
  await student.taps(student.main);
  await waitUntil(() => isInSight(student), 'the open row');
  return student;
}

const scrolledAway = () =>
  new Promise((resolve) => {
    addEventListener('scroll', resolve, { once: true });
    scrollTo({ top: 0, behavior: 'instant' });
  });

describe('RoomAbove', () => {
  afterEach(() => scrollTo({ top: 0, behavior: 'instant' }));

  it('brings the open row back when the page came to rest elsewhere than it was sent to', async () => {
    const student = await aMoveIn();
    await scrolledAway();
    await waitUntil(() => isInSight(student), 'the open row again');
  });

  it('leaves a page at rest to whoever scrolls it: a phone’s status bar sends no event before', async () => {
    const student = await aMoveIn();
    await standingStill(3000);
    await scrolledAway();
    await until(500);
    expect(isInSight(student)).to.equal(false);
  });

  it('leaves the page to the reader who scrolls', async () => {
    const student = await aMoveIn();
    dispatchEvent(new WheelEvent('wheel'));
    await scrolledAway();
    await until(500);
    expect(isInSight(student)).to.equal(false);
  });
});

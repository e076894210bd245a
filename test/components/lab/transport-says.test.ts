import { expect } from 'chai';
import { Student } from '../../support/student.ts';

describe('the scrubber', () => {
  const scrubber = (student: Student) => student.one('.scrub input') as HTMLInputElement;
  const place = (student: Student) => scrubber(student).getAttribute('aria-valuetext');

  it('names the parameter of an update, and the step of everything else', async () => {
    const student = await Student.opens('lstm');
    for (let phase = 0; phase < 3; phase++) await student.presses('End');
    expect(place(student)).to.equal('Backward, step 1 of 5');
    const places = [];
    while (student.network.next !== undefined) {
      await student.taps(student.main);
      places.push(place(student));
    }
    expect(places.slice(0, 2)).to.deep.equal(['Update of W x, 1 of 5', 'Update of W h, 2 of 5']);
    expect(places.at(-1)).to.equal('Update of b logits, 5 of 5');
  });

  it('says its place in the frame that it is moved in; for a tap elsewhere the words come behind it', async () => {
    const student = await Student.opens('rnn');
    const move = (position: number) => {
      scrubber(student).value = String(position);
      scrubber(student).dispatchEvent(new Event('input'));
    };
    const sameFrame = async () => {
      for (let microtask = 0; microtask < 40; microtask++) await Promise.resolve();
    };
    const { steps } = student.network;
    scrubber(student).focus();
    move(steps[2].position);
    await sameFrame();
    expect(place(student)).to.equal('Forward, step 2 of 5');
    await student.settled();
    expect(place(student)).to.equal('Forward, step 2 of 5');
    student.main.focus();
    move(steps[4].position);
    await sameFrame();
    expect(place(student)).to.equal('Forward, step 2 of 5');
    await student.settled();
    expect(place(student)).to.equal('Forward, step 4 of 5');
  });
});

import { expect } from 'chai';
import { Student } from '../../support/student.ts';

describe('the way through a pass', () => {
  it('opens the row of the number that is looked at, with its parents lit there, and comes back', async () => {
    const student = await Student.opens('rnn');
    for (let phase = 0; phase < 3; phase++) await student.presses('End');
    const rowNow = () => Number(student.one('.row.now button.cell').dataset.row) / 1000;
    expect(rowNow()).to.equal(0);
    const { values } = student.network.trace;
    await student.opensNumber({ kind: 'gradient', equation: values['cell.a'], unit: 2, t: 3 });
    expect([rowNow(), student.all('.cell.open').length, student.all('.cell.parent').length]).to.deep.equal([3, 1, 1]);
    // the weight that it goes on to stands in no row: the last one stays
    await student.opensNumber({ kind: 'gradient', equation: values['cell.h'], unit: 2, t: 2 });
    await student.taps(student.all('button.chip')[0]);
    expect(rowNow()).to.equal(2);
    await student.presses('Escape');
    expect(rowNow()).to.equal(0);
  });

  it('brings numbers into the rows with each tap of one layer, forward and back', async () => {
    const student = await Student.opens('lstm');
    await student.chooses('layer');
    await student.taps(student.main);
    expect(student.openNumbers.flat()).not.to.include('');
    await student.taps(student.main);
    expect(student.one('button.output b').textContent).to.match(/\d/);
    await student.presses('ArrowLeft');
    await student.presses('ArrowLeft');
    expect(student.network.recorder.position).to.equal(0);
  });

  it('stays at its step and phase when the cell takes another form', async () => {
    const student = await Student.opens('gru');
    await student.presses('End');
    await student.presses('End');
    await student.chooses('time-step');
    await student.taps(student.main);
    await student.taps(student.main);
    const place = () => {
      const { last, next } = student.network.recorder;
      return [last?.phase, last?.t, next?.phase, next?.t];
    };
    const [before, numbers] = [place(), student.openNumbers];
    student.session.setLayer({ reset: 'after' });
    await student.settled();
    expect(place()).to.deep.equal(before);
    expect(student.openNumbers).not.to.deep.equal(numbers);
    student.session.undo();
    await student.settled();
    expect([place(), student.openNumbers]).to.deep.equal([before, numbers]);
    student.session.setLayer({ units: 3 });
    await student.settled();
    expect(student.network.recorder.position).to.equal(0);
  });
});

describe('predict first', () => {
  const answer = (student: Student) => student.all('.keys .key')[0];
  const verdict = (student: Student) => student.one('.tally').textContent?.trim() ?? '';
  const guessing = async () => {
    const student = await Student.opens('lstm');
    student.session.setView({ predict: true });
    await student.settled();
    return student;
  };

  it('judges an answer by the number that came, counts it, and keeps what is said of the number in sight', async () => {
    const student = await guessing();
    await student.taps(answer(student));
    const { recorder, trace } = student.network;
    const isMore = (recorder.value(trace.values['cell.f'], 0, 0) ?? NaN) > 0.5;
    expect(verdict(student)).to.equal(isMore ? '✓ Right. 1 of 1 right' : 'The other way round. 0 of 1 right');
    expect(student.one('.made').textContent).to.contain('this step keeps');
  });

  it('takes its verdict back when the student steps on without an answer', async () => {
    const student = await guessing();
    await student.taps(answer(student));
    await student.taps(student.main);
    expect(verdict(student)).to.equal('');
    await student.taps(answer(student));
    expect(verdict(student)).to.match(/\d of 2 right$/);
  });

  it('counts no answer a second time: who went back has seen the number', async () => {
    const student = await guessing();
    await student.taps(answer(student));
    const [, told, count] = /^(.*) (\d of 1 right)$/.exec(verdict(student)) ?? [];
    await student.presses('ArrowLeft');
    await student.taps(answer(student));
    expect(verdict(student)).to.equal(`${told} Seen before: it does not count. ${count}`);
    await student.taps(answer(student));
    expect(verdict(student)).to.match(/\d of 2 right$/);
    expect(verdict(student)).not.to.contain('Seen before');
  });

  it('keeps no tally of numbers that were all seen before it was switched on', async () => {
    const student = await Student.opens('lstm');
    for (let taps = 0; taps < 2; taps++) await student.taps(student.main);
    await student.presses('ArrowLeft');
    await student.presses('ArrowLeft');
    student.session.setView({ predict: true });
    await student.settled();
    await student.taps(answer(student));
    expect(verdict(student)).to.match(/^(✓ Right|The other way round)\. Seen before: it does not count\.$/);
  });

  it('leaves the size of a step as it was chosen', async () => {
    const student = await guessing();
    await student.chooses('layer');
    await student.taps(answer(student));
    expect((student.one('.grain select') as HTMLSelectElement).value).to.equal('layer');
    expect(student.session.current.view.grain).to.equal('layer');
  });

  it('counts nothing that reads the same on the screen as what it is compared with', async () => {
    const student = await guessing();
    // the forget gate of unit 1: i, f, g, o lie behind one another, four units each
    const row = 4;
    const { vocabulary } = student.session.current.document;
    vocabulary.forEach((_, column) =>
      student.session.setParameter({ parameter: 'cell.weight_x', index: row * vocabulary.length + column, value: 0 }),
    );
    // σ(0.004) is 0.501, which is written 0.50
    student.session.setParameter({ parameter: 'cell.bias', index: row, value: 0.004 });
    await student.settled();
    await student.taps(answer(student));
    expect(verdict(student)).to.equal('Exactly in between: it does not count.');
  });
});

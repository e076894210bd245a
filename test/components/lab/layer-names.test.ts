import { expect } from 'chai';
import { switchLanguage } from '../../../src/i18n/localization.ts';
import { Student } from '../../support/student.ts';

const names = (student: Student): string[] => student.all('.row.now button.cell').map((cell) => cell.ariaLabel ?? '');

describe('the numbers of stacked layers', () => {
  afterEach(async () => {
    await switchLanguage('en');
    localStorage.removeItem('unroll.language');
  });

  it('have names of their own, forward and backward', async () => {
    const student = await Student.opens('rnn');
    student.session.setDepth(2);
    await student.settled();
    await student.chooses('time-step');
    await student.taps(student.main);
    const forward = names(student);
    expect(new Set(forward).size).to.equal(forward.length);
    expect(forward.some((name) => name.startsWith('hidden state of layer 2, unit 1, step 1: '))).to.equal(true);
    await student.presses('End');
    await student.presses('End');
    await student.taps(student.main);
    const backward = names(student);
    expect(new Set(backward).size).to.equal(backward.length);
    expect(backward.some((name) => name.startsWith('gradient of the hidden state of layer 1, unit 1'))).to.equal(true);
    await switchLanguage('zh-Hans');
    await student.settled();
    expect(names(student).some((name) => name.includes('第 2 层的隐式编码'))).to.equal(true);
  });
});

import { expect } from 'chai';
import { saidNumber } from '../../../components/formula/short-number.ts';
import { Student } from '../../support/student.ts';
import { waitUntil } from '../../support/wait-until.ts';

describe('what the lab says', () => {
  it('tells what each single operation has made, with the recorder’s number', async () => {
    const student = await Student.opens('lstm');
    await student.chooses('operation');
    const told = new Set<string>();
    for (let tap = 0; tap < 12; tap++) {
      await student.taps(student.main);
      const { last, recorder } = student.network;
      const said = student.one('.made').textContent ?? '';
      const value = last && recorder.value(last.equation, last.unit ?? 0, last.t);
      if (said.startsWith('On the way')) expect(said).to.contain(saidNumber(value ?? NaN));
      told.add(said);
    }
    expect(told.size).to.be.greaterThan(10);
    expect([...told].join(' ')).to.contain('W_hf h');
  });

  it('speaks of the output after a whole layer, and of nothing after an edit', async () => {
    const student = await Student.opens('lstm');
    const spoken = () => student.one('.spoken').textContent ?? '';
    await student.chooses('time-step');
    await student.taps(student.main);
    await waitUntil(() => spoken().startsWith('The score of “e” as the next character'), 'the output is spoken of');
    student.session.setText('banana');
    await student.settled();
    expect(spoken()).to.equal('');
  });
});

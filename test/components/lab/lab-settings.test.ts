import { expect } from 'chai';
import { Student } from '../../support/student.ts';

describe('the lab’s settings', () => {
  const types = async (student: Student, name: string, text: string) => {
    const field = student.one(`input[name="${name}"]`) as HTMLInputElement;
    field.value = text;
    field.dispatchEvent(new Event('change'));
    await student.settled();
  };

  it('take another text, and say at the field why one is refused, losing nothing', async () => {
    const student = await Student.opens('lstm');
    await student.taps('.top .key:last-child');
    await types(student, 'text', 'x');
    expect(student.one('#fault-text').textContent).to.contain('At least 2 characters');
    expect(student.session.current.document.text).to.equal('hello!');
    await types(student, 'text', 'banana');
    expect(student.one('#fault-text').textContent).to.equal('');
    expect(student.session.current.document.text).to.equal('banana');
    expect(student.all('un-forward-rows .token')).to.deep.equal([]);
    expect(student.all('.token b').map((token) => token.textContent)).to.deep.equal([...'banan']);
  });

  it('refuse a learning rate of 0 and of a billion', async () => {
    const student = await Student.opens('rnn');
    await student.taps('.top .key:last-child');
    for (const rate of ['0', '1e9', 'fast', '']) {
      await types(student, 'rate', rate);
      expect(student.one('#fault-rate').textContent, rate).to.contain('A number from 0.0001 to 10');
    }
    await types(student, 'rate', '0.5');
    expect(student.session.current.document.optimizer.learning_rate).to.equal(0.5);
  });

  it('undo edit by edit', async () => {
    const student = await Student.opens('gru');
    student.session.setLayer({ units: 3 });
    student.session.setLayer({ reset: 'after' });
    await student.taps('.top .key:last-child');
    const undo = () => student.all('.keys .key').find((key) => key.textContent?.trim() === 'Undo');
    await student.taps(undo() ?? '');
    expect(student.session.current.document.parameters['cell.bias_h']).to.equal(undefined);
    await student.taps(undo() ?? '');
    expect(student.session.current.document.parameters['cell.bias']).to.have.length(12);
    expect((undo() as HTMLButtonElement).disabled).to.equal(true);
  });
});

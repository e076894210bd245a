import { expect } from 'chai';
import type { NoticeDetail } from '../../../components/app/contract.ts';
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

  it('tell of what began the pass anew, and take it back together to where the student stood', async () => {
    const student = await Student.opens('lstm');
    let told: NoticeDetail[] = [];
    student.lab.addEventListener('notice', ({ detail }) => told.push(detail));
    const more = (label: string) =>
      student.all(`un-stepper[label="${label}"]`).flatMap((stepper) => student.all('button', stepper))[1];
    await student.taps('.top .key:last-child');
    await student.taps(more('Hidden units'));
    expect(told, 'nothing was left').to.deep.equal([]);
    await student.chooses('time-step');
    await student.taps(student.main);
    await student.taps(student.main);
    const before = student.session.current;
    const { position } = before.network.recorder;
    const isBack = () => {
      const { document, network } = student.session.current;
      expect([document, network.recorder.position]).to.deep.equal([before.document, position]);
    };
    for (const edits of [1, 3]) {
      told = [];
      for (let n = 0; n < edits; n++) await student.taps(more('Hidden units'));
      expect(student.session.current.document.parameters['cell.bias']).to.have.length(4 * (5 + edits));
      expect(student.network.recorder.position).to.equal(0);
      expect(told.map(({ text, until }) => `${text} ${until}`)).to.deep.equal(
        Array.from({ length: edits }, () => 'Changed: the pass begins anew. next-action'),
      );
      expect(told.at(-1)?.action?.label).to.equal('Undo');
      told.at(-1)?.action?.run();
      await student.settled();
      isBack();
    }
    told = [];
    await types(student, 'text', 'x');
    expect(told, 'a text that is refused').to.deep.equal([]);
    await types(student, 'text', 'banana');
    await student.taps(more('Time steps'));
    told.at(-1)?.action?.run();
    isBack();
    await student.settled();
    const afresh = student.all('.keys .key').find((key) => key.textContent?.trim() === 'Start afresh');
    await student.taps(afresh ?? '');
    told.at(-1)?.action?.run();
    isBack();
  });

  it('let go of what they refused when they start afresh, take back or close', async () => {
    const student = await Student.opens('lstm');
    const key = (label: string) => student.all('.keys .key').find((each) => each.textContent?.trim() === label) ?? '';
    const entries = () =>
      ['text', 'rate'].map((name) => (student.one(`input[name="${name}"]`) as HTMLInputElement).value);
    await student.taps('.top .key:last-child');
    const own = entries();
    const lettingGo = {
      afresh: () => student.taps(key('Start afresh')),
      undo: async () => {
        student.session.setLayer({ units: 3 });
        await student.settled();
        await student.taps(key('Undo'));
      },
      close: async () => {
        await student.presses('Escape');
        await student.taps('.top .key:last-child');
      },
    };
    for (const [how, letGo] of Object.entries(lettingGo)) {
      await types(student, 'text', 'x');
      await types(student, 'rate', '0x10');
      expect(entries(), how).to.deep.equal(['x', '0x10']);
      await letGo();
      expect(entries(), how).to.deep.equal(own);
      expect(
        student
          .all('.fault')
          .map(({ textContent }) => textContent?.trim())
          .join(''),
        how,
      ).to.equal('');
      expect(student.all('[aria-invalid=true]'), how).to.deep.equal([]);
    }
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

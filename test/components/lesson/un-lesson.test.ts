import { expect } from 'chai';
import { html } from 'lit';
import { LabPass } from '../../../components/lab/lab-pass.ts';
import { answerOf } from '../../../components/lesson/question.ts';
import type { Lesson } from '../../../components/lesson/un-lesson.ts';
import '../../../components/lesson/un-lesson.ts';
import { ownLab } from '../../../src/app/lab-session.ts';
import { fixture } from '../../support/fixture.ts';

describe('<un-lesson>', () => {
  it('judges an answer for the layer that was asked about, and says nothing of another one', async () => {
    const session = ownLab('lstm');
    session.setDepth(2);
    const { network } = session.current;
    network.seek(network.total);
    const lesson = await fixture<Lesson>(
      html`<un-lesson .session=${session} .lab=${session.current} .layer=${'cell'}></un-lesson>`,
    );
    const root = lesson.shadowRoot as ShadowRoot;
    const verdict = () => root.querySelector('#verdict')?.textContent?.trim() ?? '';
    const field = root.querySelector('input') as HTMLInputElement;
    field.value = String(answerOf(new LabPass(session.current, 'cell')));
    root.querySelector('form')?.requestSubmit();
    await lesson.updateComplete;
    expect(verdict()).to.match(/^✓ Right: the network has −?0\.\d{4}\.$/);
    lesson.layer = 'cell2';
    await lesson.updateComplete;
    expect(verdict()).to.equal('');
    session.dispose();
  });

  for (const cell of ['rnn', 'lstm', 'gru'] as const) {
    it(`has the formulas of ${cell} on paper, before the next task`, async () => {
      const session = ownLab(cell);
      const { network } = session.current;
      network.seek(network.total);
      const lesson = await fixture<Lesson>(html`<un-lesson .session=${session} .lab=${session.current}></un-lesson>`);
      const formulas = () => lesson.shadowRoot?.querySelector('un-printed-formulas')?.shadowRoot ?? null;
      expect(formulas()).to.equal(null);
      dispatchEvent(new Event('beforeprint'));
      await lesson.updateComplete;
      const { columns } = new LabPass(session.current).columns;
      const lines = [...(formulas()?.querySelectorAll('un-formula') ?? [])].map((each) => each.textContent ?? '');
      expect(lines).to.have.length(columns.length + 1);
      for (const line of lines) expect(line).to.match(/^.+ = .+$/);
      expect(formulas()?.querySelectorAll('un-arithmetic')).to.have.length(lines.length);
      dispatchEvent(new Event('afterprint'));
      await lesson.updateComplete;
      expect(formulas()).to.equal(null);
      session.dispose();
    });
  }
});

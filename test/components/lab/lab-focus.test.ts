import { expect } from 'chai';
import { focused } from '../../../components/controls/focused.ts';
import { Student } from '../../support/student.ts';
import { waitUntil } from '../../support/wait-until.ts';

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

describe('the lab for who uses keys', () => {
  it('shows another number from its beginning, and lets who uses keys go on from there', async () => {
    const student = await Student.opens('lstm');
    await student.chooses('time-step');
    await student.taps(student.main);
    await student.taps(student.all('.row.now .column')[4].querySelectorAll('button')[1]);
    const content = student.one('un-sheet').shadowRoot?.querySelector<HTMLElement>('.content');
    if (!content) throw new Error('the sheet has no content');
    content.style.blockSize = '60px';
    for (let level = 2; level <= 3; level++) {
      content.scrollTop = 40;
      await waitUntil(() => content.scrollTop === 40, 'the scroll');
      await nextFrame();
      const [chip] = student.all('button.chip');
      chip.focus({ preventScroll: true });
      await student.taps(chip);
      expect(content.scrollTop, `level ${level}`).to.equal(0);
      const crumb = student.one('nav [aria-current]');
      await waitUntil(() => focused() === crumb, 'the focus on the way down');
      expect(student.all('nav button')).to.have.length(level);
    }
  });

  it('keeps the focus of who goes from phase to phase by keys', async () => {
    const student = await Student.opens('rnn');
    await student.chooses('layer');
    const rows = (): Element => {
      const [found] = student.all('un-forward-rows, un-loss-rows, un-backward-rows, un-update-rows');
      return found;
    };
    const seen = new Set<string>();
    while (student.network.next !== undefined) {
      const { localName } = rows();
      const next = rows().shadowRoot?.querySelector<HTMLElement>('button.next, .next button');
      if (!next) {
        await student.taps(student.main);
        continue;
      }
      next.focus({ preventScroll: true });
      await student.taps(next);
      if (rows().localName === localName) continue;
      await waitUntil(() => rows().shadowRoot?.activeElement != null, `the focus in ${rows().localName}`);
      seen.add(rows().localName);
    }
    expect([...seen]).to.include('un-loss-rows');
  });
});

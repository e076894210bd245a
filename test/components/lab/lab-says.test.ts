import { expect } from 'chai';
import { saidNumber } from '../../../components/formula/short-number.ts';
import { Student } from '../../support/student.ts';
import { waitUntil } from '../../support/wait-until.ts';

describe('what the lab says', () => {
  it('tells what each single operation has made, with the recorder’s number', async () => {
    const student = await Student.opens('lstm');
    await student.chooses('operation');
    const told = new Set<string>();
    const shown = (selector: string) => (student.one(selector).textContent ?? '').trim();
    for (let tap = 0; tap < 12; tap++) {
      const ahead = shown('.next b');
      await student.taps(student.main);
      if (ahead.startsWith('Next on the way')) {
        const operation = ahead.slice('Next on the way'.length, -1);
        expect(shown('.made'), 'what was told ahead').to.contain(`On the way${operation} = `);
        told.add(ahead);
      }
      const { last, recorder } = student.network;
      const said = student.one('.made').textContent ?? '';
      const value = last && recorder.value(last.equation, last.unit ?? 0, last.t);
      if (said.startsWith('On the way')) expect(said).to.contain(saidNumber(value ?? NaN));
      told.add(said);
    }
    expect(told.size).to.be.greaterThan(15);
    expect([...told].join(' ')).to.contain('Whf ht−1');
  });

  it('writes the names of updated parameters with real lower marks, as their rows do', async () => {
    const student = await Student.opens('rnn');
    for (let phase = 0; phase < 3; phase++) await student.presses('End');
    const marks = new Set<string>();
    while (student.network.next !== undefined) {
      await student.taps(student.main);
      const made = student.one('.made');
      expect(made.textContent)
        .to.match(/ has been updated: it moved by /)
        .and.not.to.contain('_');
      marks.add(`${made.querySelector('i')?.textContent} ${made.querySelector('sub')?.textContent ?? ''}`);
    }
    expect([...marks]).to.include.members(['W logits', 'b logits']);
    await waitUntil(() => / logits has been updated/.test(student.one('.spoken').textContent ?? ''), 'it is spoken of');
  });

  it('offers gates and parameters with real lower marks', async () => {
    const student = await Student.opens('lstm');
    for (let phase = 0; phase < 3; phase++) await student.presses('End');
    await student.taps(student.main);
    await student.taps(student.main);
    const gates = () => student.all('un-parameter-grid').flatMap((grid) => student.all('label', grid));
    expect(gates().map((label) => label.textContent?.trim())).to.deep.equal(['Whi', 'Whf', 'Whc', 'Who']);
    expect(gates().map((label) => label.querySelector('sub')?.textContent)).to.deep.equal(['hi', 'hf', 'hc', 'ho']);
    expect(gates().map((label) => label.querySelector('input')?.ariaLabel)).to.include('W hi');
    await student.taps('.top .key:last-child');
    const [weights] = student.all('un-lab-weights');
    const [first] = student.all('label', weights);
    expect(first.textContent?.replaceAll(/\s+/g, ' ').trim()).to.equal('Wx · 16 × 5');
  });

  it('speaks without drawing the lab anew: the next tap may be there', async () => {
    const student = await Student.opens('rnn');
    const spoken = () => student.one('.spoken').textContent ?? '';
    await student.taps(student.main);
    await waitUntil(() => spoken() !== '', 'the first number is spoken of');
    // the second one comes a second later
    const first = spoken();
    await student.taps(student.main);
    let draws = 0;
    student.lab.requestUpdate = () => void draws++;
    await waitUntil(() => spoken() !== first, 'the second number is spoken of');
    expect(draws).to.equal(0);
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

import { expect } from 'chai';
import { saidNumber, shortNumber } from '../../../components/formula/short-number.ts';
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
        expect(ahead, 'where the ring is').to.match(/^Next on the way to the forget gate, unit [1-3]: /);
        const operation = ahead.slice(ahead.indexOf(','), -1);
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

  for (const cell of ['lstm', 'gru'] as const) {
    it(`${cell}: every tap of one operation brings a number of its own, and one back takes it away`, async () => {
      const student = await Student.opens(cell);
      await student.chooses('operation');
      const shown = (selector: string) => (student.one(selector).textContent ?? '').trim();
      const told = [''];
      for (let tap = 0; tap < 12; tap++) {
        await student.taps(student.main);
        told.push(shown('.made'));
        const { last, trace } = student.network;
        expect(shown('.made'), `tap ${tap + 1}`).not.to.match(/: a.? = −?\d/);
        if (last !== undefined && trace.equations[last.equation].op === 'slice') {
          expect(shown('.made')).to.match(/ x .* = −?\d/);
        }
      }
      for (let tap = 11; tap >= 0; tap--) {
        await student.presses('ArrowLeft');
        expect(shown('.made')).to.equal(told[tap]);
      }
    });
  }

  it('tells a one-hot input by the place that is 1, at every step', async () => {
    const student = await Student.opens('lstm');
    const { network } = student.session.current;
    await student.chooses('operation');
    for (const [t, character] of [...'hello'].entries()) {
      network.seek(network.steps.find((step) => step.phase === 'forward' && step.t === t)?.position ?? NaN);
      await student.settled();
      expect(student.one('p.next b').textContent).to.equal(
        `Next: the input “${character}” as a vector with a single 1.`,
      );
      await student.taps(student.main);
      expect(student.one('.made').textContent).to.contain(`The input is the character “${character}”: its place is 1`);
    }
  });

  it('rings what the error of the output is for, operation by operation, and takes it at a tap there', async () => {
    const student = await Student.opens('lstm');
    await student.presses('End');
    await student.presses('End');
    await student.chooses('operation');
    await student.taps(student.main);
    const { position } = student.network.recorder;
    expect(student.one('.row.now .error.next').textContent).to.contain('Next: the error of the output at step 5.');
    await student.taps('.row.now .error.next');
    expect(student.network.recorder.position).to.equal(position + 1);
    await student.chooses('neuron');
    for (let tap = 0; tap < 3; tap++) await student.taps(student.main);
    expect(student.all('.error.next')).to.deep.equal([]);
  });

  it('heads the parts of ∂L/∂z by the value each came through, in the order of the formula', async () => {
    const student = await Student.opens('gru');
    for (let phase = 0; phase < 3; phase++) await student.presses('End');
    const update = student.network.trace.values['cell.z'];
    const headings = () => student.all('.arrival h2').map((each) => (each.textContent ?? '').trim());
    await student.opensNumber({ kind: 'gradient', equation: update, unit: 0, t: 1 });
    expect(headings()).to.deep.equal(['by way of ∂L/∂h2 and h̃2', 'by way of ∂L/∂h2 and h1', 'together']);
    const { recorder, trace } = student.network;
    const results = student.all('.chip.result .number').map((each) => each.textContent);
    const back = recorder.gradient(trace.values['cell.h'], 0, 1) ?? NaN;
    const value = (name: string, t: number) => recorder.value(trace.values[name], 0, t) ?? NaN;
    expect(results).to.deep.equal([shortNumber(back * value('cell.n', 1)), shortNumber(-back * value('cell.h', 0))]);
    await student.opensNumber({ kind: 'gradient', equation: trace.values['cell.h'], unit: 0, t: 1 });
    expect(headings()).to.deep.equal([
      'from this step’s loss',
      'from step 3: by way of ∂L/∂ar, 3, ∂L/∂az, 3',
      'from step 3: by way of ∂L/∂ah, 3',
      'from step 3: by way of ∂L/∂h3',
      'together',
    ]);
  });

  it('counts steps below the letters of the factors, as the formula does, and units in brackets', async () => {
    const student = await Student.opens('rnn');
    await student.presses('End');
    const { trace } = student.network;
    await student.opensNumber({ kind: 'value', equation: trace.values['cell.a'], unit: 2, t: 1 });
    const labels = student.all('button.chip small').map((each) => each.textContent);
    expect(labels).to.deep.equal([
      'U[3, “e”]',
      'x2[“e”]',
      'W[3, 1]',
      'h1[1]',
      'W[3, 2]',
      'h1[2]',
      'W[3, 3]',
      'h1[3]',
      'W[3, 4]',
      'h1[4]',
      'b[3]',
    ]);
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

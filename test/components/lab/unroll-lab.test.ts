import { expect } from 'chai';
import { saidNumber, shortNumber } from '../../../components/formula/short-number.ts';
import { formatPercent } from '../../../components/controls/number-format.ts';
import { softmaxOf } from '../../../src/nn/ops/softmax.ts';
import { labCells } from '../../../src/app/router.ts';
import { switchLanguage } from '../../../src/i18n/localization.ts';
import { Student, shownIn } from '../../support/student.ts';
import { waitUntil } from '../../support/wait-until.ts';

describe('<unroll-lab>', () => {
  it('shows nothing that is not computed: before the first tap every cell is blank but the one that comes', async () => {
    const student = await Student.opens('lstm');
    const written = student.openNumbers.flat().filter((text) => text !== '');
    expect(written).to.deep.equal(['?']);
    const folded = student.all('.stripes');
    expect(folded).not.to.deep.equal([]);
    expect(folded.filter(({ style }) => style.backgroundImage !== '')).to.deep.equal([]);
  });

  for (const cell of labCells) {
    it(`${cell}: each tap on the main key writes one number, and it is the recorder’s`, async () => {
      const student = await Student.opens(cell);
      for (let tap = 1; tap <= 9; tap++) {
        await student.taps(student.main);
        const { last } = student.network;
        if (last?.equation === student.network.trace.output) {
          const logits = student.network.recorder.frame(last.equation, last.t)?.values ?? [];
          const share = new Float64Array(logits.length);
          softmaxOf(logits, share);
          const target = student.session.current.document.vocabulary.indexOf('hello!'[last.t + 1]);
          expect(student.one('.row.now .output b').textContent).to.equal(formatPercent(share[target]));
          continue;
        }
        const value = student.network.recorder.value(last?.equation ?? -1, last?.unit ?? 0, last?.t ?? 0);
        expect(student.openNumbers.flat()).to.include(shortNumber(value ?? NaN));
      }
      const { recorder, trace } = student.network;
      const t = student.network.last?.t ?? 0;
      const first = student.all('.row.now .column')[0].querySelectorAll('button:not(.next)');
      const shown = [...first].map(shownIn);
      const name = { rnn: 'cell.a', lstm: 'cell.f', gru: 'cell.r' }[cell];
      const wanted = shown.map((_, unit) => shortNumber(recorder.value(trace.values[name], unit, t) ?? NaN));
      expect(shown).to.deep.equal(wanted);
      expect(shown.length).to.be.above(0);
    });
  }

  it('keeps the size of a step with its session, by the list and by its key', async () => {
    const student = await Student.opens('lstm');
    await student.chooses('operation');
    expect(student.session.current.view.grain).to.equal('operation');
    await student.taps(student.main);
    expect(student.network.recorder.position).to.equal(1);
    await student.presses('g');
    expect(student.session.current.view.grain).to.equal('neuron');
    expect((student.one('.grain select') as HTMLSelectElement).value).to.equal('neuron');
  });

  it('does what pulses when it is tapped itself', async () => {
    const student = await Student.opens('lstm');
    await student.taps('.cell.next');
    expect(student.network.recorder.position).to.be.above(0);
    const { last } = student.network;
    expect(last?.completes).to.equal(true);
  });

  for (const cell of ['lstm', 'gru'] as const) {
    it(`${cell}, two layers: one layer is in sight, the one whose number was made last or is open`, async () => {
      const student = await Student.opens(cell);
      student.session.setDepth(2);
      await student.settled();
      const keys = () => student.all('button', student.one('un-layer-chooser'));
      const layers = () => keys().map((key) => key.getAttribute('aria-pressed'));
      expect(layers()).to.deep.equal(['true', 'false']);
      const { trace } = student.network;
      const perLayer = { lstm: 6, gru: 4 }[cell] * 4;
      for (let tap = 0; tap < 2 * perLayer; tap++) {
        await student.taps(student.main);
        const { last } = student.network;
        const layer = trace.equations[last?.equation ?? -1].layer;
        expect(layers(), `after tap ${tap + 1}`).to.deep.equal([String(layer === 'cell'), String(layer === 'cell2')]);
        const value = student.network.recorder.value(last?.equation ?? -1, last?.unit ?? 0, 0);
        expect(student.openNumbers.flat()).to.include(shortNumber(value ?? NaN));
      }
      // a number of the upper layer, then down to one of the lower it came from
      const output = trace.values['cell2.h'];
      await student.taps(student.all('.row.now .column').at(-1)?.querySelectorAll('button')[1] ?? student.main);
      expect(student.all('.cell.open').map(shownIn)).to.deep.equal([
        shortNumber(student.network.recorder.value(output, 1, 0) ?? NaN),
      ]);
      await student.taps(keys()[0]);
      expect(layers()).to.deep.equal(['true', 'false']);
      expect(student.all('.cell.open')).to.have.length(0);
      await student.presses('Escape');
      await student.chooses('time-step');
      await student.taps(student.main);
      expect(layers(), 'the reader’s choice ends with the next step').to.deep.equal(['false', 'true']);
      await student.presses('End');
      await student.presses('End');
      await student.taps(student.main);
      expect(student.all('.head.split span')[1].textContent).to.contain('from the layer above');
      await student.taps(keys()[1]);
      expect(student.all('.head.split span')[1].textContent).to.contain('from this step’s loss');
    });
  }

  it('opens a number with its sentence, formula and factors, and goes down to a weight and back', async () => {
    const student = await Student.opens('lstm');
    await student.chooses('time-step');
    await student.taps(student.main);
    await student.taps(student.main);
    const { recorder, trace } = student.network;
    const value = (name: string, t: number) => shortNumber(recorder.value(trace.values[`cell.${name}`], 1, t) ?? NaN);
    await student.taps(student.all('.row.now .column')[4].querySelectorAll('button')[1]);
    expect(student.sentence).to.match(/^The forget gate keeps \d+\s% of the old −?\d/);
    const chips = () => student.all('button.chip .number').map((chip) => chip.textContent);
    expect(chips()).to.deep.equal([value('f', 1), value('c', 0), value('i', 1), value('g', 1)]);
    expect(student.one('.chip.result .number').textContent).to.equal(value('c', 1));
    await waitUntil(() => student.all('math').length > 0, 'the formula');
    expect(student.all('.cell.open').map(shownIn)).to.deep.equal([value('c', 1)]);
    expect(student.all('.cell.parent')).to.have.length(3);
    expect(student.all('.stripes .parent'), 'the old cell state, folded').to.have.length(1);

    await student.taps(student.all('button.chip')[0]);
    expect(student.sentence).to.contain('of the old cell state');
    await student.taps(student.all('button.chip')[0]);
    expect(student.sentence).to.contain('It is the same at every step');
    expect(student.all('nav button')).to.have.length(3);
    await student.taps(student.all('nav button')[0]);
    expect(student.sentence).to.match(/^The forget gate keeps/);
  });

  it('lets an open sheet go along with each step', async () => {
    const student = await Student.opens('gru');
    await student.taps(student.main);
    await student.taps('.row.now button.cell:not(.next)');
    const before = student.sentence;
    await student.taps(student.main);
    expect(student.sentence).not.to.equal(before);
    expect(student.all('.cell.open')).to.have.length(1);
  });

  it('goes forward, loss, backward, update by the keyboard, and back again without computing', async () => {
    const student = await Student.opens('rnn');
    const phases = () => student.one('[aria-current="step"]').textContent?.trim();
    for (const name of ['Forward', 'Loss', 'Backward', 'Update']) {
      await student.presses('End');
      expect(phases()).to.equal(name);
    }
    expect(student.network.next).to.equal(undefined);
    const { length } = student.network.recorder;
    await student.presses('Home');
    expect(student.network.recorder.position).to.equal(0);
    expect(student.network.recorder.length).to.equal(length);
    await student.presses('ArrowRight');
    expect(student.network.recorder.position).to.be.above(0);
    await student.presses('ArrowLeft');
    expect(student.network.recorder.position).to.equal(0);
  });

  it('shows in the backward phase two parts whose sum is the gradient, of h and of c, at each step', async () => {
    const student = await Student.opens('lstm');
    await student.presses('End');
    await student.presses('End');
    await student.chooses('time-step');
    const cards = () => student.all('.row.now .card header .number').map((card) => card.textContent?.trim());
    for (let t = 4; t >= 0; t--) {
      await student.taps(student.main);
      const { recorder, trace } = student.network;
      const parts = (name: string, unit: number) => {
        const sources = recorder.sources(trace.values[`cell.${name}`], unit, t) ?? [];
        const sum = (of: typeof sources) => of.reduce((total, { value }) => total + value, 0);
        return [false, true].map((isLater) => sum(sources.filter(({ kind }) => (kind === 'next-step') === isLater)));
      };
      const norm = (values: number[]) => `‖${shortNumber(Math.hypot(...values))}‖`;
      // the state that is handed on comes first
      const wanted = ['h', 'c'].flatMap((name) => {
        const [now, later] = [0, 1].map((part) => norm([0, 1, 2, 3].map((unit) => parts(name, unit)[part])));
        return [now, t === 4 ? 'none' : later];
      });
      expect(cards(), `step ${t + 1}`).to.deep.equal(wanted);
      for (const [column, name] of [
        [5, 'h'],
        [4, 'c'],
      ] as const) {
        const [now, later] = parts(name, 2);
        await student.taps(student.all('.row.now .column')[column].querySelectorAll('button')[2]);
        const results = student.all('.chip.result .number').map((chip) => chip.textContent);
        expect(results, `${name} at step ${t + 1}`).to.deep.equal(
          (t === 4 ? [now] : [now, later]).map((part) => shortNumber(part)),
        );
        const gradient = recorder.gradient(trace.values[`cell.${name}`], 2, t) ?? NaN;
        expect(now + later).to.be.closeTo(gradient, 1e-12);
        if (t < 4) expect(student.sentence).to.match(new RegExp(`together (≈ )?${saidNumber(gradient)}`));
        expect(student.sentence).to.match(name === 'h' ? /loss/ : /by way of h/i);
        await student.presses('Escape');
      }
    }
    expect(student.one('un-gradient-tray').shadowRoot?.textContent).to.contain('5 of 5 steps');
  });

  it('says of a lower layer’s state that it hears from the layer above, not from the loss', async () => {
    const student = await Student.opens('rnn');
    student.session.setDepth(2);
    await student.settled();
    for (let phase = 0; phase < 3; phase++) await student.presses('End');
    const { values } = student.network.trace;
    await student.opensNumber({ kind: 'gradient', equation: values['cell.h'], unit: 0, t: 1 });
    expect(student.sentence).to.match(/^From the layer above comes/);
    await student.opensNumber({ kind: 'gradient', equation: values['cell2.h'], unit: 0, t: 1 });
    expect(student.sentence).to.match(/^From this step’s loss comes/);
  });

  it('goes from a gradient down to the error at the output, and to a weight', async () => {
    const student = await Student.opens('rnn');
    for (let phase = 0; phase < 3; phase++) await student.presses('End');
    const { values, output } = student.network.trace;
    await student.opensNumber({ kind: 'gradient', equation: values['cell.h'], unit: 1, t: 4 });
    const [weight, error] = student.all('button.chip');
    const { recorder } = student.network;
    expect(error.querySelector('.number')?.textContent).to.equal(shortNumber(recorder.gradient(output, 0, 4) ?? NaN));
    await student.taps(error);
    expect(student.sentence).to.match(/is (not )?the target: it was given .* and should have had/);
    await student.taps(student.all('nav button')[0]);
    await student.taps(student.all('button.chip')[0]);
    expect(student.sentence).to.contain('It is the same at every step');
    expect(weight.querySelector('.number')?.textContent).to.equal(
      shortNumber(student.session.current.document.parameters['logits.weight'][1]),
    );
  });

  it('looks at what is there when another network or text has come', async () => {
    const student = await Student.opens('gru');
    student.session.setLayer({ reset: 'after' });
    await student.presses('End');
    await student.opensNumber({ kind: 'parameter', parameter: 'cell.bias_h', index: 0 });
    expect(student.all('.say')).to.have.length(1);
    // no bias of the candidate's hidden product any more
    student.session.setLayer({ reset: 'before' });
    await student.settled();
    expect(student.all('.say')).to.have.length(0);
    await student.presses('ArrowRight');
    expect(student.all('.say'), 'it does not come back by itself').to.have.length(0);
    await student.presses('Home');
    await student.presses('End');
    await student.taps(student.all('.row.folded')[3]);
    student.session.setSteps(3);
    await student.settled();
    expect(student.all('.row.now')).to.have.length(1);
  });

  it('changes a weight where it stands, computes all that follows anew, and takes it back', async () => {
    const student = await Student.opens('rnn');
    await student.chooses('time-step');
    await student.taps(student.main);
    const before = student.openNumbers;
    await student.taps('.row.now button.cell');
    await student.taps(student.all('button.chip')[0]);
    const field = student.one('.edit input') as HTMLInputElement;
    field.value = '2.5';
    field.dispatchEvent(new Event('change'));
    await student.settled();
    expect(student.openNumbers).not.to.deep.equal(before);
    field.value = 'many';
    field.dispatchEvent(new Event('change'));
    await student.settled();
    expect(student.one('.fault').textContent).to.contain('A number is wanted');
    const { parameters } = student.session.current.document;
    await student.opensNumber({ kind: 'parameter', parameter: 'cell.bias', index: 0 });
    const other = student.one('.edit input') as HTMLInputElement;
    other.value = 'abc';
    other.dispatchEvent(new Event('change'));
    await student.settled();
    await student.opensNumber({ kind: 'parameter', parameter: 'cell.bias', index: 1 });
    expect(parameters['cell.bias'][0], 'alike, so that nothing else tells them apart').to.equal(
      parameters['cell.bias'][1],
    );
    expect((student.one('.edit input') as HTMLInputElement).value).to.equal(String(parameters['cell.bias'][1]));
    expect(student.one('.fault').textContent, 'it was about another weight').to.equal('');
    student.session.undo();
    await student.settled();
    expect(student.openNumbers).to.deep.equal(before);
    await student.presses('ArrowRight');
    expect(student.session.current.document.updates).to.equal(0);
    expect(student.session.current.canUndo).to.equal(false);
  });

  it('begins a next pass with the updated weights', async () => {
    const student = await Student.opens('gru');
    for (let phase = 0; phase < 4; phase++) await student.presses('End');
    expect(student.main.textContent?.trim()).to.equal('Next pass');
    const updated = student.network.parameters['cell.weight_h'];
    await student.taps(student.main);
    expect(student.session.current.document.parameters['cell.weight_h']).to.deep.equal(updated);
    expect(student.network.recorder.position).to.equal(0);
    expect(student.main.textContent?.trim()).to.equal('Step');
  });

  it('keeps its place and its open number when the language changes', async () => {
    const student = await Student.opens('lstm');
    await student.chooses('time-step');
    await student.taps(student.main);
    await student.taps(student.all('.row.now .column')[4].querySelectorAll('button')[0]);
    const { position } = student.network.recorder;
    await switchLanguage('zh-Hans');
    await student.settled();
    expect(student.sentence).to.match(/^遗忘门保留旧值/);
    expect(student.network.recorder.position).to.equal(position);
    expect(student.main.textContent?.trim()).to.equal('下一步');
  });

  it('plays by itself at its speed, and stops when Forward is done, at the end and when the screen goes', async () => {
    const student = await Student.opens('rnn');
    await student.chooses('phase');
    student
      .all('un-transport')
      .forEach((each) => each.dispatchEvent(new CustomEvent('transport', { detail: { type: 'speed', speed: 100 } })));
    await student.taps('[aria-label="Play"]');
    await waitUntil(() => student.all('[aria-label="Play"]').length === 1, 'the pause behind Forward');
    expect(student.network.next?.phase).to.equal('loss');
    await student.taps('[aria-label="Play"]');
    await waitUntil(() => student.network.next === undefined, 'the end of the pass');
    await waitUntil(() => student.all('[aria-label="Play"]').length === 1, 'the play key');
    await student.presses('Home');
    await student.chooses('operation');
    await student.taps('[aria-label="Play"]');
    student.lab.remove();
    const { position } = student.network.recorder;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(student.network.recorder.position).to.equal(position);
  });

  it('shows eight units at a time of a layer of sixteen, and moves the window', async () => {
    const student = await Student.opens('lstm');
    student.session.setLayer({ units: 16 });
    await student.settled();
    await student.chooses('time-step');
    await student.taps(student.main);
    expect(student.openNumbers[0]).to.have.length(8);
    const { recorder, trace } = student.network;
    await student.taps('[aria-label="Units after"]');
    expect(student.openNumbers[0]).to.deep.equal(
      Array.from({ length: 8 }, (_, n) => shortNumber(recorder.value(trace.values['cell.f'], 8 + n, 0) ?? NaN)),
    );
  });
});

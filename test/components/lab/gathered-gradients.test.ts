import { expect } from 'chai';
import type { Stage } from '../../../components/lab/un-stage.ts';
import { Student, shownIn } from '../../support/student.ts';

describe('gradients that are being gathered', () => {
  it('rings each share that comes next in the tray, takes it at a tap there, and shows what came', async () => {
    const student = await Student.opens('rnn');
    await student.presses('End');
    await student.presses('End');
    const { trace } = student.network;
    const shares: (string | undefined)[] = [];
    for (let taps = 0; shares.length < trace.parameters.length; taps++) {
      expect(taps, 'shares come').to.be.lessThan(60);
      const [ringed, ...others] = student.all('.names .next');
      expect(others).to.deep.equal([]);
      await student.taps(ringed ?? student.main);
      const { last } = student.network;
      const isShare = trace.equations[last?.equation ?? -1].op === 'parameter';
      expect(isShare, 'a share, and nothing else, comes from the tray').to.equal(ringed !== undefined);
      if (!isShare) continue;
      shares.push(last?.name);
      const pressed = student.all('.names .key').findIndex((key) => key.ariaPressed === 'true');
      expect(trace.parameters[pressed].name, 'what came').to.equal(last?.name);
    }
    expect(new Set(shares)).to.deep.equal(new Set(trace.parameters.map((each) => each.name)));
    expect(student.all('.names .next'), 'the error of the output comes next').to.deep.equal([]);
  });

  it('goes on showing the share that came last while the errors below it are computed', async () => {
    const student = await Student.opens('rnn');
    await student.presses('End');
    await student.presses('End');
    const { trace } = student.network;
    let came: string | undefined;
    const between: (string | undefined)[] = [];
    while (between.length < 6) {
      await student.taps(student.main);
      const { last } = student.network;
      if (trace.equations[last?.equation ?? -1].op === 'parameter') came = last?.name;
      else if (came !== undefined) between.push(came);
      if (came === undefined) continue;
      const pressed = student.all('.names .key').findIndex((key) => key.ariaPressed === 'true');
      expect(trace.parameters[pressed].name).to.equal(came);
    }
    expect(between).to.include('logits.weight');
  });

  it('keeps what is open in sight, though a share in the tray comes next', async () => {
    const student = await Student.opens('rnn');
    await student.presses('End');
    await student.presses('End');
    const gradients = () => student.all('.row.now button.cell').filter((cell) => shownIn(cell) !== '?');
    const isInTray = () => student.all('.names .next').length > 0;
    while (!isInTray() || gradients().length === 0) await student.taps(student.main);
    const stage = student.one('un-stage') as Stage;
    expect(stage.openRow?.localName).to.equal('un-gradient-tray');
    await student.taps(gradients()[0]);
    expect(stage.openRow?.matches('.row.now')).to.equal(true);
    expect(stage.markedCell).to.equal(student.one('.row.now .cell.open'));
  });

  it('says of a gradient that is still being gathered how many steps it has', async () => {
    const student = await Student.opens('rnn');
    await student.presses('End');
    await student.presses('End');
    await student.chooses('time-step');
    const weight = { kind: 'total', parameter: 'cell.weight_h', index: 5 } as const;
    for (let steps = 1; steps <= 5; steps++) {
      await student.taps(student.main);
      await student.opensNumber(weight);
      const total = student.one('tfoot th').textContent?.trim();
      expect(total).to.equal(steps < 5 ? `∂L/∂w so far: ${steps} of 5 steps` : '∂L/∂w');
      if (steps < 5)
        expect(student.sentence).to.match(new RegExp(`^${steps} of 5 steps have added their share so far`));
      else expect(student.sentence).to.match(/^Raise the weight/);
    }
  });
});

import { expect } from 'chai';
import { map } from 'rxjs';
import { ownLab } from '../../src/app/lab-session.ts';
import { liveNetwork } from '../../src/app/live-network.ts';

describe('liveNetwork', () => {
  function lab() {
    const session = ownLab('lstm');
    const live = liveNetwork(session.state$.pipe(map(({ network }) => network)), () => session.current.network);
    return { session, live };
  }

  it('goes on with the streams of the next pass, and of an edited network', () => {
    const { session, live } = lab();
    const told: string[] = [];
    const unit = live.layer('cell').unit(1);
    unit.activation$.subscribe(({ t, value }) => told.push(`h ${t} ${value}`));
    unit.gradient$.subscribe(({ t }) => told.push(`∂ ${t}`));
    live.seek(live.total);
    const steps = [0, 1, 2, 3, 4];
    const gradients = steps.map((t) => `∂ ${4 - t}`);
    const h = () => {
      const { recorder, trace } = session.current.network;
      return steps.map((t) => `h ${t} ${recorder.value(trace.values['cell.h'], 1, t)}`);
    };
    expect(told.splice(0)).to.deep.equal([...h(), ...gradients]);
    session.nextPass();
    expect(told).to.deep.equal([]);
    live.step('phase');
    const second = told.splice(0);
    expect(second).to.deep.equal(h());
    session.setParameter({ parameter: 'cell.bias', index: 0, value: 2 });
    expect(told.splice(0)).to.deep.equal(h());
    session.dispose();
  });

  it('tells nothing twice when only the reading changes, and reaches gates and parameters, too', () => {
    const { session, live } = lab();
    const told: number[] = [];
    live
      .layer('cell')
      .value('f')
      .unit(0)
      .activation$.subscribe(({ t }) => told.push(t));
    live.parameter('cell.weight_h').update$.subscribe(() => told.push(-1));
    live.step('phase');
    session.setView({ letters: 'app' });
    expect(told.splice(0)).to.deep.equal([0, 1, 2, 3, 4]);
    live.seek(live.total);
    expect(told).to.deep.equal([-1]);
    expect(() => live.layer('sell')).to.throw('no layer "sell"');
    session.dispose();
  });
});

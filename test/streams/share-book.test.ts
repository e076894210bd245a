import { expect } from 'chai';
import { made, model, passOf } from '../support/stream-networks.ts';

describe('ShareBook', () => {
  it('gives shares that it had let go the same bits again, totals too', () => {
    // 20 steps of 300 × 300 numbers and their totals: more than it keeps
    const spec = model({
      input: { kind: 'values', shape: [2], sequence: true },
      layers: [
        { name: 'cell', type: 'rnn', units: 300, returns: 'last' },
        { name: 'y', type: 'dense', units: 1 },
      ],
      loss: 'mse',
    });
    const net = made(spec);
    const checks: { t: number; share: number; total: number; array: Float64Array }[] = [];
    net.recorder.share$.subscribe(({ parameter, t, values, total }) => {
      if (parameter === 'cell.weight_h') checks.push({ t, share: values[777], total: total[777], array: values });
    });
    net.feed(passOf(spec, { steps: 20 }));
    net.scheduler.drain();
    const again = net.recorder.share('cell.weight_h', 19);
    expect(again?.values, 'it was let go').not.to.equal(checks[0].array);
    expect(checks).to.have.length(20);
    for (const { t, share, total } of checks) {
      expect(net.recorder.share('cell.weight_h', t)?.values[777]).to.equal(share);
      expect(net.recorder.share('cell.weight_h', t)?.total[777]).to.equal(total);
    }
    net.dispose();
  });
});

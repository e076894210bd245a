import { expect } from 'chai';
import { networkAt } from '../../src/app/network-at.ts';
import { openStore, runRecord, trainingState } from '../support/store.ts';

const run = 'run-1';

describe('networkAt', () => {
  it('gives a kept moment, the best network, or else the nearest, and says of which step it is', async () => {
    const store = openStore();
    const best = { step: 20, loss: 1, accuracy: 0.5, parameters: Float32Array.of(20) };
    const moments = [{ run, step: 10, parameters: Float32Array.of(10) }];
    const state = { ...trainingState(30), best };
    await store.checkpoints.save({ run: runRecord({ id: run }), state, moments });
    const at = async (step?: number) => networkAt(store, { run, ...(step !== undefined && { step }) });
    expect(await at(10)).to.deep.equal({ step: 10, parameters: Float32Array.of(10) });
    expect(await at(20)).to.deep.equal({ step: 20, parameters: best.parameters });
    for (const [step, nearest] of [
      [1, 10],
      [14, 10],
      [16, 20],
      [24, 20],
    ])
      expect(await at(step)).to.deep.equal({ step: nearest, parameters: Float32Array.of(nearest) });
    for (const step of [undefined, 30, 26, 1103]) {
      expect(await at(step)).to.deep.equal({ step: 30, parameters: state.parameters });
    }
    expect(await networkAt(store, { run: 'nobody' })).to.equal(undefined);
  });
});

import { expect } from 'chai';
import { openRun, OpenRunError } from '../../src/app/open-run.ts';
import { LabSession } from '../../src/app/lab-session.ts';
import { sizeOf } from '../../src/nn/shape.ts';
import { traceModel } from '../../src/nn/trace-model.ts';
import { openStore, runRecord, trainingState } from '../support/store.ts';
import { rejection } from '../support/rejection.ts';

describe('opening a trained run in the lab', () => {
  it('opens with the run’s own weights, its step and a text that its vocabulary can write', async () => {
    const store = openStore();
    const run = runRecord();
    const { parameters: shapes } = traceModel(run.settings.model);
    const size = shapes.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    const state = trainingState(10, size);
    const { parameters } = state;
    await store.checkpoints.save({ run, state });
    const document = await openRun(store, run.id);
    expect(document.run).to.deep.equal({ id: run.id, name: run.name, step: 10 });
    expect(document.cell).to.equal('lstm');
    let offset = 0;
    for (const { name, shape } of shapes) {
      const wanted = Float64Array.from(parameters.subarray(offset, (offset += sizeOf(shape))));
      expect(document.parameters[name], name).to.deep.equal(wanted);
    }
    expect([...document.text].every((character) => 'abc'.includes(character))).to.equal(true);
    expect([...document.text]).to.have.length.above(1);
    const session = new LabSession({ start: document });
    session.current.network.scheduler.drain();
    expect(session.current.network.recorder.totalLoss()).to.be.within(0, 100);
    session.dispose();
  });

  it('says that a run is missing, or has no weights yet', async () => {
    const store = openStore();
    const missing = await rejection(openRun(store, 'nobody'));
    expect(missing).to.be.instanceOf(OpenRunError).with.property('reason', 'missing');
  });
});

import { expect } from 'chai';
import { LabRoom } from '../../src/app/lab-room.ts';
import { OvertakenError } from '../../src/app/visits.ts';
import { rejection } from '../support/rejection.ts';
import { openStore } from '../support/store.ts';

describe('LabRoom', () => {
  it('leaves the lab in sight alone when a run that was asked for before comes, or fails, late', async () => {
    let arrive = (_: ReturnType<typeof openStore>) => {};
    const room = new LabRoom(async () => new Promise((resolve) => (arrive = resolve)));
    const late = rejection(room.enter({ screen: 'lab', cell: 'lstm', run: 'slow' }));
    const { session } = await room.enter({ screen: 'lab', cell: 'gru' });
    arrive(openStore());
    expect(await late).to.be.instanceOf(OvertakenError);
    session.current.network.step('phase');
    expect(room.network?.recorder).to.equal(session.current.network.recorder);
    expect(session.current.network.recorder.position).to.be.above(0);
    session.dispose();
  });

  it('tries a cell out on two steps, and keeps nobody’s place', async () => {
    const room = new LabRoom(async () => openStore());
    const before = { ...localStorage };
    const session = room.tryout('rnn');
    session.current.network.scheduler.drain();
    session.dispose();
    expect([session.current.tokens.inputs.length, { ...localStorage }]).to.deep.equal([2, before]);
    expect(room.network).to.equal(undefined);
  });
});

import { expect } from 'chai';
import { defaultDocument, withLayer } from '../../src/app/lab-document.ts';
import { encodeLab, labLink } from '../../src/app/lab-link.ts';
import { presentLook } from '../../src/app/lab-look.ts';
import type { KeptLab } from '../../src/app/lab-memory.ts';
import { LabRoom } from '../../src/app/lab-room.ts';
import { defaultView } from '../../src/app/lab-view.ts';
import { encodeState } from '../../src/app/link.ts';
import { OvertakenError } from '../../src/app/visits.ts';
import { withBlockedStorage } from '../support/blocked-storage.ts';
import { rejection } from '../support/rejection.ts';
import { openStore } from '../support/store.ts';

const lstm = { screen: 'lab', cell: 'lstm' } as const;
const linked: KeptLab = { document: defaultDocument('lstm'), position: 4, view: defaultView, look: presentLook };

describe('LabRoom', () => {
  beforeEach(() => localStorage.removeItem('unroll.lab.lstm'));
  after(() => localStorage.removeItem('unroll.lab.lstm'));

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

  it('opens a lab where storage is blocked, and has it as it was left as long as the page is there', async () => {
    await withBlockedStorage(async () => {
      const room = new LabRoom(async () => openStore());
      const { session } = await room.enter(lstm);
      session.setText('banana');
      await room.enter({ ...lstm, cell: 'gru' });
      const again = await room.enter(lstm);
      expect(again.session.current.document.text).to.equal('banana');
      again.session.dispose();
    });
  });

  it('answers an empty state as a broken link', async () => {
    const { session, link } = await new LabRoom(async () => openStore()).enter({ ...lstm, state: '' });
    expect(link).to.equal('broken');
    session.dispose();
  });

  it('answers a link whose network cannot be built as a broken one, and leaves the lab as it was', async () => {
    const room = new LabRoom(async () => openStore());
    const { read } = labLink;
    const document = withLayer(linked.document, { returns: 'last' });
    Object.assign(labLink, { read: () => ({ ...linked, document, view: { ...defaultView, letters: 'app' } }) });
    try {
      const { session, link } = await room.enter({ ...lstm, state: encodeLab(linked).state });
      expect(link).to.equal('broken');
      expect(session.current).to.include({ canUndo: false }).and.have.nested.property('view.letters', 'notes');
      expect(session.current.document.text).to.equal('hello!');
      session.dispose();
    } finally {
      Object.assign(labLink, { read });
    }
  });

  it('opens every link that reads as a lab, or answers that it is broken', async () => {
    const [version, good] = readState(encodeLab(linked).state) as [number, Record<string, unknown>];
    const values = [null, '', 'last', 'x', -1, 0, 0.5, 7, 65, 1e9, true, [], {}, [[0, 1]], { f64: 'AAAA' }];
    const layer = good.layer as Record<string, unknown>;
    const states = values.flatMap((value) => [
      ...Object.keys(good).map((key) => ({ ...good, [key]: value })),
      ...[...Object.keys(layer), 'weights', 'type', 'name'].map((key) => ({
        ...good,
        layer: { ...layer, [key]: value },
      })),
      { ...good, weights: { 'cell.bias': value } },
      { ...good, weights: { 'cell.bias': [[0, value]] } },
      { ...good, view: { grain: value, letters: value, update: value, predict: value } },
    ]);
    const room = new LabRoom(async () => openStore());
    for (const state of states) {
      const written = encodeState({ version, read: () => state }, state);
      const { session, link } = await room.enter({ ...lstm, state: written });
      expect(link, JSON.stringify(state)).to.be.oneOf(['opened', 'broken']);
      expect(session.current.network.total, JSON.stringify(state)).to.be.above(0);
      localStorage.removeItem('unroll.lab.lstm');
    }
  });
});

/** As the address has it. */
function readState(state: string): unknown {
  return JSON.parse(atob(state.replaceAll('-', '+').replaceAll('_', '/')));
}

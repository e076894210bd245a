import { expect } from 'chai';
import type { NoticeDetail } from '../../../components/app/contract.ts';
import { PageMessages } from '../../../components/app/page-messages.ts';
import { OpenRunError } from '../../../src/app/open-run.ts';
import { StoreError } from '../../../src/store/store-error.ts';

function page() {
  const shown: NoticeDetail[] = [];
  return { shown, tell: new PageMessages((notice) => shown.push(notice)) };
}

describe('PageMessages', () => {
  it('shows an error that nobody caught, whatever was thrown', () => {
    const { shown, tell } = page();
    tell.error(new Error('the disk fell off'));
    tell.error('a word');
    expect(shown.map(({ text }) => text)).to.deep.equal([
      'Something went wrong: the disk fell off',
      'Something went wrong: a word',
    ]);
    expect(shown[0]).to.include({ kind: 'problem', id: 'error' });
  });

  it('leaves out what the store has told itself, and the browser’s note on a layout of two rounds', () => {
    const { shown, tell } = page();
    tell.error(new StoreError('outdated', 'a newer tab'));
    tell.error(new StoreError('closed', 'closed'));
    tell.error('ResizeObserver loop completed with undelivered notifications.');
    expect(shown).to.deep.equal([]);
    tell.error(new StoreError('damaged', 'run a: damaged'));
    expect(shown.length).to.equal(1);
  });

  it('offers to save again only where something was lost and something is there to save', () => {
    const { shown, tell } = page();
    let saved = 0;
    tell.store('deleted', () => (saved += 1));
    tell.store('deleted');
    tell.store('blocked', () => (saved += 1));
    shown.at(0)?.action?.run();
    expect(saved).to.equal(1);
    expect(shown.map(({ action }) => action === undefined)).to.deep.equal([false, true, true]);
    expect(shown.every(({ about, kind }) => about === 'app' && kind === 'problem')).to.equal(true);
  });

  it('says why a run’s lab did not open', () => {
    const { shown, tell } = page();
    for (const reason of ['missing', 'no-weights', 'not-recurrent'] as const) {
      tell.noRun(new OpenRunError(reason, 'a'), reason);
    }
    expect(shown.map(({ text }) => text.split('.')[0])).to.deep.equal([
      'That run is not on this device',
      'That run has saved no weights yet',
      'That run could not be opened (run a: not-recurrent)',
    ]);
  });

  it('says why the BPTT lesson did not open a run, also where the store cannot be read', () => {
    const { shown, tell } = page();
    for (const reason of ['missing', 'no-weights', 'not-recurrent'] as const) {
      tell.noRunInLesson(new OpenRunError(reason, 'a'), reason);
    }
    tell.noRunInLesson(new StoreError('unavailable', 'reading runs: denied'));
    expect(shown.map(({ text }) => text.split('.')[0])).to.deep.equal([
      'That run is not on this device',
      'That run has saved no weights yet',
      'That run has no recurrent network',
      'That run could not be opened (reading runs: denied)',
    ]);
  });
});

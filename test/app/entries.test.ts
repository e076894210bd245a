import { expect } from 'chai';
import { Entries } from '../../src/app/entries.ts';
import { waitUntil } from '../support/wait-until.ts';

/** A sheet as `<un-sheet>` tells of itself. */
class Sheet {
  closings = 0;
  private readonly shown = new AbortController();
  readonly closed = this.shown.signal;
  readonly close = (): void => {
    this.closings++;
    this.shown.abort();
  };
}

const onSheet = () => (history.state as { hasSheet?: true } | null)?.hasSheet === true;
const rest = () => new Promise((resolve) => setTimeout(resolve, 50));

describe('Entries', () => {
  let entries: Entries;
  beforeEach(() => {
    history.pushState(null, '', '#/a');
    entries = new Entries();
  });
  afterEach(async () => {
    entries.dispose();
    await rest();
    history.pushState(null, '', location.pathname + location.search);
  });

  async function opened(): Promise<Sheet> {
    const sheet = new Sheet();
    entries.cover(sheet);
    await waitUntil(onSheet, 'the sheet’s entry');
    return sheet;
  }

  it('closes an open sheet by Back, and leaves the address alone', async () => {
    const sheet = await opened();
    history.back();
    await waitUntil(() => sheet.closings === 1, 'the sheet to close');
    expect(location.hash).to.equal('#/a');
    expect(onSheet()).to.equal(false);
  });

  it('takes the sheet’s entry away when the sheet is closed by its key', async () => {
    const { length } = history;
    const sheet = await opened();
    sheet.close();
    await waitUntil(() => !onSheet(), 'the screen’s entry');
    expect(history.length).to.equal(length + 1);
    await opened();
    expect(history.length, 'the same entry is used again').to.equal(length + 1);
    expect(sheet.closings).to.equal(1);
  });

  it('keeps one entry while a sheet takes the place of another', async () => {
    const first = await opened();
    const { length } = history;
    const second = new Sheet();
    first.close();
    entries.cover(second);
    await rest();
    expect([onSheet(), history.length]).to.deep.equal([true, length]);
    history.back();
    await waitUntil(() => second.closings === 1, 'the second to close');
  });

  it('keeps what the screen noted in its address while the sheet was open', async () => {
    const sheet = await opened();
    entries.rewrite('#/a?s=edited');
    history.back();
    await waitUntil(() => sheet.closings === 1, 'the sheet to close');
    expect(location.hash).to.equal('#/a?s=edited');
  });

  it('closes what is open before another screen comes, which then lies on the screen’s own entry', async () => {
    const sheet = await opened();
    let acted = '';
    entries.whenUncovered(() => (acted = onSheet() ? 'on the sheet' : 'on the screen'));
    await waitUntil(() => acted !== '', 'the way to be free');
    expect([sheet.closings, acted]).to.deep.equal([1, 'on the screen']);
  });

  it('passes over the entry of a sheet that a link left behind', async () => {
    const sheet = await opened();
    location.hash = '#/b';
    await waitUntil(() => sheet.closings === 1, 'the sheet to go with its screen');
    expect(entries.hasPast).to.equal(true);
    await rest();
    history.back();
    await waitUntil(() => location.hash === '#/a' && !onSheet(), 'the screen’s own entry');
    expect(entries.hasPast).to.equal(false);
  });

  it('goes to the screen’s own entry after a reload with an open sheet', async () => {
    await opened();
    entries.dispose();
    entries = new Entries();
    await waitUntil(() => !onSheet(), 'the screen’s entry');
    expect(location.hash).to.equal('#/a');
  });
});

import { expect } from 'chai';
import { Entries } from '../../src/app/entries.ts';
import { waitUntil } from '../support/wait-until.ts';

/** A sheet as `<un-sheet>` tells of itself. */
class Sheet {
  closings = 0;
  levels = 1;
  private readonly shown = new AbortController();
  readonly closed = this.shown.signal;
  readonly close = (): void => {
    this.closings++;
    this.shown.abort();
  };
  readonly keep = (count: number): void => void (this.levels = count);
}

/** How many entries lie under the present one for an open sheet. */
const levels = (): number => {
  const { level = 0, floor = 0 } = (history.state ?? {}) as { level?: number; floor?: number };
  return level - floor;
};
const onSheet = () => levels() > 0;
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

  async function deepened(sheet: Sheet, count: number): Promise<void> {
    sheet.levels = count;
    entries.settleSoon();
    await waitUntil(() => levels() === count, `level ${count}`);
  }

  it('goes up in a sheet level by level by Back, then closes it, then leaves the screen', async () => {
    const base = history.length;
    const sheet = await opened();
    await deepened(sheet, 2);
    await deepened(sheet, 3);
    expect(history.length).to.equal(base + 3);
    for (const left of [2, 1]) {
      history.back();
      await waitUntil(() => levels() === left, `level ${left}`);
      expect([sheet.levels, sheet.closings]).to.deep.equal([left, 0]);
    }
    history.back();
    await waitUntil(() => sheet.closings === 1, 'the sheet to close');
    expect([levels(), location.hash, history.length]).to.deep.equal([0, '#/a', base + 3]);
  });

  it('takes all entries of a deep sheet away when it is closed, or goes up, by its own keys', async () => {
    const base = history.length;
    const sheet = await opened();
    await deepened(sheet, 4);
    await deepened(sheet, 2);
    await deepened(sheet, 3);
    sheet.close();
    await waitUntil(() => levels() === 0, 'the screen’s entry');
    await deepened(await opened(), 2);
    expect(history.length, 'what was ahead is gone').to.equal(base + 2);
  });

  it('takes Forward to a sheet that is gone back at once', async () => {
    const sheet = await opened();
    await deepened(sheet, 2);
    history.go(-2);
    await waitUntil(() => sheet.closings === 1, 'the sheet to close');
    // too short a stay to be met by looking now and then
    const visited: number[] = [];
    const note = () => visited.push(levels());
    addEventListener('popstate', note);
    history.go(2);
    await waitUntil(() => visited.length === 2, 'its old entry, and the screen’s own');
    removeEventListener('popstate', note);
    expect(visited).to.deep.equal([2, 0]);
    expect((history.state as { level?: number }).level).to.equal(undefined);
  });

  it('leaves the screen by one Back after a reload with a deep sheet', async () => {
    location.hash = '#/b';
    await waitUntil(() => entries.hasPast, 'the second screen');
    await deepened(await opened(), 3);
    entries.dispose();
    entries = new Entries();
    expect(onSheet()).to.equal(false);
    history.back();
    await waitUntil(() => location.hash === '#/a', 'the first screen');
    await rest();
    expect([entries.hasPast, location.hash]).to.deep.equal([false, '#/a']);
  });

  it('waits for nothing where the browser restored a sheet’s entry alone', () => {
    entries.dispose();
    history.replaceState({ depth: 1, level: 2 }, '', '#/a');
    entries = new Entries();
    let isFree = false;
    // nobody can know what lies below: to go there could leave the app, or arrive nowhere
    entries.whenUncovered(() => (isFree = true));
    expect([isFree, onSheet()]).to.deep.equal([true, false]);
  });
});

/** The two ways back: the system's Back, which Playwright's `goBack` is, and the key in the header. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { openBuiltApp, type BuiltApp } from './support.ts';

const openSheets = (page: Page) => page.locator('un-sheet[open]');
const closed = async (page: Page) => openSheets(page).waitFor({ state: 'detached' });
const isHome = (page: Page) => page.getByRole('heading', { level: 1, name: 'Unroll' }).waitFor();
const back = (page: Page) => page.locator('un-app-header .back');

/** In the page: whether the present entry of its history is a sheet's. */
const onSheet = () => {
  const { level = 0, floor = 0 } = history.state as { level?: number; floor?: number };
  return level > floor;
};
const offSheet = () => {
  const { level = 0, floor = 0 } = history.state as { level?: number; floor?: number };
  return level === floor;
};

async function openLab(app: BuiltApp): Promise<Page> {
  const page = await app.open();
  await page.getByRole('link', { name: /^LSTM/ }).tap();
  await page.locator('un-transport .key.main').tap();
  return page;
}

async function openBptt(app: BuiltApp): Promise<Page> {
  const page = await app.open();
  await page.getByRole('link', { name: /through time/i }).tap();
  await page.locator('unroll-bptt .key.main[aria-disabled=false]').waitFor({ timeout: 90_000 });
  return page;
}

/** Every sheet that a tap opens: where it is, and what opens it. */
const sheets = [
  ['a number of the lab', openLab, '.row.now button.cell'],
  ['the lesson', openLab, 'unroll-lab .top .lesson'],
  ['the lab’s settings', openLab, 'unroll-lab .top .key:not(.lesson)'],
  ['a term of BPTT', openBptt, 'un-triangle [data-row="9"][data-column="4"]'],
  ['the settings of BPTT', openBptt, 'unroll-bptt un-bar .key:not(.main)'],
] as const;

describe('the system’s Back', () => {
  let app: BuiltApp;
  before(async () => {
    app = await openBuiltApp();
  });
  after(() => app.close());

  for (const [name, open, opener] of sheets) {
    it(`closes the sheet of ${name} and leaves the screen, then leaves the screen`, async () => {
      const page = await open(app);
      const screen = new URL(page.url()).hash.split('?')[0];
      await page.locator(opener).first().tap();
      await openSheets(page).waitFor();
      await page.waitForFunction(onSheet);
      await page.goBack();
      await closed(page);
      assert.equal(new URL(page.url()).hash.split('?')[0], screen);
      await page.goBack();
      await isHome(page);
      assert.deepEqual(app.errors, []);
      await page.close();
    });
  }

  it('goes up in the sheet of a number first, one level at a time', async () => {
    const page = await openLab(app);
    const crumbs = page.locator('un-number-sheet nav button');
    const atLevel = (level: number) =>
      page.waitForFunction((wanted) => ((history.state as { level?: number }).level ?? 0) === wanted, level);
    const ways: string[] = [];
    await page.locator('un-transport select').selectOption('time-step');
    await page.locator('un-transport .key.main').tap();
    await page.locator('un-stage button.cell').last().tap();
    for (let level = 1; level <= 3; level++) {
      if (level > 1) await page.locator('un-number-sheet un-arithmetic button').first().tap();
      await atLevel(level);
      assert.equal(await crumbs.count(), level);
      ways.push(await crumbs.last().innerText());
    }
    for (let level = 2; level >= 1; level--) {
      await page.goBack();
      await page.waitForFunction(
        (wanted) =>
          document
            .querySelector('unroll-app')
            ?.shadowRoot?.querySelector('unroll-lab')
            ?.shadowRoot?.querySelector('un-number-sheet')
            ?.shadowRoot?.querySelectorAll('nav button').length === wanted,
        level,
      );
      assert.equal(await crumbs.last().innerText(), ways[level - 1]);
    }
    await page.goBack();
    await closed(page);
    assert.match(page.url(), /#\/lab\/lstm/);
    // Forward brings no sheet back, and leaves no entry to go back over
    await page.goForward();
    await page.waitForFunction(offSheet);
    assert.equal(await openSheets(page).count(), 0);
    await page.goBack();
    await isHome(page);
    assert.deepEqual(app.errors, []);
    await page.close();
  });

  it('finds no trace of a sheet that was closed by its key, or left open behind a link', async () => {
    const page = await openLab(app);
    const settings = page.locator('unroll-lab .top .key:not(.lesson)');
    const uncovered = () => page.waitForFunction(offSheet);
    await settings.tap();
    await openSheets(page).getByRole('button', { name: 'Close' }).tap();
    await closed(page);
    await uncovered();
    await settings.tap();
    await openSheets(page).waitFor();
    await page.evaluate(() => (location.hash = '#/lesson/bptt'));
    await page.locator('unroll-bptt').waitFor();
    await page.goBack();
    await page.locator('unroll-lab').waitFor();
    await uncovered();
    await page.goBack();
    await isHome(page);
    await page.close();
  });

  it('closes nothing twice: a reload with an open sheet leaves one way back', async () => {
    const page = await openLab(app);
    await page.locator('unroll-lab .top .lesson').tap();
    await page.waitForFunction(onSheet);
    await page.reload();
    await page.locator('un-transport .key.main').waitFor();
    await page.waitForFunction(offSheet);
    await page.goBack();
    await isHome(page);
    await page.close();
  });
});

describe('the header’s back key', () => {
  it('leads to where the student came from, with a sheet open, too', async () => {
    const app = await openBuiltApp();
    const page = await openLab(app);
    await page.evaluate(() => (location.hash = '#/lesson/bptt'));
    await page.locator('unroll-bptt .key.main[aria-disabled=false]').waitFor({ timeout: 90_000 });
    await page.locator('un-triangle [data-row="9"][data-column="4"]').tap();
    await openSheets(page).waitFor();
    await back(page).tap();
    await page.locator('unroll-lab').waitFor();
    // a second tap at once would be a double tap's
    await page.waitForTimeout(500);
    await back(page).tap();
    await isHome(page);
    assert.deepEqual(app.errors, []);
    await app.close();
  });

  it('leads one level up behind a link from outside', async () => {
    const app = await openBuiltApp();
    const page = await app.open('#/lab/gru');
    await back(page).tap();
    await isHome(page);
    assert.equal(new URL(page.url()).hash, '#/');
    await app.close();
  });
});

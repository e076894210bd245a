/** A link to a lab's exact state: its number open, and a trained run's lab as well. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { openBuiltApp, type BuiltApp } from './support.ts';

const main = (page: Page) => page.locator('un-transport .key.main');
const key = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });

/** Copies the link from the settings, as a student does. */
async function copiedLink(page: Page): Promise<string> {
  await page.locator('unroll-lab .top .key:not(.lesson)').tap();
  await key(page, 'Copy link').tap();
  await page.getByText('Link copied').waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

const sentence = (page: Page) => page.locator('un-number-sheet .say').innerText();
const crumbs = (page: Page) => page.locator('un-number-sheet nav button').allInnerTexts();

describe('a link to a lab', () => {
  let app: BuiltApp;
  before(async () => {
    app = await openBuiltApp();
    await app.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  });
  after(() => app.close());

  it('opens the number that was open, with the way down to it', async () => {
    const page = await app.open('#/lab/lstm');
    await main(page).waitFor();
    await page.locator('un-transport select').selectOption('time-step');
    await main(page).tap();
    await main(page).tap();
    await page.locator('.row.now .column').nth(4).locator('button').nth(1).tap();
    await page.locator('un-number-sheet button.chip').first().tap();
    await page.locator('un-number-sheet nav button').nth(1).waitFor();
    const [said, way] = [await sentence(page), await crumbs(page)];
    const link = await copiedLink(page);
    const other = await openBuiltApp();
    const opened = await other.open(new URL(link).hash);
    await opened.locator('un-number-sheet .say').waitFor();
    assert.equal(await sentence(opened), said);
    assert.deepEqual(await crumbs(opened), way);
    assert.deepEqual(other.errors, []);
    await other.close();
    await page.close();
  });

  it('opens the row that is looked at, and so does a reload', async () => {
    const page = await app.open('#/lab/gru');
    await main(page).waitFor();
    await page.keyboard.press('End');
    await page.locator('un-forward-rows .row:not(.now)').nth(1).tap();
    await page.getByRole('group', { name: /^step 2,/ }).waitFor();
    const shown = async (on: Page) => [
      await on.locator('.row.now').getAttribute('aria-label'),
      ...(await on.locator('.row.now .cell').allInnerTexts()),
    ];
    const wanted = await shown(page);
    const link = await copiedLink(page);
    await page.reload();
    await main(page).waitFor();
    assert.deepEqual(await shown(page), wanted);
    const other = await openBuiltApp();
    const opened = await other.open(new URL(link).hash);
    await opened.locator('.row.now .cell').first().waitFor();
    assert.deepEqual(await shown(opened), wanted);
    await other.close();
    await page.close();
  });

  it('of a trained run opens its weights again; the lab tells their step and leads back to the curve', async () => {
    const page = await app.open('#/train');
    await page.locator('un-more-settings summary').click();
    await page.getByRole('spinbutton', { name: 'Steps', exact: true }).fill('40');
    await page.locator('#units').fill('8');
    await key(page, 'Start training').click();
    await page.locator('un-run-messages .quiet').waitFor({ timeout: 60_000 });
    const run = new URL(page.url()).hash;
    await key(page, /Step through it/).tap();
    await main(page).waitFor();
    for (let tap = 0; tap < 5; tap++) await main(page).tap();
    const numbers = await page.locator('.row.now .cell').allInnerTexts();
    const link = await copiedLink(page);
    assert.match(link, /run=.+&step=40&s=/);
    const opened = await app.open(new URL(link).hash);
    await opened.getByText('This is the lab of the link').waitFor();
    assert.deepEqual(await opened.locator('.row.now .cell').allInnerTexts(), numbers);
    assert.match(new URL(opened.url()).hash, /run=[^&]+&step=40$/);
    const bad = await app.open(new URL(link).hash.slice(0, -9));
    await bad.getByText('This link is damaged').waitFor();
    await bad.getByText('step 40 of your run').waitFor();
    await key(opened, 'Dismiss').tap();
    await opened.getByRole('link', { name: 'Measured at step 40: see it on the curve' }).tap();
    await opened.locator('un-loss-chart').waitFor();
    assert.equal(new URL(opened.url()).hash, `${run}?step=40`);
    assert.deepEqual(app.errors, []);
  });
});

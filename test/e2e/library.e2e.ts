import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { waitUntil } from '../support/wait-until.ts';
import { axeFindings, openBuiltApp, type BuiltApp } from './support.ts';
import { finished, reached, runOf, stepOf, storedRun } from './train-screen.ts';

const key = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const mainKey = (page: Page) => page.locator('un-bar .key.main');

interface Chosen {
  readonly cell: 'RNN' | 'LSTM' | 'GRU';
  readonly steps: number;
  readonly rate?: string;
}

/** A small run, begun through the form by touch. */
async function train(app: BuiltApp, { cell, steps, rate = '0.01' }: Chosen): Promise<Page> {
  const page = await app.open('#/train');
  await page.getByRole('radio', { name: cell, exact: true }).tap();
  await page.locator('un-more-settings summary').tap();
  await page.locator('#learningRate').fill(rate);
  await page.locator('#evaluateEvery').fill('10');
  await page.locator('#steps').fill(String(steps));
  await page.locator('#units').fill('8');
  await mainKey(page).tap();
  await page.locator('un-loss-chart .plot').waitFor();
  return page;
}

/** Several runs in one app: made once, looked at by the tests below. */
async function appWithRuns(options: Parameters<typeof openBuiltApp>[0] = {}): Promise<BuiltApp> {
  const app = await openBuiltApp(options);
  for (const cell of ['GRU', 'RNN'] as const) {
    const page = await train(app, { cell, steps: 40 });
    await finished(page);
    await page.close();
  }
  return app;
}

describe('the library', () => {
  const open: BuiltApp[] = [];
  after(() => Promise.all(open.map((app) => app.close())));

  async function launched(making: Promise<BuiltApp>): Promise<BuiltApp> {
    const app = await making;
    open.push(app);
    return app;
  }

  it('train in the morning, lose the tab, resume at noon, compare two runs in the evening', async () => {
    const app = await launched(openBuiltApp());
    // Morning: a run that would take long; its tab is lost.
    const morning = await train(app, { cell: 'LSTM', steps: 100_000 });
    await waitUntil(
      async () => ((await storedRun(morning, runOf(morning)))?.step ?? 0) > 20,
      'more than 20 steps on the disk',
    );
    await morning.close();
    await app.restartBrowser();

    // Noon: it goes on from where it was saved; then it is paused.
    const noon = await app.open();
    await key(noon, 'Resume').tap();
    await key(noon, 'Pause').waitFor();
    await reached(noon, (await stepOf(noon)) + 1);
    await key(noon, 'Pause').tap();
    await noon.getByText(/^Paused at step [\d,]+, saved on this device/).waitFor();
    await noon.close();

    // Evening: a second run, and both side by side.
    const second = await train(app, { cell: 'GRU', steps: 60, rate: '0.02' });
    await finished(second);
    await second.locator('un-app-header .back').tap();
    await second.getByRole('link', { name: /Your runs/ }).tap();
    await second.locator('un-run-rows li').nth(1).waitFor();
    for (const box of await second.locator('un-run-rows .choose').all()) await box.tap();
    await key(second, 'Compare 2 runs').tap();
    await second.getByRole('heading', { name: 'Compare' }).waitFor();
    await second.locator('un-loss-chart .mean').nth(1).waitFor();
    const different = await second.locator('un-compare-table .differs th').allInnerTexts();
    const labels = different.map((label) => label.replace(/[≠\s]*(\(differs\))?/g, '')).toSorted();
    assert.deepEqual(labels, ['Cell', 'Learningrate', 'Steps']);
    assert.deepEqual(await axeFindings(second), []);
    assert.deepEqual(app.errors, []);
    assert.deepEqual(app.foreignRequests, []);
  });

  it('renames, copies, deletes with undo, searches and sorts', async () => {
    const app = await launched(appWithRuns());
    const page = await app.open('#/runs');
    const names = () => page.locator('un-run-rows b').allInnerTexts();
    const more = async (name: string) => key(page, `More about ${name}`).tap();
    await page.locator('un-run-rows li').nth(1).waitFor();
    await more('RNN · Austen');
    await page.getByLabel('Name', { exact: true }).fill('My first');
    await key(page, 'Rename').tap();
    await page.locator('un-run-rows').getByText('My first', { exact: true }).waitFor();

    await more('My first');
    await page.getByRole('button', { name: /Copy as it is/ }).tap();
    await page.getByRole('heading', { name: 'My first 2' }).waitFor();
    await page.getByText(/^Done: 40 steps/).waitFor();
    await page.goto(`${app.url}#/runs`);
    await page.locator('un-run-rows li').nth(2).waitFor();
    await more('My first');
    await page.getByRole('button', { name: /New run, same settings/ }).tap();
    await page.getByText(/^Paused at step 0/).waitFor();
    await page.goto(`${app.url}#/runs`);
    await page.locator('un-run-rows li').nth(3).waitFor();

    await page.getByLabel('Search').fill('my FIRST');
    await page.locator('un-run-rows li').nth(3).waitFor({ state: 'detached' });
    assert.equal((await names()).length, 3);
    await page.getByLabel('Order').selectOption('name');
    assert.deepEqual(await names(), ['My first', 'My first 2', 'My first 3']);
    await page.getByLabel('Search').fill('nothing like it');
    await page.getByText('No run holds “nothing like it”.').waitFor();
    await page.getByLabel('Search').fill('');

    await more('My first 3');
    await key(page, 'Delete this run').tap();
    await page.getByText('My first 3 was deleted.').waitFor();
    assert.equal((await names()).includes('My first 3'), false);
    await key(page, 'Undo').tap();
    await page.locator('un-run-rows').getByText('My first 3', { exact: true }).waitFor();
    assert.deepEqual(app.errors, []);
  });

  it('from the curve into the lab at a kept step, and back to that step', async () => {
    const app = await launched(openBuiltApp());
    const page = await train(app, { cell: 'LSTM', steps: 60 });
    await finished(page);
    const plot = page.locator('un-loss-chart .plot');
    const { width, height } = (await plot.boundingBox()) ?? assert.fail('expected a curve in sight, got none');
    await plot.tap({ position: { x: width * 0.42, y: height / 2 } });
    await page.getByText(/Around step 2\d a character cost/).waitFor();
    await page.getByRole('link', { name: 'Step through it as it was at step 25' }).tap();
    await page.getByText(/step 25 of your run/).waitFor();
    await page.locator('un-app-header .back').tap();
    await page.getByText(/Around step 25 a character cost/).waitFor();
    assert.match(page.url(), /#\/train\/[0-9a-f]+\?step=25$/);
    assert.deepEqual(app.errors, []);
  });

  it('a run writes from a prompt, and names what it has never read', async () => {
    const app = await launched(openBuiltApp());
    const page = await train(app, { cell: 'GRU', steps: 40 });
    await finished(page);
    await key(page, 'More').tap();
    await key(page, 'Let it write').tap();
    await page.getByLabel(/Prompt/).fill('It is 你');
    await key(page, 'Write').tap();
    await page.getByText('It has never read: 你. Its text had no such characters. Remove them, then write.').waitFor();
    await page.getByLabel(/Prompt/).fill('It is a truth');
    await key(page, 'Write').tap();
    await page.locator('un-candidates li').nth(4).waitFor();
    await key(page, 'Stop').tap();
    await key(page, 'Write again').waitFor();
    const text = (await page.locator('un-written-text .text').textContent()) ?? '';
    assert.ok(text.startsWith('It is a truth') && text.length > 'It is a truth'.length, text);
    assert.deepEqual(await axeFindings(page), []);
    assert.deepEqual(app.errors, []);
  });

  it('an own text is tidied, kept once, and shown with the runs that learn it', async () => {
    const app = await launched(openBuiltApp());
    const page = await app.open('#/train');
    await page.getByText('Own text').tap();
    const own = { name: 'mine.txt', mimeType: 'text/plain' };
    const text = `\uFEFF${'The Fox and the 狐狸.\r\n'.repeat(60)}ÄÖ€\r`;
    await page.locator('un-own-text input[type=file]').setInputFiles({ ...own, buffer: Buffer.from(text) });
    await page.getByText('1,204 characters, 18 different ones.').waitFor();
    await page.getByText('Small letters only').tap();
    await page.getByRole('radio', { name: 'Leave out' }).tap();
    await page.getByText('18 different characters become 14; 3 of the text’s 1,204 are left out.').waitFor();
    await page.getByText('See what it will read').tap();
    await page.getByText('Its vocabulary, 14 characters').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await page.locator('un-more-settings summary').tap();
    await page.locator('#steps').fill('10');
    await mainKey(page).tap();
    await finished(page);
    await page.goto(`${app.url}#/runs`);
    await page.getByText('Learned by LSTM · mine').waitFor();
    assert.equal(await page.locator('un-kept-texts button').count(), 0);

    // a second run reads the text that is kept
    await page.goto(`${app.url}#/train`);
    await page.getByText('Own text').tap();
    await page.getByLabel('Which text').selectOption({ label: 'mine (1,201)' });
    await page.getByText('1,201 characters, 14 different ones.').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await page.locator('un-more-settings summary').tap();
    await page.locator('#steps').fill('10');
    await mainKey(page).tap();
    await finished(page);
    await page.goto(`${app.url}#/runs`);
    await page.getByText('Learned by LSTM · mine, LSTM · mine 2').waitFor();
    assert.equal(await page.locator('un-kept-texts li').count(), 1);
    assert.deepEqual(app.errors, []);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`gives axe nothing to find, empty and full, ${colorScheme}`, async () => {
      const app = await launched(openBuiltApp({ colorScheme, locale: colorScheme === 'light' ? 'en-US' : 'zh-CN' }));
      const empty = await app.open('#/runs');
      await empty.locator('unroll-library .none').waitFor();
      assert.deepEqual(await axeFindings(empty), []);
      await empty.close();
      await app.close();
      open.splice(open.indexOf(app), 1);

      const full = await launched(appWithRuns({ colorScheme }));
      const page = await full.open('#/runs');
      await page.locator('un-run-rows li').nth(1).waitFor();
      assert.deepEqual(await axeFindings(page), []);
      await page.locator('un-run-rows button').first().tap();
      await page.getByLabel('Name', { exact: true }).waitFor();
      assert.deepEqual(await axeFindings(page), []);
      await page.keyboard.press('Escape');
      await page.locator('un-run-rows a').first().tap();
      await page.locator('un-chart-tools .key').first().tap();
      await key(page, 'As a table').tap();
      assert.deepEqual(await axeFindings(page), []);
    });
  }

  it('can be done by keyboard alone', async () => {
    const app = await launched(appWithRuns());
    const page = await app.open('#/runs');
    await page.locator('un-run-rows li').nth(1).waitFor();
    const tabTo = async (selector: string) => {
      for (let n = 0; n < 60; n++) {
        await page.keyboard.press('Tab');
        const isThere = await page.evaluate((wanted) => {
          let element = document.activeElement;
          while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
          return element?.matches(wanted) ?? false;
        }, selector);
        if (isThere) return;
      }
      throw new Error(`the keyboard does not reach ${selector}`);
    };
    await tabTo('li:nth-child(1) input[type=checkbox]');
    await page.keyboard.press('Space');
    await tabTo('li:nth-child(2) input[type=checkbox]');
    await page.keyboard.press('Space');
    await tabTo('button.main');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Compare' }).waitFor();
    await page.locator('.plot input[type=range]').waitFor({ state: 'attached' });
    await tabTo('.plot input[type=range]');
    await page.keyboard.press('Home');
    await page.getByText('At step 1', { exact: true }).waitFor();
    await page.keyboard.press('+');
    await key(page, 'Whole run').waitFor();
    await page.keyboard.press('0');
    await tabTo('input[type=checkbox]');
    await page.keyboard.press('Space');
    await page.getByText('Sequence length').waitFor({ state: 'detached' });
    assert.deepEqual(app.errors, []);
  });
});

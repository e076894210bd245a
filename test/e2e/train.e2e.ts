import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFindings, openBuiltApp, readyOffline, rendered } from './support.ts';
import { crash, finished, reached, runOf, stepOf, storedRun } from './train-screen.ts';

const key = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });

async function startSmall(page: Page, changes: Readonly<Record<string, string>> = {}): Promise<void> {
  await page.locator('un-more-settings summary').click();
  for (const [label, value] of Object.entries({ Steps: '40', ...changes }))
    await page.getByRole('spinbutton', { name: label, exact: true }).fill(value);
  await page.locator('#units').fill('8');
  await key(page, 'Start training').click();
  await page.waitForURL(/#\/train\/.+/);
}

describe('train', () => {
  it('trains Austen by one tap, offline, survives the loss of the browser and goes on', async () => {
    const app = await openBuiltApp();
    const first = await app.open('#/train');
    await readyOffline(first);
    await app.goOffline();
    await first.reload();
    await rendered(first);
    await key(first, 'Start training').click();
    await reached(first, 60);
    const text = await first.locator('un-samples li').first().innerText();
    assert.match(text, /step \d+/);
    await key(first, 'Pause').click();
    await first.getByText(/saved on this device/).waitFor();
    const paused = await stepOf(first);
    const { hash } = new URL(first.url());

    await app.restartBrowser();
    const second = await app.open(hash);
    await key(second, 'Resume').waitFor();
    assert.equal(await stepOf(second), paused);
    await key(second, 'Resume').click();
    await reached(second, paused + 10);
    assert.deepEqual(app.errors, []);
    await app.close();
  });

  it('a run is found again when the page is reloaded as soon as the address names it, and its other tab is named', async () => {
    const app = await openBuiltApp();
    const page = await app.open('#/train');
    await startSmall(page, { Steps: '100000' });
    await page.reload();
    await key(page, /^(Start|Resume)$/).click();
    await reached(page, 1);
    const other = await app.open(new URL(page.url()).hash);
    await other.getByText(/is open in another tab/).waitFor();
    assert.equal(await key(other, 'Resume').count(), 0);
    await page.close();
    // by what was saved last: the beginning, or later
    await key(other, /^(Start|Resume)$/).click();
    await key(other, 'Pause').waitFor();
    assert.deepEqual(app.errors, []);
    await app.close();
  });

  it('loses at most ten seconds of training when the page is killed', async () => {
    const app = await openBuiltApp();
    const page = await app.open('#/train');
    await startSmall(page, { Steps: '100000' });
    await page.waitForTimeout(9000);
    const id = runOf(page);
    const started = Date.now();
    const before = await stepOf(page);
    await crash(page);
    const again = await app.open(`#/train/${id}`);
    await key(again, 'Resume').waitFor();
    const record = (await storedRun(again, id)) ?? assert.fail(`expected run ${id} on the disk, got none`);
    assert.equal(await stepOf(again), record.step);
    assert.ok(record.step > 0, `kept ${record.step} of ${before}`);
    assert.ok(started - record.updated < 10_000, `last saved ${started - record.updated} ms before the end`);
    await app.close();
  });

  it('a learning rate of 1e9 is stopped, explained and mended', async () => {
    const app = await openBuiltApp();
    const page = await app.open('#/train');
    await startSmall(page, { 'Learning rate': '1e9' });
    await page.getByText(/no longer a usable number/).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await key(page, /Go back and train at 0.005/).click();
    await finished(page);
    assert.deepEqual(app.errors, []);
    await app.close();
  });

  it('names what is wrong at the field: rate 0, no text, short text, a picture', async () => {
    const app = await openBuiltApp();
    const page = await app.open('#/train');
    await page.locator('un-more-settings summary').click();
    await page.getByLabel('Learning rate').fill('0');
    await key(page, 'Start training').click();
    await page.getByText(/with 0 nothing is learned/).waitFor();
    assert.equal(await page.getByLabel('Learning rate').getAttribute('aria-invalid'), 'true');
    await page.getByLabel('Learning rate').fill('0.01');
    await page.getByText('Own text').click();
    await key(page, 'Start training').click();
    await page.getByText(/There is no text yet/).waitFor();
    await page.getByLabel('Text to learn from').fill('too short');
    await page.getByText('one batch and the held-back text need 561 characters, here: 9').waitFor();
    const picture = { name: 'cat.txt', mimeType: 'text/plain', buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]) };
    await page.locator('un-own-text input[type=file]').setInputFiles(picture);
    await page.getByText(/zero byte at position 4/).waitFor();
    assert.deepEqual(await axeFindings(page), []);

    const own = { name: 'fox.txt', mimeType: 'text/plain', buffer: Buffer.from('the quick brown fox\r\n'.repeat(60)) };
    await page.locator('un-own-text input[type=file]').setInputFiles(own);
    await page.getByText('1,200 characters, 17 different ones.').waitFor();
    await page.getByRole('spinbutton', { name: 'Steps', exact: true }).fill('20');
    await key(page, 'Start training').click();
    await finished(page);
    await page.getByRole('heading', { name: 'LSTM · fox' }).waitFor();
    await app.close();
  });

  it('tells when the device is full, trains on, and saves again when there is room', async () => {
    const app = await openBuiltApp();
    const page = await app.open();
    await readyOffline(page);
    const { origin } = new URL(app.url);
    const cdp = await page.context().newCDPSession(page);
    // Chromium remembers for half a minute how much room there is: the device is full before the first save.
    await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    await page.evaluate(() => (location.hash = '#/train'));
    await page.locator('un-more-settings summary').click();
    await page.getByRole('spinbutton', { name: 'Steps', exact: true }).fill('100000');
    await key(page, 'Start training').click();
    await page.getByText('This device has no room left').waitFor();
    const full = await stepOf(page);
    await reached(page, full + 1);
    await cdp.send('Storage.overrideQuotaForOrigin', { origin });
    await key(page, 'Pause').click();
    await page.getByText(/saved on this device/).waitFor();
    assert.equal(await page.getByText('This device has no room left').count(), 0);
    await app.close();
  });

  it('deletes with undo, and lists what is kept', async () => {
    const app = await openBuiltApp();
    const page = await app.open('#/train');
    await startSmall(page);
    await finished(page);
    await key(page, 'More').click();
    await key(page, 'Delete this run').click();
    await key(page, 'Start training').waitFor();
    assert.equal(await page.locator('un-run-list li').count(), 0);
    await key(page, 'Undo').click();
    await finished(page);
    await page.goBack();
    await page
      .locator('un-run-list')
      .getByRole('link', { name: /LSTM · Austen/ })
      .click();
    await finished(page);
    await app.close();
  });

  it('tells what a run confuses, by keyboard too, fits the smallest phone and gives axe nothing to find', async () => {
    for (const [locale, colorScheme, width] of [
      ['en-US', 'light', 360],
      ['zh-CN', 'dark', 1280],
    ] as const) {
      const app = await openBuiltApp({ locale, colorScheme, viewport: { width, height: 640 } });
      const page = await app.open('#/train');
      await page.locator('un-more-settings summary').click();
      await page.locator('#steps').fill('60');
      await page.locator('#units').fill('8');
      await page.locator('un-train-setup .key.main').click();
      await page.locator('un-run-messages .quiet').waitFor();
      const summary = page.locator('un-run-confusions summary');
      await summary.focus();
      await page.keyboard.press('Enter');
      await page.locator('un-confusion-table table').waitFor();
      assert.equal(await page.locator('un-run-confusions li:visible').count(), 7);
      await page.keyboard.press('Tab');
      await page.keyboard.press('ArrowDown');
      await page.locator('un-confusion-table button:focus.looked').waitFor();
      const said = await page.locator('un-confusion-table button:focus .spoken').innerText();
      assert.match(said, locale === 'en-US' ? /came [\d,]+ times?: [\d,]+ times?/ : /出现 [\d,]+ 次，其中 [\d,]+ 次猜/);
      assert.deepEqual(await axeFindings(page), []);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `wider than the screen by ${wide} px at ${width}`);
      assert.deepEqual(app.errors, []);
      await app.close();
    }
  });

  for (const locale of ['en-US', 'zh-CN']) {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`gives axe nothing to find, ${locale}, ${colorScheme}`, async () => {
        const app = await openBuiltApp({ locale, colorScheme });
        const page = await app.open('#/train');
        await page.locator('un-more-settings summary').click();
        assert.deepEqual(await axeFindings(page), []);
        await page.locator('#steps').fill('30');
        await page.locator('#units').fill('8');
        await page.locator('un-bar .main').click();
        await page.locator('un-run-messages .quiet').waitFor();
        assert.deepEqual(await axeFindings(page), []);
        await page.locator('un-run-bar [aria-expanded]').click();
        assert.deepEqual(await axeFindings(page), []);
        await app.close();
      });
    }
  }

  it('can be done by keyboard alone', async () => {
    const app = await openBuiltApp({ viewport: { width: 1024, height: 768 } });
    const page = await app.open('#/train');
    await page.locator('un-segmented input').first().waitFor();
    const press = async (name: string, times = 1) => {
      for (let n = 0; n < times; n++) await page.keyboard.press(name);
    };
    const tabTo = async (selector: string) => {
      for (let n = 0; n < 40; n++) {
        await press('Tab');
        const isThere = await page.evaluate((wanted) => {
          let element = document.activeElement;
          while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
          return element?.matches(wanted) ?? false;
        }, selector);
        if (isThere) return;
      }
      throw new Error(`the keyboard does not reach ${selector}`);
    };
    await tabTo('input[type=radio]');
    await press('ArrowRight');
    await tabTo('#units');
    await press('Home');
    await tabTo('summary');
    await press('Enter');
    await tabTo('#steps');
    await page.keyboard.type('30');
    await tabTo('button.main');
    await press('Enter');
    await finished(page);
    await page.getByRole('heading', { name: 'GRU · Austen' }).waitFor();
    await tabTo('un-loss-chart input, input[type=range]');
    await press('ArrowLeft', 3);
    await page.getByText(/step 27: loss/).waitFor();
    await tabTo('.key.main');
    assert.match((await page.locator('un-run-bar .key.main').innerText()) ?? '', /Train 1,000 more steps/);
    await app.close();
  });
});

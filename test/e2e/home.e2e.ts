import assert from 'node:assert/strict';
import { appendFile, cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFindings, dist, openBuiltApp, readyOffline, rendered, type BuiltApp } from './support.ts';
import { reached, stepOf } from './train-screen.ts';

const subtitle = (page: Page) => page.locator('un-app-header p');
/** A plain text would find “Not ready offline” too. */
const saysReady = (page: Page) =>
  subtitle(page)
    .getByText(/^Ready offline/)
    .waitFor();

/** What has the focus, through shadow roots: its accessible words as far as they are its own. */
const focused = (page: Page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!element || element === document.body) return 'nothing';
    const label = element.getAttribute('aria-label') ?? (element as HTMLInputElement).labels?.[0]?.textContent;
    return (label ?? element.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
  });

async function waitFor(page: Page, condition: () => Promise<boolean>, limit = 20_000): Promise<void> {
  const end = Date.now() + limit;
  while (!(await condition())) {
    assert.ok(Date.now() < end, `waited ${limit} ms for ${condition.toString()}`);
    await page.waitForTimeout(50);
  }
}

/** Begins the proposed run on the Train screen and waits until it has made some steps; resolves with its address. */
async function startTraining(page: Page): Promise<string> {
  await page.getByRole('link', { name: /^Train on real text/ }).click();
  await page.locator('un-more-settings summary').first().click();
  // long enough to be still under way when the test looks
  await page.getByRole('spinbutton', { name: 'Steps', exact: true }).fill('100000');
  await page.locator('un-train-setup .key.main').click();
  await page.locator('un-run-figures').waitFor();
  await reached(page, 10);
  return new URL(page.url()).hash;
}

const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

describe('home', () => {
  let app: BuiltApp;
  before(async () => {
    app = await openBuiltApp();
  });
  after(() => app.close());

  for (const locale of ['en-US', 'zh-CN']) {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`gives axe nothing to find, ${locale}, ${colorScheme}`, async () => {
        const own = await openBuiltApp({ locale, colorScheme });
        const page = await own.open();
        assert.equal(await page.locator('html').getAttribute('lang'), locale === 'en-US' ? 'en' : 'zh-Hans');
        await page.locator('un-about summary').click();
        assert.deepEqual(await axeFindings(page), []);
        await own.close();
      });
    }
  }

  it('is reached by the keyboard alone: every key, link and choice, in the order of reading', async () => {
    const page = await app.open();
    await page.getByRole('link', { name: 'Begin' }).waitFor();
    const visited: string[] = [];
    for (let presses = 0; presses < 30; presses++) {
      await page.keyboard.press('Tab');
      const now = await focused(page);
      if (now === 'nothing') break;
      // The offer to install comes when the browser thinks fit.
      if (now !== 'Add to home screen') visited.push(now);
    }
    const wanted = [
      /中文/,
      /Begin/,
      /^RNN/,
      /^Backpropagation/,
      /^LSTM/,
      /^GRU/,
      /^Train on real text/,
      /^Your runs/,
      /English/,
      /System/,
      /About/,
    ];
    assert.equal(visited.length, wanted.length, visited.join(' | '));
    wanted.forEach((words, place) => assert.match(visited[place], words));
    await page.close();
  });

  it('chooses a theme by arrow keys and keeps it', async () => {
    const page = await app.open();
    await page.getByRole('radio', { name: 'System' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
    await page.reload();
    await rendered(page);
    assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
    assert.equal(await page.getByRole('radio', { name: 'Dark' }).isChecked(), true);
    await page.getByRole('radio', { name: 'System' }).click();
    assert.equal(await page.locator('html').getAttribute('data-theme'), null);
    await page.close();
  });

  it('switches the language at any moment and keeps what is open', async () => {
    const page = await app.open();
    await page.locator('un-about summary').click();
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByText('关于 Unroll').waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'zh-Hans');
    assert.equal(await page.locator('un-about details').getAttribute('open'), '');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('About Unroll').waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    assert.equal(await page.locator('un-about details').getAttribute('open'), '');
    await page.close();
  });

  it('says so when an address names nothing, and shows home', async () => {
    const page = await app.open('#/lab/transformer');
    await page.getByText('There is no screen at “/lab/transformer”').waitFor();
    assert.equal(await page.getByRole('link', { name: /^LSTM/ }).count(), 1);
    await page.close();
  });

  it('moves the focus to the heading of the next screen, and comes back to where it was', async () => {
    const page = await app.open();
    await page.getByRole('link', { name: /^Train on real text/ }).scrollIntoViewIfNeeded();
    await page.evaluate(() => scrollTo(0, 300));
    await page.getByRole('link', { name: /^Train on real text/ }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Train' }).waitFor();
    await waitFor(page, async () => (await focused(page)) === 'Train');
    assert.equal(await page.title(), 'Train · Unroll');
    assert.equal(await page.evaluate(() => scrollY), 0);
    await page.goBack();
    await waitFor(page, async () => (await focused(page)) === 'Unroll');
    assert.equal(await page.evaluate(() => scrollY), 300);
    await page.close();
  });

  for (const [width, height, text] of [
    [360, 640, 16],
    [360, 640, 32],
    [844, 390, 16],
    [1440, 900, 16],
  ]) {
    it(`cuts nothing off at ${width}×${height} with text of ${text} px`, async () => {
      const page = await app.open();
      await page.getByRole('link', { name: 'Begin' }).waitFor();
      await page.setViewportSize({ width, height });
      await page.addStyleTag({ content: `html { font-size: ${text}px }` });
      assert.ok((await overflow(page)) <= 0);
      const small = await page.evaluate(() => {
        const found: string[] = [];
        const look = (root: Document | ShadowRoot): void => {
          for (const element of root.querySelectorAll('*')) {
            if (element.shadowRoot) look(element.shadowRoot);
            if (!element.matches('button, a[href], summary, select, label:has(input)')) continue;
            const { width: w, height: h } = element.getBoundingClientRect();
            if (w > 0 && Math.min(w, h) < 43.9) found.push(`${element.textContent?.trim()}: ${w}×${h}`);
          }
        };
        look(document);
        return found;
      });
      assert.deepEqual(small, []);
      await page.close();
    });
  }
});

describe('the last run', () => {
  it('is shown while it trains, and goes on from home after the tab was lost', async () => {
    const app = await openBuiltApp();
    const page = await app.open();
    const address = await startTraining(page);
    await page.getByRole('link', { name: 'Back' }).click();
    await page.getByText(/training now/).waitFor();
    assert.equal(await page.getByRole('link', { name: 'Open' }).getAttribute('href'), address);
    await page.locator('un-last-run .curve').waitFor();
    assert.deepEqual(await axeFindings(page), []);

    await page.close();
    const next = await app.open();
    await next.getByRole('button', { name: 'Resume' }).click();
    await next.getByRole('button', { name: 'Pause' }).waitFor();
    assert.equal(new URL(next.url()).hash, address);
    await reached(next, (await stepOf(next)) + 1);
    assert.deepEqual(app.errors, []);
    await app.close();
  });
});

describe('ready offline', () => {
  it('is said only while every file of the service worker’s list is in Cache Storage', async () => {
    const app = await openBuiltApp();
    const page = await app.open();
    await saysReady(page);
    const listed = JSON.parse(await readFile(path.join(dist, 'precache.json'), 'utf8')) as { url: string }[];
    const worker = await readFile(path.join(dist, 'sw.js'), 'utf8');
    const precached = new Set([...worker.matchAll(/url:"([^"]+)"/g)].map((match) => match[1]));
    precached.delete('precache.json');
    assert.deepEqual(new Set(listed.map(({ url }) => url)), precached);

    await page.evaluate(async () => {
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        const texts = (await cache.keys()).filter(({ url }) => url.includes('austen'));
        await Promise.all(texts.map((request) => cache.delete(request)));
      }
    });
    await app.context.setOffline(true);
    await page.reload();
    await subtitle(page).getByText('Not ready offline').waitFor();
    await page.getByText('Files missing: 1. Reload with a network to fetch them.').waitFor();

    await app.context.setOffline(false);
    await page.reload();
    await saysReady(page);
    const isBack = await page.evaluate(async () =>
      Boolean(await caches.match('data/austen.txt', { ignoreSearch: true })),
    );
    assert.equal(isBack, true);
    await app.close();
  });

  it('holds without network and server: home opens, speaks both languages, and still says so', async () => {
    const app = await openBuiltApp();
    const first = await app.open();
    await readyOffline(first);
    await app.goOffline();
    await first.reload();
    await saysReady(first);
    await first.getByRole('button', { name: '中文' }).click();
    await subtitle(first).getByText('可离线使用').waitFor();
    await app.close();
  });
});

describe('what goes wrong', () => {
  it('is said: a screen that is not on the device, with a way to try again', async () => {
    const app = await openBuiltApp();
    const page = await app.open();
    await saysReady(page);
    await page.evaluate(async () => {
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        const chunks = (await cache.keys()).filter(({ url }) => url.includes('unroll-lab'));
        await Promise.all(chunks.map((request) => cache.delete(request)));
      }
    });
    await app.context.setOffline(true);
    await page.getByRole('link', { name: /^LSTM/ }).click();
    await page.getByRole('heading', { name: 'This screen could not be opened' }).waitFor();
    await page.getByText('there is no network').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await app.context.setOffline(false);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { level: 1, name: 'LSTM' }).waitFor();
    await app.close();
  });

  it('is said: a run that is not on this device, beside the lab of its cell', async () => {
    const app = await openBuiltApp();
    const page = await app.open('#/lab/gru?run=gone');
    await page.getByRole('alert').filter({ hasText: 'That run is not on this device.' }).waitFor();
    await page.getByRole('heading', { level: 1, name: 'GRU' }).waitFor();
    await app.close();
  });

  it('is said: an error that nobody caught', async () => {
    const app = await openBuiltApp();
    const page = await app.open();
    await page.evaluate(() => void Promise.reject(new Error('a probe of the test')));
    const message = page.getByRole('alert').filter({ hasText: 'Something went wrong: a probe of the test' });
    await message.waitFor();
    await message.getByRole('button', { name: 'Dismiss' }).click();
    await message.waitFor({ state: 'detached' });
    await app.close();
  });
});

describe('a newer version', () => {
  it('is offered, never forced, and taken when asked for without losing a step of a running training', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'unroll-update-'));
    await cp(dist, folder, { recursive: true });
    const app = await openBuiltApp({ folder });
    const page = await app.open();
    await saysReady(page);
    await startTraining(page);
    await page.evaluate(() => Object.assign(globalThis, { isOldPage: true }));
    await appendFile(path.join(folder, 'sw.js'), '\n// a newer build\n');
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await page.getByText('A newer version of Unroll is ready.').waitFor();
    await page.waitForTimeout(500);
    assert.equal(await page.evaluate(() => 'isOldPage' in globalThis), true);

    const step = await stepOf(page);
    await page.getByRole('button', { name: 'Reload' }).click();
    await page.waitForFunction(() => !('isOldPage' in globalThis));
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    assert.ok((await stepOf(page)) >= step, 'the run lost steps');
    const waiting = await page.evaluate(async () => (await navigator.serviceWorker.ready).waiting);
    assert.equal(waiting, null);
    await app.close();
    await rm(folder, { recursive: true });
  });
});

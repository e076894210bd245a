import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFindings, openBuiltApp, rendered, type BuiltApp, type LaunchOptions } from './support.ts';

const LIMIT = 90_000;

/** Opens the lesson and waits until its network is trained. */
async function openLesson(app: BuiltApp, hash = '#/lesson/bptt'): Promise<Page> {
  const page = await app.open(hash);
  await trained(page);
  return page;
}

async function trained(page: Page): Promise<void> {
  await page.locator('unroll-bptt .key.main[aria-disabled=false]').waitFor({ timeout: LIMIT });
}

const cell = (page: Page, t: number, i: number) =>
  page.locator(`un-triangle [data-row="${t - 1}"][data-column="${i - 1}"]`);
const open = (page: Page) => page.locator('un-triangle [data-row][aria-pressed=true]');
const subtitle = (page: Page) => page.locator('un-app-header p');

/** What has the focus, through shadow roots. */
const focused = (page: Page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const label = element?.getAttribute('aria-label') ?? (element as HTMLInputElement | null)?.labels?.[0]?.textContent;
    return (label ?? element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
  });

async function tabTo(page: Page, words: RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (words.test(await focused(page))) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`the keyboard does not reach ${words}`);
}

describe('the BPTT lesson by touch', () => {
  let app: BuiltApp;
  before(async () => {
    app = await openBuiltApp();
  });
  after(async () => {
    assert.deepEqual(app.errors, []);
    assert.deepEqual(app.foreignRequests, []);
    await app.close();
  });

  it('opens from home, trained, and spells a term', async () => {
    const page = await app.open();
    await page.getByRole('link', { name: /^Backpropagation through time/ }).tap();
    await trained(page);
    await subtitle(page)
      .getByText(/RNN · 12 words · update 64/)
      .waitFor();
    await cell(page, 10, 5).tap();
    await page.getByText(/^5 Jacobians in a row/).waitFor();
    await page.locator('un-triangle .path').nth(4).waitFor();
    assert.equal(await page.locator('un-triangle .path').count(), 5);
    // the open cell is not below the sheet
    await page.waitForFunction(() => {
      const screen = document.querySelector('unroll-app')?.shadowRoot?.querySelector('unroll-bptt')?.shadowRoot;
      const lit = screen?.querySelector('un-triangle')?.shadowRoot?.querySelector('.open');
      const panel = screen?.querySelector('un-term-sheet')?.shadowRoot?.querySelector('un-sheet')?.shadowRoot;
      const [low, high] = [lit, panel?.querySelector('.panel')].map((each) => each?.getBoundingClientRect());
      return low !== undefined && high !== undefined && low.bottom <= high.top && low.top >= 0;
    });
    await page.locator('un-term-sheet .chip').first().tap();
    await page.locator('un-jacobian-map [data-row="2"][data-column="3"]').tap();
    await page.getByText(/∂h10\[3\] \/ ∂h9\[4\] =/).waitFor();
    await page.close();
  });

  it('restores exactly what a link says, in a page of its own and after a reload', async () => {
    const page = await openLesson(app);
    await cell(page, 12, 3).tap();
    await page.keyboard.press('Escape');
    await page.locator('un-radius-slider input').fill('0.5');
    await cell(page, 6, 2).tap();
    // the address follows when the student rests
    await page.waitForFunction(() => {
      const text = new URLSearchParams(location.hash.split('?')[1]).get('s');
      if (text === null) return false;
      const [, state] = JSON.parse(atob(text.replaceAll('-', '+').replaceAll('_', '/'))) as [
        number,
        { readonly radius?: number; readonly open?: { readonly t: number; readonly i: number } },
      ];
      return state.radius === 0.5 && state.open?.t === 5 && state.open.i === 1;
    });
    const label = await open(page).textContent();
    const other = await openLesson(app, new URL(page.url()).hash);
    assert.equal(await open(other).textContent(), label);
    assert.equal(await other.locator('un-radius-slider output').textContent(), '0.50');
    await page.reload();
    await rendered(page);
    await trained(page);
    assert.equal(await open(page).textContent(), label);
    // and the cell that is looked at when its sheet is closed
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !atob(location.hash.split('s=')[1] ?? '').includes('open'));
    const reading = await page.locator('un-triangle .reading').innerText();
    const third = await openLesson(app, new URL(page.url()).hash);
    assert.equal(await third.locator('un-triangle .reading').innerText(), reading);
    assert.match(reading, /loss 6 through step 2/);
    await third.close();
    await page.close();
    await other.close();
  });

  it('answers a damaged link with the default, and a note', async () => {
    const page = await openLesson(app, '#/lesson/bptt?s=WzEseyJjZWxs');
    await page.getByText('This link is damaged or cut off.').waitFor();
    await subtitle(page)
      .getByText(/RNN · 12 words · update 64/)
      .waitFor();
    await page.close();
  });

  it('changes cell, sentence and training, and switches the language without losing any', async () => {
    const page = await openLesson(app);
    await page.getByRole('button', { name: 'Network and sentence' }).tap();
    await page.locator('un-bptt-settings label', { hasText: 'LSTM' }).tap();
    await page.locator('un-bptt-settings select').selectOption({ index: 4 });
    await page.getByRole('button', { name: 'Close' }).last().tap();
    await trained(page);
    await page.locator('unroll-bptt .key.main').tap();
    await trained(page);
    await subtitle(page)
      .getByText(/LSTM · 10 words · update 80/)
      .waitFor();
    await page.getByRole('button', { name: '中文' }).tap();
    await page.getByText('LSTM · 10 个词 · 第 80 次更新').waitFor();
    await page.getByRole('button', { name: 'English' }).tap();
    await page.close();
  });
});

describe('the BPTT lesson by the keyboard alone', () => {
  it('opens a term, follows the arrows, moves the slider and answers', async () => {
    const app = await openBuiltApp({ viewport: { width: 1280, height: 800 } });
    const page = await openLesson(app);
    await tabTo(page, /^loss 12 through step 1:/);
    await page.keyboard.press('Enter');
    await page.getByText(/^11 Jacobians in a row/).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByText(/^10 Jacobians in a row/).waitFor();
    await page.keyboard.press('Escape');
    assert.match(await focused(page), /^loss 12 through step 2:/);
    await tabTo(page, /^Type|How many times smaller/);
    await page.keyboard.type('not a number');
    await page.keyboard.press('Enter');
    await page.getByText('Type a number, such as 24 or 0.5.').waitFor();
    await tabTo(page, /^Spectral radius/);
    await page.keyboard.press('Home');
    assert.equal(await page.locator('un-radius-slider output').textContent(), '0.10');
    await tabTo(page, /^as trained/);
    await page.keyboard.press('Enter');
    await tabTo(page, /^Train 16 updates more/);
    await page.keyboard.press('Enter');
    await trained(page);
    await subtitle(page)
      .getByText(/update 80/)
      .waitFor();
    assert.deepEqual(app.errors, []);
    await app.close();
  });
});

describe('the BPTT lesson', () => {
  for (const locale of ['en-US', 'zh-CN']) {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`gives axe nothing to find: triangle, open term, norms, settings; ${locale}, ${colorScheme}`, async () => {
        const app = await openBuiltApp({ locale, colorScheme });
        const page = await openLesson(app);
        await page.locator('un-bptt-lesson summary').tap();
        assert.deepEqual(await axeFindings(page), []);
        await page.locator('un-remedies input').first().tap();
        await cell(page, 9, 3).tap();
        await page.locator('un-term-sheet .chip').first().tap();
        await page.locator('un-jacobian-map').waitFor();
        assert.deepEqual(await axeFindings(page), []);
        await page.keyboard.press('Escape');
        await page.locator('unroll-bptt un-terms-choices label').nth(1).tap();
        await page.locator('un-distance-curves summary').tap();
        await page.locator('unroll-bptt un-bar > .key[aria-expanded]').tap();
        assert.deepEqual(await axeFindings(page), []);
        await app.close();
      });
    }
  }

  for (const [width, height, text] of [
    [360, 640, 16],
    [360, 640, 32],
    [844, 390, 16],
    [1440, 900, 16],
  ]) {
    it(`never scrolls the page sideways at ${width}×${height} with text of ${text} px`, async () => {
      const app = await openBuiltApp({ viewport: { width, height } } satisfies LaunchOptions);
      const page = await openLesson(app);
      await page.addStyleTag({ content: `html { font-size: ${text}px }` });
      const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok((await overflow()) <= 0);
      await cell(page, 11, 2).press('Enter');
      assert.ok((await overflow()) <= 0);
      await page.keyboard.press('Escape');
      // the page may still be bringing the closed cell into view: the choice is made where it is
      await page
        .locator('unroll-bptt un-terms-choices label')
        .nth(1)
        .evaluate((label: HTMLElement) => label.click());
      await page
        .locator('unroll-bptt')
        .getByText(/How far does a change/)
        .waitFor();
      assert.ok((await overflow()) <= 0);
      await app.close();
    });
  }
});

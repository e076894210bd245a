import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { openBuiltApp } from './support.ts';

/** The lesson with its network trained. */
async function lessonAt(width: number, height: number, locale = 'en-US') {
  const app = await openBuiltApp({ viewport: { width, height }, locale });
  const page = await app.open('#/lesson/bptt');
  await trained(page);
  return { app, page };
}

const trained = (page: Page) => page.locator('unroll-bptt .key.main[aria-disabled=false]').waitFor({ timeout: 90_000 });

async function boxOf(of: Locator) {
  const box = await of.boundingBox();
  assert.ok(box);
  return { left: box.x, right: box.x + box.width, top: box.y, bottom: box.y + box.height };
}

/** The window between the header and the bar, wherever the page is scrolled to. */
async function roomOf(page: Page) {
  const header = await boxOf(page.locator('un-app-header'));
  const bar = await boxOf(page.locator('unroll-bptt un-bar'));
  return { top: Math.max(0, header.bottom), bottom: bar.top, left: bar.left };
}

describe('the BPTT lesson within the window', () => {
  for (const [width, height] of [
    [390, 844],
    [360, 640],
  ]) {
    it(`shows what truncation does beside its switch, without scrolling, at ${width}×${height}`, async () => {
      const { app, page } = await lessonAt(width, height);
      const remedies = page.locator('un-remedies');
      const truncate = remedies.locator('.switch').first();
      // as a thumb does: just far enough for the switch to stand above the bar
      const below = (await boxOf(truncate)).bottom - (await roomOf(page)).bottom;
      await page.evaluate((by) => scrollBy({ top: by, behavior: 'instant' }), Math.max(0, below + 8));
      const before = await boxOf(truncate);
      await truncate.tap();
      await truncate.getByText('36 of 78 terms cut').waitFor();
      await trained(page);
      assert.deepEqual(await boxOf(truncate), before);
      const room = await roomOf(page);
      assert.ok((await boxOf(truncate)).bottom <= room.bottom);
      // from the first row that is cut to the last
      assert.ok((await boxOf(page.locator('un-triangle [data-row="4"][data-column="0"].cut'))).top >= room.top);
      assert.ok((await boxOf(page.locator('un-triangle [data-row="11"].cut').last())).bottom <= room.bottom);
      await remedies.locator('.switch').nth(1).tap();
      await remedies.getByText(/^norm \d\.\d\d → 1\.00$/).waitFor();
      await app.close();
    });
  }

  for (const [width, height] of [
    [844, 390],
    [667, 375],
    [360, 640],
  ]) {
    it(`has all rows of the triangle in sight at ${width}×${height}, none under the legend`, async () => {
      const { app, page } = await lessonAt(width, height);
      await page.locator('un-remedies input').first().click();
      await page.locator('un-triangle .cut').first().waitFor();
      await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
      const room = await roomOf(page);
      const isBeside = width > height;
      const last = await boxOf(page.locator('un-triangle [data-row="11"]').last());
      assert.ok(last.bottom <= (isBeside ? height : room.bottom), `the last row ends at ${last.bottom}`);
      assert.ok(last.right <= (isBeside ? room.left : width), `the last row ends at ${last.right}`);
      const legend = await boxOf(page.locator('un-triangle .legend'));
      for (const cell of await page.locator('un-triangle [data-row]').all()) {
        const { right, top } = await boxOf(cell);
        assert.ok(right <= legend.left || top >= legend.bottom, `${await cell.textContent()} lies under the legend`);
      }
      await app.close();
    });
  }

  for (const [width, height, locale] of [
    [844, 390, 'en-US'],
    [667, 375, 'en-US'],
    [640, 360, 'en-US'],
    [640, 360, 'zh-CN'],
  ] as const) {
    it(`has the slider of the spectral radius above the bar at ${width}×${height} (${locale}), unscrolled`, async () => {
      const { app, page } = await lessonAt(width, height, locale);
      const slider = await boxOf(page.locator('un-radius-slider input'));
      assert.ok(slider.bottom <= (await roomOf(page)).bottom, `it ends at ${slider.bottom}`);
      assert.ok(slider.right - slider.left >= 120, `it is ${slider.right - slider.left} wide`);
      await app.close();
    });
  }

  for (const locale of ['en-US', 'zh-CN']) {
    it(`has the word of the check key on one line at 360×640 (${locale})`, async () => {
      const { app, page } = await lessonAt(360, 640, locale);
      const key = page.locator('un-bptt-lesson .input .key');
      const lines = await key.evaluate((element) => {
        const words = document.createRange();
        words.selectNodeContents(element);
        return new Set([...words.getClientRects()].map(({ top }) => top)).size;
      });
      assert.equal(lines, 1);
      await app.close();
    });
  }

  it('keeps the triangle whole beside the sheet of an open term on a phone held sideways', async () => {
    const { app, page } = await lessonAt(844, 390);
    await page.locator('un-triangle [data-row="9"][data-column="4"]').click();
    const panel = page.locator('un-term-sheet .panel');
    await panel.waitFor();
    await page.waitForFunction(() => document.getAnimations().length === 0);
    assert.ok((await boxOf(page.locator('un-triangle [data-row="11"]').last())).right <= (await boxOf(panel)).left);
    assert.equal(await page.evaluate(() => scrollY), 0);
    await app.close();
  });
});

/** The messages of an open sheet: they cover nothing that is read or tapped. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { openBuiltApp, settled } from './support.ts';

async function boxOf(of: Locator) {
  const box = await of.boundingBox();
  assert.ok(box);
  return { left: box.x, right: box.x + box.width, top: box.y, bottom: box.y + box.height };
}

describe('the way back from an edit in a sheet', () => {
  for (const [width, height, locale] of [
    [390, 844, 'en-US'],
    [360, 640, 'zh-CN'],
    [844, 390, 'en-US'],
    [640, 360, 'zh-CN'],
    [568, 320, 'en-US'],
  ] as const) {
    it(`stands below what the sheet says at ${width}×${height} (${locale})`, async () => {
      const app = await openBuiltApp({ viewport: { width, height }, locale });
      const page = await app.open('#/lab/lstm');
      await page.locator('un-transport select').selectOption('time-step');
      await page.locator('un-transport .key.main').click();
      await page.locator('un-stage button.cell').first().click();
      const sheet = page.locator('un-number-sheet');
      await sheet.locator('un-arithmetic button').first().click();
      const value = sheet.locator('un-parameter-panel input').first();
      await value.fill('0.5');
      await value.press('Tab');
      const notice = page.locator('un-notice');
      await notice.waitFor();
      await settled(page);
      const told = await boxOf(notice);
      assert.ok(told.left >= 0 && told.right <= width && told.bottom <= height);
      for (const part of ['un-sheet .panel > header', 'un-sheet .content']) {
        const box = await boxOf(sheet.locator(part));
        // a fraction of a pixel is the rounding of its height
        assert.ok(box.bottom <= told.top + 1, `${part} ends at ${box.bottom}, the notice begins at ${told.top}`);
        assert.ok(box.bottom - box.top >= 40, `${part} is high enough`);
      }
      if (width >= 640) {
        const row = await boxOf(page.locator('un-stage .row.now, un-stage .row.open').first());
        assert.ok(row.right <= told.left, 'beside the rows');
      }
      assert.deepEqual(app.errors, []);
      await app.close();
    });
  }
});

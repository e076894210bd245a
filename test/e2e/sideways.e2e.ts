/** The labs on a phone held sideways: whatever is open, the student steps on. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { openBuiltApp } from './support.ts';

const transport = (page: Page) => page.locator('un-transport');

/** Whether a tap in its middle reaches it, with nothing scrolled. */
async function isReached(key: Locator, height: number): Promise<boolean> {
  const box = await key.boundingBox();
  if (box === null || box.height < 44 || box.y < 0 || box.y + box.height > height) return false;
  return key.click({ trial: true, timeout: 1500 }).then(
    () => true,
    () => false,
  );
}

describe('the lab on a phone held sideways', () => {
  for (const [width, height] of [
    [844, 390],
    [667, 375],
    [640, 360],
    [568, 320],
  ]) {
    it(`steps on with the lesson open at ${width}×${height}, by one key in sight`, async () => {
      const app = await openBuiltApp({ viewport: { width, height } });
      const page = await app.open('#/lab/lstm');
      await transport(page).locator('select').selectOption('time-step');
      await page.locator('unroll-lab .top .lesson').click();
      const lesson = page.locator('un-lesson-sheet');
      await lesson.getByText('step 1', { exact: false }).first().waitFor();
      await page.waitForFunction(() => document.getAnimations().length === 0);
      const keys: Locator[] = [];
      for (const key of await page.locator('un-transport .key.main, un-lesson-sheet .key.main').all()) {
        if (await isReached(key, height)) keys.push(key);
      }
      assert.equal(keys.length, 1);
      await keys[0].click();
      await keys[0].click();
      await lesson.getByText('Unit 1, step 2').waitFor();
      await app.close();
    });
  }

  it('has all keys of the bar in one row, and the whole row of numbers, beside the lesson at 640×360', async () => {
    const app = await openBuiltApp({ viewport: { width: 640, height: 360 } });
    const page = await app.open('#/lab/lstm');
    await transport(page).locator('.key.main').click();
    await page.locator('unroll-lab .top .lesson').click();
    const panel = page.locator('un-lesson-sheet .panel');
    await panel.waitFor();
    await page.waitForFunction(() => document.getAnimations().length === 0);
    const left = (await panel.boundingBox())?.x ?? NaN;
    const tops = new Set<number>();
    for (const key of await transport(page).locator('.key').all()) {
      const box = await key.boundingBox();
      assert.ok(box && box.height >= 44 && box.width >= 44 && box.x + box.width <= left);
      tops.add(box.y);
    }
    assert.equal(tops.size, 1);
    for (const cell of await page.locator('.row.now button.cell').all()) {
      const box = await cell.boundingBox();
      assert.ok(box && box.x >= 0 && box.x + box.width <= left);
    }
    await app.close();
  });
});

/** The labs on a phone held sideways: whatever is open, the student steps on. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { waitUntil } from '../support/wait-until.ts';
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

/** Its edges in the window. */
async function boxOf(of: Locator) {
  const box = await of.boundingBox();
  assert.ok(box);
  return { left: box.x, right: box.x + box.width, top: box.y, bottom: box.y + box.height };
}

/** Resolves when it stands between the header and the bar: the scroll may still be under way. */
async function inSight(of: Locator, page: Page): Promise<void> {
  const bar = await boxOf(transport(page).locator('un-bar'));
  const { bottom: headerEnd } = await boxOf(page.locator('un-app-header'));
  await waitUntil(
    async () => {
      const { top, bottom } = await boxOf(of);
      return top >= headerEnd && bottom <= bar.top;
    },
    `${String(of)} to be between the header's end at ${headerEnd} and the bar at ${bar.top}`,
  );
}

describe('the lab on a phone held sideways', () => {
  for (const [width, height, locale] of [
    [844, 390, 'en-US'],
    [640, 360, 'en-US'],
    [640, 360, 'zh-CN'],
    [568, 320, 'en-US'],
    [568, 320, 'zh-CN'],
  ] as const) {
    it(`shows each number and what is told of it, whole, at ${width}×${height} (${locale})`, async () => {
      const app = await openBuiltApp({ viewport: { width, height }, locale });
      const page = await app.open('#/lab/lstm');
      const told = page.locator('un-told');
      const phases = new Set<string>();
      for (let tap = 0; tap < 26; tap++) {
        // seven steps in each phase
        const key = tap % 8 === 7 ? transport(page).getByRole('button').nth(2) : transport(page).locator('.key.main');
        await key.click();
        phases.add(await page.locator('un-phase-strip [aria-current]').innerText());
        const hasOpenRow = (await page.locator('un-stage .row.now').count()) > 0;
        const next = page.locator(hasOpenRow ? 'un-stage .row.now .next' : 'un-stage .row.next').first();
        if ((await next.count()) > 0) await inSight(next, page);
        const { left, right, top, bottom } = await boxOf(told);
        assert.ok(left >= 0 && right <= width && top >= 0 && bottom <= height, 'the sentence is in sight');
        const last = await boxOf(transport(page).locator('.key').last());
        assert.ok(last.right <= left, 'beside the keys');
        // the way out does not scroll away
        const back = page.locator('un-app-header .back');
        assert.ok(await isReached(back, height), 'the header’s back key is in sight');
        assert.ok(await isReached(transport(page).locator('.key.main'), height), 'and so is the step key');
        const cut = await told.evaluate((element) =>
          [...(element.shadowRoot?.querySelectorAll('p') ?? [])]
            .filter((p) => p.scrollHeight > p.clientHeight + 8)
            .map((p) => p.textContent),
        );
        assert.deepEqual(cut, []);
      }
      assert.equal(phases.size, 4);
      await app.close();
    });
  }

  it('brings what comes next into sight when the phone is turned', async () => {
    const app = await openBuiltApp();
    const page = await app.open('#/lab/lstm');
    for (let tap = 0; tap < 6; tap++) await transport(page).locator('.key.main').click();
    await page.setViewportSize({ width: 844, height: 390 });
    await inSight(page.locator('.row.now .next'), page);
    await app.close();
  });

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
    const cells = page.locator('.row.now button.cell');
    await cells.first().waitFor();
    for (const cell of await cells.all()) {
      const box = await cell.boundingBox();
      assert.ok(box && box.x >= 0 && box.x + box.width <= left);
    }
    await app.close();
  });
});

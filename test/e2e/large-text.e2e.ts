/** Text of 200 % on a small phone: what is held leaves the numbers room, and words stay whole. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { openBuiltApp, settled, type BuiltApp } from './support.ts';

describe('text of 200 % at 360×640', () => {
  for (const locale of ['en-US', 'zh-CN']) {
    describe(locale, () => {
      let app: BuiltApp;
      before(async () => {
        app = await openBuiltApp({ viewport: { width: 360, height: 640 }, locale });
      });
      after(() => app.close());

      async function open(hash: string): Promise<Page> {
        const page = await app.open(hash);
        await page.addStyleTag({ content: 'html { font-size: 32px }' });
        await page.locator('un-app-header[large]').waitFor();
        return page;
      }

      it('lets the header scroll away, and keeps the keys of the lab to two rows', async () => {
        const page = await open('#/lab/lstm');
        const rows = () =>
          page
            .locator('un-transport .key')
            .evaluateAll((keys) => new Set(keys.map((key) => Math.round(key.getBoundingClientRect().top))).size);
        // the keys grow with the text by a transition
        await settled(page);
        assert.equal(await rows(), 2);
        await page.evaluate(() => scrollTo({ top: 400, behavior: 'instant' }));
        const header = await page.locator('un-app-header').boundingBox();
        assert.ok(header && header.y + header.height < 0, 'out of sight');
        await page.close();
      });

      it('writes the heading of the valves in one line', async () => {
        const page = await open('#/lab/lstm');
        await page.locator('un-transport select').selectOption('time-step');
        await page.locator('un-transport .key.main').tap();
        await page.locator('unroll-lab .top .lesson').tap();
        const heading = page.locator('un-lesson-sheet un-valves h2');
        await heading.waitFor();
        await settled(page);
        const box = await heading.boundingBox();
        assert.ok(box && box.height < 2 * 1.4 * 34, `${box?.height} px high`);
        assert.deepEqual(app.errors, []);
        await page.close();
      });
    });
  }
});

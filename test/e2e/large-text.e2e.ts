/** Text of 200 % on a small phone: what is held leaves the numbers room, and words stay whole. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { waitUntil } from '../support/wait-until.ts';
import { moved, openBuiltApp, settled, tapUntilVisible, type BuiltApp } from './support.ts';

const FONT = 'html { font-size: 32px }';

/** How far what is written in elements reaches beyond their boxes at either side, at the most. Pixels. */
const spill = (of: Locator): Promise<number> =>
  of.evaluateAll((elements) => {
    const words = document.createRange();
    const beyond = elements.flatMap((element) => {
      words.selectNodeContents(element.querySelector('.face, .power') ?? element);
      const box = element.getBoundingClientRect();
      return [...words.getClientRects()].flatMap(({ left, right }) => [box.left - left, right - box.right]);
    });
    return Math.max(...beyond);
  });

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
        await page.addStyleTag({ content: FONT });
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

      it('has the powers of the BPTT triangle in cells that scroll by themselves, and a bar of at most half the window', async () => {
        const page = await app.open('#/lesson/bptt');
        // chosen while the page stands there, trained
        await page.locator('unroll-bptt .key.main[aria-disabled=false]').waitFor({ timeout: 90_000 });
        await page.addStyleTag({ content: FONT });
        await page.locator('un-app-header[large]').waitFor();
        await page.locator('unroll-bptt un-triangle ~ un-radius-slider').waitFor();
        await settled(page);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
        const bar = await page.locator('unroll-bptt un-bar').boundingBox();
        assert.ok(bar && bar.height <= 320, `${bar?.height} px high`);
        assert.ok((await spill(page.locator('un-triangle [data-row]'))) <= 0);
        // the arrow keys reach the last cell, and take the box along, which alone moves
        await page.locator('un-triangle [data-row="11"][data-column="0"]').focus();
        for (let i = 0; i < 11; i++) await page.keyboard.press('ArrowRight');
        await page.waitForFunction(() => {
          const lesson = document.querySelector('unroll-app')?.shadowRoot?.querySelector('unroll-bptt');
          const triangle = lesson?.shadowRoot?.querySelector('un-triangle')?.shadowRoot;
          const box = triangle?.querySelector('.grid')?.getBoundingClientRect();
          const cell = triangle?.activeElement?.getBoundingClientRect();
          return box && cell && cell.right <= box.right && scrollX === 0;
        });
        await page.close();
      });

      it('follows the next cell sideways, in the box of the rows alone, and keeps numbers in their cells', async () => {
        const page = await open('#/lab/lstm');
        const [key, grain] = [page.locator('un-transport .key.main'), page.locator('un-transport select')];
        const rows = (phase: string) => page.locator(`un-${phase}-rows`);
        const isInSight = (phase: string) =>
          page.waitForFunction((name) => {
            const lab = document.querySelector('unroll-app')?.shadowRoot?.querySelector('unroll-lab')?.shadowRoot;
            const drawn = lab?.querySelector('un-stage')?.shadowRoot?.querySelector(name)?.shadowRoot;
            const box = drawn?.querySelector('.scroll');
            const next = drawn?.querySelector('.now .next')?.getBoundingClientRect();
            if (!box || !next || box.scrollWidth <= box.clientWidth) return false;
            const { left, right } = box.getBoundingClientRect();
            return next.left >= left && next.right <= right && scrollX === 0;
          }, `un-${phase}-rows`);
        for (let i = 0; i < 18; i++) await key.tap();
        await isInSight('forward');
        assert.ok((await spill(rows('forward').locator('.now .cell'))) <= 0);
        await grain.selectOption('time-step');
        await tapUntilVisible(key, rows('backward').locator('.row.split .card .number').first());
        await settled(page);
        const beyond = await spill(rows('backward').locator('.row.split .card header'));
        assert.ok(beyond <= 0, `${beyond} px beyond a card`);
        await grain.selectOption('neuron');
        for (let i = 0; i < 3; i++) await key.tap();
        await isInSight('backward');
        await page.close();
      });

      it('keeps what comes next of a gradient clear of the bar', async () => {
        const page = await open('#/lab/lstm');
        const main = page.locator('un-transport .key.main');
        await main.waitFor();
        for (let phase = 0; phase < 2; phase++) await moved(page, () => page.keyboard.press('End'));
        for (let tap = 0; tap < 40; tap++) {
          await moved(page, () => main.tap());
          const next = page.locator('.row.now .next').first();
          if ((await next.count()) === 0) continue;
          await waitUntil(async () => {
            const [cell, bar] = [await next.boundingBox(), await page.locator('un-transport un-bar').boundingBox()];
            assert.ok(cell && bar);
            return cell.y >= 0 && cell.y + cell.height <= bar.y;
          }, `what comes next after tap ${tap} to be clear of the bar`);
        }
        await page.close();
      });

      it('draws the unrolled cells beside one another, in a box that scrolls', async () => {
        const page = await open('#/lab/rnn');
        await page.locator('unroll-lab .top .lesson').tap();
        const picture = page.locator('un-lesson-sheet un-rolled');
        await picture.locator('.scroll[tabindex="0"]').waitFor();
        await settled(page);
        const boxes = await picture
          .locator('.cell')
          .evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().toJSON() as DOMRect));
        assert.ok(boxes.every(({ left }, n) => n === 0 || left > boxes[n - 1].right));
        await page.close();
      });

      it('has labels of the valves that grow with the text, in a box that scrolls', async () => {
        const page = await open('#/lab/lstm');
        await page.locator('un-transport select').selectOption('time-step');
        for (let i = 0; i < 2; i++) await page.locator('un-transport .key.main').tap();
        await page.locator('unroll-lab .top .lesson').tap();
        const valves = page.locator('un-lesson-sheet un-valves');
        await valves.locator('.scroll[tabindex="0"]').waitFor();
        const [letter, time] = await valves
          .locator('text:has(.time) :is(.letter, .time)')
          .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().toJSON() as DOMRect));
        assert.ok(letter.height >= 24, `${letter.height} px high`);
        assert.ok(time.left >= letter.right, `t−1 begins ${letter.right - time.left} px within its letter`);
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

/** The lessons on paper: printed from whatever window, they are complete. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { openBuiltApp, settled, type BuiltApp } from './support.ts';

const labs = ['rnn', 'lstm', 'gru'];

/** As a user prints: no medium is emulated before, so the page hears of paper only at `beforeprint`. */
async function pagesOf(page: Page): Promise<number> {
  const pdf = await page.pdf({ format: 'A4' });
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

/** The same once the page has long been told that it is for paper. */
async function pagesWhenTold(page: Page): Promise<number> {
  await page.emulateMedia({ media: 'print' });
  await page.locator('unroll-lab aside un-lesson details').waitFor();
  const pages = await pagesOf(page);
  await page.emulateMedia({ media: null });
  return pages;
}

async function openLab(app: BuiltApp, cell: string): Promise<Page> {
  const page = await app.open(`#/lab/${cell}`);
  await page.locator('un-transport .key.main').waitFor();
  return page;
}

for (const viewport of [
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
]) {
  describe(`printing from a window of ${viewport.width} × ${viewport.height}`, () => {
    let app: BuiltApp;
    const isPhone = viewport.width < 600;
    before(async () => (app = await openBuiltApp({ viewport })));
    after(() => app.close());

    for (const cell of labs) {
      it(`has all pages of the lab ${cell}, whatever sheet is open`, async () => {
        const page = await openLab(app, cell);
        const closed = await pagesOf(page);
        if (isPhone) {
          await page.locator('unroll-lab .top .lesson').click();
          await page.locator('un-lesson-sheet un-lesson details').waitFor();
          await settled(page);
          assert.equal(await pagesOf(page), closed, 'with the lesson open');
        }
        const whole = await pagesWhenTold(page);
        assert.ok(closed >= 2, `expected the lesson behind the rows, got ${closed} page`);
        assert.equal(closed, whole);
        // the screen is as it was
        if (isPhone) await page.locator('unroll-lab aside').waitFor({ state: 'detached' });
        await page.close();
      });
    }

    it('shows notes and formulas, inside the margins of the rows, and no keys', async () => {
      for (const cell of labs) {
        const page = await openLab(app, cell);
        await page.emulateMedia({ media: 'print' });
        const lesson = page.locator('unroll-lab aside un-lesson');
        await lesson.locator('un-printed-formulas un-formula').last().waitFor();
        assert.ok(await lesson.locator('details li').last().isVisible(), `${cell}: about the notes`);
        assert.ok((await lesson.locator('un-formula:visible').count()) >= 3, `${cell}: formulas`);
        const keys = page.locator('.key:visible');
        assert.deepEqual(
          (await keys.allTextContents()).filter((each) => /Roll up|Compute up|Check|‹|›/.test(each)),
          [],
        );
        const left = async (selector: string) => (await page.locator(selector).boundingBox())?.x ?? NaN;
        const [heading, words] = [await left('un-app-header h1'), await left('unroll-lab aside un-lesson #see')];
        assert.ok(words > 0 && Math.abs(words - heading) < 1, `${cell}: ${words} and ${heading}`);
        await page.close();
      }
    });

    it('shows the notes on BPTT', async () => {
      const page = await app.open('#/lesson/bptt');
      await page.locator('un-bptt-lesson details').waitFor();
      const notes = page.locator('un-bptt-lesson details li').last();
      assert.equal(await notes.isVisible(), false);
      await page.emulateMedia({ media: 'print' });
      assert.ok(await notes.isVisible());
      assert.ok((await pagesOf(page)) >= 2);
      await page.close();
    });
  });
}

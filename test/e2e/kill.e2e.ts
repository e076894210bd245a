import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { waitUntil } from '../support/wait-until.ts';
import { openBuiltApp, readyOffline } from './support.ts';
import { crash, stepOf } from './train-screen.ts';

const KILLS = 20;
/** Every fourth life is left to save when the app itself wants to; in the others it is made to save all the time. */
const CALM = 4;
/** The app's promise. Milliseconds. */
const MOST_LOST = 10_000;

/** What the browser told the page about checkpoints: the highest step of a transaction that was complete. */
interface Acknowledged {
  step: number;
}

/** Watches every checkpoint that is written, from the browser's own event; it arrives here before the page is killed or not at all. */
async function watch(context: BrowserContext): Promise<Acknowledged> {
  const acknowledged = { step: -1 };
  await context.exposeBinding('tellAcknowledged', (_, step: number) => {
    acknowledged.step = Math.max(acknowledged.step, step);
  });
  await context.addInitScript(() => {
    const { add } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.add = function (value: unknown, key?: IDBValidKey) {
      if (this.name === 'checkpoints') {
        const { step } = value as { step: number };
        const { tellAcknowledged } = window as unknown as { tellAcknowledged(step: number): void };
        this.transaction.addEventListener('complete', () => tellAcknowledged(step));
      }
      return add.call(this, value, key);
    };
  });
  return acknowledged;
}

/** Steps as the screen showed them, each with its time. */
type Seen = { readonly at: number; readonly step: number }[];

/** Lets it train for a while and writes down where it is. */
async function live(page: Page, milliseconds: number): Promise<Seen> {
  const seen: Seen = [];
  const end = Date.now() + milliseconds;
  while (Date.now() < end) {
    seen.push({ at: Date.now(), step: await stepOf(page) });
    await page.waitForTimeout(50);
  }
  return seen;
}

describe('a page that is killed', () => {
  it(`${KILLS} times while it trains and saves finds its last acknowledged checkpoint whole each time`, async (test) => {
    const app = await openBuiltApp();
    const acknowledged = await watch(app.context);
    let page = await app.open('#/train');
    await readyOffline(page);
    await page.locator('un-more-settings summary').first().click();
    await page.locator('#steps').fill('100000');
    await page.getByRole('button', { name: 'Start training' }).click();
    await page.waitForURL(/#\/train\/.+/);
    const { hash } = new URL(page.url());
    // before its first checkpoint there is no run to come back to
    await waitUntil(() => acknowledged.step >= 0, 'the first checkpoint');
    let most = 0;
    for (let n = 1; n <= KILLS; n++) {
      const isCalm = n % CALM === 0;
      // as a phone does that hides the page again and again
      if (!isCalm) await page.evaluate(() => setInterval(() => dispatchEvent(new Event('pagehide')), 20));
      const seen = await live(page, isCalm ? 3000 + 300 * n : 300 + 97 * n);
      const killed = Date.now();
      await crash(page);
      const { step: promised } = acknowledged;

      page = await app.open(hash);
      const resume = page.getByRole('button', { name: 'Resume', exact: true });
      await resume.waitFor().catch(async () => {
        throw new Error(`kill ${n}: the run cannot be resumed: ${await page.locator('unroll-app').innerText()}`);
      });
      const kept = await stepOf(page);
      assert.ok(kept >= promised, `kill ${n}: step ${promised} was acknowledged, step ${kept} was found`);
      const message = await page.locator('un-run-messages').innerText();
      assert.doesNotMatch(message, /damaged/i, `kill ${n}`);
      // where the screen showed a later step first, training was lost from there on
      const lost = seen.find(({ step }) => step > kept);
      most = Math.max(most, lost === undefined ? 0 : killed - lost.at);
      assert.ok(most <= MOST_LOST, `kill ${n}: ${most} ms of training were lost`);
      await resume.click();
      await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
    }
    test.diagnostic(`at most ${most} ms of training were lost`);
    await app.close();
  });
});

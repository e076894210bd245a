/** What the Train screen shows of a run, for the tests that let one train. */
import type { Page } from 'playwright-core';

/** The step that the screen shows. */
export async function stepOf(page: Page): Promise<number> {
  const steps = await page.locator('un-run-figures dd').nth(1).innerText();
  return Number(steps.replaceAll(',', ''));
}

/** Resolves when the screen shows this step or a later one. */
export async function reached(page: Page, step: number, limit = 180_000): Promise<void> {
  const end = Date.now() + limit;
  while ((await stepOf(page)) < step) {
    if (Date.now() > end) throw new Error(`waited ${limit} ms for step ${step}, at ${await stepOf(page)}`);
    await page.waitForTimeout(100);
  }
}

/** Resolves when the run that is on the screen has ended and all of it is on the disk. */
export async function finished(page: Page): Promise<void> {
  await page.getByText(/^Done: [\d,]+ steps, .* Everything is saved on this device/).waitFor({ timeout: 120_000 });
}

/** What the page has on the disk of a run; undefined where it has nothing. */
export function storedRun(page: Page, id: string): Promise<{ step: number; updated: number } | undefined> {
  return page.evaluate(
    (run) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('unroll');
        opening.addEventListener('error', () => reject(opening.error ?? new Error('no database')));
        opening.addEventListener('success', () => {
          const reading = opening.result.transaction('runs').objectStore('runs').get(run);
          reading.addEventListener('success', () => {
            opening.result.close();
            resolve(reading.result as { step: number; updated: number } | undefined);
          });
        });
      }),
    id,
  );
}

/** The id in the address of a run. */
export function runOf(page: Page): string {
  return decodeURIComponent(new URL(page.url()).hash.replace('#/train/', ''));
}

/** Ends the page's process, worker and all, in the middle of whatever it does: it gets no event to save at. */
export async function crash(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  void session.send('Page.crash').catch(() => {});
  await crashed;
  await page.close();
}

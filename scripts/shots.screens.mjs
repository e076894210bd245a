/**
 * The screens that `npm run shots` pictures. `act` brings a screen to the state worth seeing, as a student would: it
 * taps and types, and waits for what it needs.
 *
 * @typedef {object} Screen
 * @property {string} name
 * @property {string} path the hash, `#/lab/lstm` for one
 * @property {(page: import('playwright-core').Page) => Promise<void>} [act]
 */

import { labScreens } from './shots.lab.mjs';
import { trainBriefly, trainScreens } from './shots.train.mjs';

/** @type {Screen[]} */
export const screens = [
  { name: 'home', path: '#/' },
  { name: 'home-run', path: '#/train', act: homeAfterTraining },
  { name: 'home-device', path: '#/', act: homeToItsEnd },
  { name: 'home-lost', path: '#/nowhere' },
  ...trainScreens,
  { name: 'write', path: '#/train', act: writeSomething },
  { name: 'write-unknown', path: '#/train', act: writeUnknown },
  { name: 'runs-none', path: '#/runs' },
  { name: 'runs', path: '#/train', act: keptRuns },
  { name: 'runs-menu', path: '#/train', act: runsMenu },
  { name: 'compare', path: '#/train', act: compareRuns },
  ...labScreens,
  { name: 'bptt', path: '#/lesson/bptt', act: bpttTrained },
  { name: 'bptt-term', path: '#/lesson/bptt', act: bpttTerm },
  { name: 'bptt-norms', path: '#/lesson/bptt', act: bpttNorms },
  { name: 'bptt-run', path: '#/train', act: bpttOfRun },
  { name: 'bptt-run-norms', path: '#/train', act: bpttNormsOfRun },
];

/** Which two pictures the install dialog shows; `npm run shots -- --manifest` writes them to public/screenshots. */
export const manifestScreens = { narrow: 'lab-opened', wide: 'lab-opened' };

/** Home with a run that was really trained for a few seconds, paused and saved. @param {import('playwright-core').Page} page */
async function homeAfterTraining(page) {
  await page.locator('un-train-setup .key.main').click();
  await page.waitForTimeout(6000);
  await page.locator('un-run-bar .key.main').click();
  await page.locator('un-app-header .back').click();
  await page.locator('un-last-run .curve').waitFor();
}

/** @param {import('playwright-core').Page} page */
async function homeToItsEnd(page) {
  await page.locator('un-about summary').click();
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
}

/** The network has made the updates that the lesson opens with. @param {import('playwright-core').Page} page */
async function bpttTrained(page) {
  await page.locator('unroll-bptt .key.main[aria-disabled=false]').waitFor({ timeout: 90_000 });
}

/** @param {import('playwright-core').Page} page */
async function bpttTerm(page) {
  await bpttTrained(page);
  await page.locator('un-triangle [data-row="9"][data-column="4"]').click();
  await page.waitForTimeout(600);
}

/** @param {import('playwright-core').Page} page */
async function bpttNorms(page) {
  await bpttTrained(page);
  await page.locator('un-terms-choices label').nth(1).click();
}

/** The triangle of a network that was really trained. @param {import('playwright-core').Page} page */
async function bpttOfRun(page) {
  await trainBriefly(page, { cell: 2, rate: '0.02' });
  await page.locator('un-run-bar [aria-expanded]').click();
  await page.locator('un-run-bar .more .key').nth(1).click();
  // measured to the end: how far a change reaches comes last
  await page.locator('un-triangle ~ .next:not(:has([aria-hidden]))').waitFor({ timeout: 90_000 });
}

/** @param {import('playwright-core').Page} page */
async function bpttNormsOfRun(page) {
  await bpttOfRun(page);
  await page.locator('un-terms-choices label').nth(1).click();
  await page.locator('un-distance-curves').waitFor();
}

/** @param {import('playwright-core').Page} page @param {string} prompt */
async function openWriting(page, prompt) {
  await trainBriefly(page, { cell: 2, rate: '0.02' });
  await page.locator('un-run-bar [aria-expanded]').click();
  await page.locator('un-run-bar .more .key').first().click();
  await page.locator('un-write-settings textarea').fill(prompt);
  await page.locator('unroll-sampling .key.main').click();
}

/** @param {import('playwright-core').Page} page */
async function writeSomething(page) {
  await openWriting(page, 'It is a truth');
  await page.waitForTimeout(4000);
  await page.locator('unroll-sampling .key.main').click();
}

/** @param {import('playwright-core').Page} page */
async function writeUnknown(page) {
  await openWriting(page, '你好');
  await page.locator('un-write-settings .fault:not(:empty)').waitFor();
}

/** Three runs, from cells and rates that differ. @param {import('playwright-core').Page} page */
async function keptRuns(page) {
  for (const [cell, rate] of ['0.005', '0.01', '0.02'].entries()) {
    await page.evaluate(() => (location.hash = '#/train'));
    await page.locator('un-train-setup').waitFor();
    await trainBriefly(page, { cell, rate });
  }
  await page.evaluate(() => (location.hash = '#/runs'));
  await page.locator('un-run-rows li').nth(2).waitFor();
}

/** @param {import('playwright-core').Page} page */
async function runsMenu(page) {
  await keptRuns(page);
  await page.locator('un-run-rows button').first().click();
}

/** @param {import('playwright-core').Page} page */
async function compareRuns(page) {
  await keptRuns(page);
  for (const box of await page.locator('un-run-rows .choose').all()) await box.click();
  await page.locator('un-bar .key.main').click();
  await page.locator('un-loss-chart .mean').nth(2).waitFor();
}

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

/** @type {Screen[]} */
export const screens = [
  { name: 'home', path: '#/' },
  { name: 'home-run', path: '#/train', act: homeAfterTraining },
  { name: 'home-device', path: '#/', act: homeToItsEnd },
  { name: 'home-lost', path: '#/nowhere' },
  { name: 'train', path: '#/train' },
  { name: 'train-faults', path: '#/train', act: trainFaults },
  { name: 'train-running', path: '#/train', act: trainForAWhile },
  { name: 'train-paused', path: '#/train', act: trainThenPause },
  { name: 'train-menu', path: '#/train', act: trainMenu },
  { name: 'train-tang', path: '#/train', act: trainTang },
  { name: 'train-diverged', path: '#/train', act: trainDiverged },
  { name: 'train-settings', path: '#/train', act: trainSettings },
  { name: 'train-tidy', path: '#/train', act: trainTidy },
  { name: 'train-look', path: '#/train', act: trainLook },
  { name: 'train-confusions', path: '#/train', act: trainConfusions },
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

/** Every kind of fault at its field. @param {import('playwright-core').Page} page */
async function trainFaults(page) {
  await page.locator('un-data-choice label').nth(2).click();
  await page.locator('un-own-text textarea').fill('It is a truth universally acknowledged');
  await page.locator('un-more-settings summary').click();
  await page.locator('#learningRate').fill('0');
  await page.locator('#batch').fill('1000');
  await page.locator('#steps').focus();
  await page.locator('un-data-choice .fault, un-own-text .fault').first().scrollIntoViewIfNeeded();
}

/** @param {import('playwright-core').Page} page */
async function trainForAWhile(page) {
  await page.locator('un-train-setup .key.main').click();
  await page.locator('un-samples li').nth(4).waitFor({ timeout: 60_000 });
  await page.waitForTimeout(1000);
}

/** @param {import('playwright-core').Page} page */
async function trainThenPause(page) {
  await trainForAWhile(page);
  await page.locator('un-run-bar .key.main').click();
  await page.locator('un-run-messages .quiet').waitFor();
}

/** @param {import('playwright-core').Page} page */
async function trainMenu(page) {
  await trainThenPause(page);
  await page.locator('un-run-bar [aria-expanded]').click();
}

/** @param {import('playwright-core').Page} page */
async function trainTang(page) {
  await page.locator('un-data-choice label').nth(1).click();
  await trainForAWhile(page);
}

/** @param {import('playwright-core').Page} page */
async function trainDiverged(page) {
  await page.locator('un-more-settings summary').click();
  await page.locator('#learningRate').fill('1e9');
  await page.locator('un-train-setup .key.main').click();
  await page.locator('un-run-messages .problem').waitFor();
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
  await page.locator('unroll-bptt .choices label').nth(1).click();
}

/** @param {import('playwright-core').Page} page */
async function trainSettings(page) {
  await page.locator('un-more-settings summary').click();
  await page.locator('#schedule').selectOption('cosine');
  await page.locator('#warmup').fill('100');
  await page.locator('#warmup').blur();
  await page.locator('un-run-time .quiet').first().waitFor();
  await page.locator('un-run-time').scrollIntoViewIfNeeded();
}

/** @param {import('playwright-core').Page} page */
async function trainTidy(page) {
  await page.locator('un-data-choice label').nth(2).click();
  await page.locator('un-own-text textarea').fill(`${'The quick brown Fox and the 狐狸.\n'.repeat(40)}ÄÖ€`);
  await page.locator('un-tidy-text un-segmented label').nth(1).click();
  await page.locator('un-text-preview summary').click();
  await page.locator('un-tidy-text').scrollIntoViewIfNeeded();
}

/** A run of a few seconds to its end. @param {import('playwright-core').Page} page @param {{ cell: number, rate: string }} chosen */
async function trainBriefly(page, { cell, rate }) {
  await page.locator('un-train-setup un-segmented label').nth(cell).click();
  await page.locator('un-more-settings summary').click();
  await page.locator('#learningRate').fill(rate);
  await page.locator('#evaluateEvery').fill('25');
  await page.locator('#steps').fill('200');
  await page.locator('#units').fill('32');
  await page.locator('un-train-setup .key.main').click();
  await page.locator('un-run-messages .quiet').waitFor({ timeout: 60_000 });
}

/** What a run confuses, in sight. @param {import('playwright-core').Page} page */
async function trainConfusions(page) {
  await trainBriefly(page, { cell: 1, rate: '0.01' });
  await page.locator('un-run-confusions summary').click();
  await page.locator('un-confusion-table table').waitFor();
  await page.locator('un-run-confusions summary').evaluate((summary) => summary.scrollIntoView());
}

/** @param {import('playwright-core').Page} page */
async function trainLook(page) {
  await trainBriefly(page, { cell: 1, rate: '0.01' });
  const plot = await page.locator('un-loss-chart .plot').boundingBox();
  if (plot === null) throw new Error('shots: expected a curve, got none in sight');
  await page.mouse.click(plot.x + plot.width * 0.45, plot.y + plot.height / 2);
  await page.locator('un-run-moment .card').waitFor();
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

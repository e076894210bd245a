/** The Train screen's states for `npm run shots`, each reached by tapping and typing as a student would. */

/** @typedef {import('playwright-core').Page} Page */

/** @type {import('./shots.screens.mjs').Screen[]} */
export const trainScreens = [
  { name: 'train', path: '#/train' },
  { name: 'train-faults', path: '#/train', act: trainFaults },
  { name: 'train-running', path: '#/train', act: trainForAWhile },
  { name: 'train-paused', path: '#/train', act: trainThenPause },
  { name: 'train-menu', path: '#/train', act: trainMenu },
  { name: 'train-tang', path: '#/train', act: trainTang },
  { name: 'train-diverged', path: '#/train', act: trainDiverged },
  { name: 'train-settings', path: '#/train', act: trainSettings },
  { name: 'train-tidy', path: '#/train', act: trainTidy },
  { name: 'train-kept', path: '#/train', act: trainKept },
  { name: 'train-interrupted', path: '#/train', act: trainInterrupted },
  { name: 'train-elsewhere', path: '#/train', act: trainElsewhere },
  { name: 'train-full', path: '#/train', act: trainFull },
  { name: 'train-look', path: '#/train', act: trainLook },
  { name: 'train-confusions', path: '#/train', act: trainConfusions },
];

/** Every kind of fault at its field. @param {Page} page */
async function trainFaults(page) {
  await page.locator('un-data-choice label').nth(2).click();
  await page.locator('un-own-text textarea').fill('It is a truth universally acknowledged');
  await page.locator('un-more-settings summary').click();
  await page.locator('#learningRate').fill('0');
  await page.locator('#batch').fill('1000');
  await page.locator('#steps').focus();
  await page.locator('un-data-choice .fault, un-own-text .fault').first().scrollIntoViewIfNeeded();
}

/** @param {Page} page */
async function trainForAWhile(page) {
  await page.locator('un-train-setup .key.main').click();
  await page.locator('un-samples li').nth(4).waitFor({ timeout: 60_000 });
  await page.waitForTimeout(1000);
}

/** @param {Page} page */
async function trainThenPause(page) {
  await trainForAWhile(page);
  await page.locator('un-run-bar .key.main').click();
  await page.locator('un-run-messages .quiet').waitFor();
}

/** @param {Page} page */
async function trainMenu(page) {
  await trainThenPause(page);
  await page.locator('un-run-bar [aria-expanded]').click();
}

/** @param {Page} page */
async function trainTang(page) {
  await page.locator('un-data-choice label').nth(1).click();
  await trainForAWhile(page);
}

/** @param {Page} page */
async function trainDiverged(page) {
  await page.locator('un-more-settings summary').click();
  await page.locator('#learningRate').fill('1e9');
  await page.locator('un-train-setup .key.main').click();
  await page.locator('un-run-messages .problem').waitFor();
}

/** @param {Page} page */
async function trainSettings(page) {
  await page.locator('un-more-settings summary').click();
  await page.locator('#schedule').selectOption('cosine');
  await page.locator('#warmup').fill('100');
  await page.locator('#warmup').blur();
  await page.locator('un-run-time .quiet').first().waitFor();
  await page.locator('un-run-time').scrollIntoViewIfNeeded();
}

/** @param {Page} page */
async function trainTidy(page) {
  await page.locator('un-data-choice label').nth(2).click();
  await page.locator('un-own-text textarea').fill(`${'The quick brown Fox and the 狐狸.\n'.repeat(40)}ÄÖ€`);
  await page.locator('un-tidy-text un-segmented label').nth(1).click();
  await page.locator('un-text-preview summary').click();
  await page.locator('un-tidy-text').scrollIntoViewIfNeeded();
}

/** @param {Page} page */
async function trainLook(page) {
  await trainBriefly(page, { cell: 1, rate: '0.01' });
  const plot = page.locator('un-loss-chart .plot');
  const box = await plot.boundingBox();
  if (box === null) throw new Error('shots: expected a curve, got none in sight');
  await plot.click({ position: { x: box.width * 0.45, y: box.height / 2 } });
  await page.locator('un-run-moment .card').waitFor();
}

/** A run of a few seconds to its end. @param {Page} page @param {{ cell: number, rate: string }} chosen */
export async function trainBriefly(page, { cell, rate }) {
  await page.locator('un-train-setup un-segmented label').nth(cell).click();
  await page.locator('un-more-settings summary').click();
  await page.locator('#learningRate').fill(rate);
  await page.locator('#evaluateEvery').fill('25');
  await page.locator('#steps').fill('200');
  await page.locator('#units').fill('32');
  await page.locator('un-train-setup .key.main').click();
  await page.locator('un-run-messages .quiet').waitFor({ timeout: 60_000 });
}

/** A text that is kept already is chosen for a second run. @param {Page} page */
async function trainKept(page) {
  await page.locator('un-data-choice label').nth(2).click();
  await page.locator('un-own-text textarea').fill('The quick brown fox jumps over the lazy dog.\n'.repeat(60));
  await page.locator('un-text-preview summary').waitFor();
  await trainBriefly(page, { cell: 1, rate: '0.01' });
  await page.evaluate(() => (location.hash = '#/train'));
  await page.locator('un-data-choice label').nth(2).click();
  await page.locator('un-kept-choice select').selectOption({ index: 1 });
  await page.locator('un-text-preview summary').waitFor();
  await page.locator('un-kept-choice').scrollIntoViewIfNeeded();
}

/** The page went while it trained. @param {Page} page */
async function trainInterrupted(page) {
  await trainForAWhile(page);
  await page.reload();
  await page.locator('un-run-messages .quiet').waitFor();
}

/** @param {Page} page */
async function trainElsewhere(page) {
  const other = await page.context().newPage();
  await other.goto(page.url());
  await trainForAWhile(other);
  const { hash } = new URL(other.url());
  await page.evaluate((address) => (location.hash = address), hash);
  await page.locator('un-run-messages .quiet').waitFor();
}

/** @param {Page} page */
async function trainFull(page) {
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await trainForAWhile(page);
  await page.locator('un-run-messages .problem').waitFor();
}

/** What a run confuses, in sight. @param {Page} page */
async function trainConfusions(page) {
  await trainBriefly(page, { cell: 1, rate: '0.01' });
  await page.locator('un-run-confusions summary').click();
  await page.locator('un-confusion-table table').waitFor();
  await page.locator('un-run-confusions summary').evaluate((summary) => summary.scrollIntoView());
}

/** The recurrence lab's states for `npm run shots`, each reached by tapping and typing as a student would. */

/** @typedef {import('playwright-core').Page} Page */

/** @type {import('./shots.screens.mjs').Screen[]} */
export const labScreens = [
  { name: 'lab-start', path: '#/lab/lstm' },
  { name: 'lab-forward', path: '#/lab/lstm', act: (page) => forward(page, { steps: 2, numbers: 18 }) },
  { name: 'lab-opened', path: '#/lab/lstm', act: openedNumber },
  { name: 'lab-factor', path: '#/lab/lstm', act: openedFactor },
  { name: 'lab-loss', path: '#/lab/lstm', act: loss },
  { name: 'lab-backward', path: '#/lab/lstm', act: backward },
  { name: 'lab-gradient', path: '#/lab/lstm', act: openedGradient },
  { name: 'lab-update', path: '#/lab/lstm', act: update },
  { name: 'lab-weight', path: '#/lab/lstm', act: openedWeight },
  { name: 'lab-settings', path: '#/lab/lstm', act: settings },
  { name: 'lab-sixteen', path: '#/lab/lstm', act: sixteenUnits },
  { name: 'lab-rnn', path: '#/lab/rnn', act: (page) => forward(page, { steps: 2, numbers: 6 }) },
  { name: 'lab-gru', path: '#/lab/gru', act: (page) => forward(page, { steps: 2, numbers: 14 }) },
  { name: 'lab-chinese-text', path: '#/lab/gru', act: chineseText },
];

/** @param {Page} page @param {number} times */
async function step(page, times) {
  for (let n = 0; n < times; n++) await page.locator('un-transport .key.main').click();
}

/** @param {Page} page @param {string} size */
const grain = (page, size) => page.locator('un-transport select').selectOption(size);

/** @param {Page} page @param {number} times */
async function finishPhases(page, times) {
  for (let n = 0; n < times; n++) await page.keyboard.press('End');
}

/** @param {Page} page @param {{ column: number, unit: number }} cell */
const openCell = (page, { column, unit }) =>
  page.locator('.row.now .column').nth(column).locator('button').nth(unit).click();

/** @param {Page} page @param {{ steps: number, numbers: number }} how far */
async function forward(page, { steps, numbers }) {
  await grain(page, 'time-step');
  await step(page, steps);
  await grain(page, 'neuron');
  await step(page, numbers);
}

/** @param {Page} page */
async function openedNumber(page) {
  await forward(page, { steps: 2, numbers: 19 });
  await openCell(page, { column: 4, unit: 2 });
  await page.locator('un-number-sheet math').waitFor();
}

/** @param {Page} page */
async function openedFactor(page) {
  await openedNumber(page);
  await page.locator('un-number-sheet button.chip').first().click();
}

/** @param {Page} page */
async function loss(page) {
  await finishPhases(page, 1);
  await step(page, 3);
}

/** @param {Page} page */
async function backward(page) {
  await finishPhases(page, 2);
  await grain(page, 'time-step');
  await step(page, 3);
}

/** @param {Page} page */
async function openedGradient(page) {
  await backward(page);
  await openCell(page, { column: 4, unit: 1 });
  await page.locator('un-number-sheet math').waitFor();
}

/** @param {Page} page */
async function update(page) {
  await finishPhases(page, 3);
  await step(page, 2);
}

/** @param {Page} page */
async function openedWeight(page) {
  await update(page);
  await page.locator('un-parameter-grid button.cell').nth(5).click();
}

/** @param {Page} page */
async function settings(page) {
  await page.locator('unroll-lab .top .key:last-child').click();
  await page.locator('un-lab-settings input').first().waitFor();
}

/** @param {Page} page */
async function sixteenUnits(page) {
  await settings(page);
  const units = page.locator('un-lab-settings un-stepper').nth(1).locator('input');
  await units.fill('16');
  await units.press('Enter');
  await page.keyboard.press('Escape');
  await forward(page, { steps: 2, numbers: 18 });
}

/** @param {Page} page */
async function chineseText(page) {
  await settings(page);
  const text = page.locator('un-lab-settings input[name=text]');
  await text.fill('白日依山尽，黄河入海流。');
  await text.press('Enter');
  await page.keyboard.press('Escape');
  await forward(page, { steps: 3, numbers: 5 });
}

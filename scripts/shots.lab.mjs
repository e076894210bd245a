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
  { name: 'lab-two-layers', path: '#/lab/lstm', act: twoLayers },
  { name: 'lab-two-layers-back', path: '#/lab/gru', act: twoLayersBack },
  { name: 'lab-predict', path: '#/lab/lstm', act: predict },
  { name: 'lab-marbles', path: '#/lab/gru', act: marbles },
  { name: 'lab-operation', path: '#/lab/lstm', act: operation },
  { name: 'lab-output-error', path: '#/lab/lstm', act: outputError },
  { name: 'lab-gate-gradient', path: '#/lab/gru', act: gateGradient },
  { name: 'lab-check', path: '#/lab/rnn', act: checkedWeight },
  { name: 'lesson-rnn', path: '#/lab/rnn', act: lesson },
  { name: 'lesson-lstm', path: '#/lab/lstm', act: lesson },
  { name: 'lesson-gru', path: '#/lab/gru', act: lesson },
  { name: 'lesson-lstm-end', path: '#/lab/lstm', act: lessonToItsEnd },
  { name: 'lesson-preset', path: '#/lab/lstm', act: lessonPreset },
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

/** @param {Page} page @param {number} depth */
async function layers(page, depth) {
  await settings(page);
  const stepper = page.locator('un-lab-settings un-stepper').nth(2).locator('input');
  await stepper.fill(String(depth));
  await stepper.press('Enter');
  await page.keyboard.press('Escape');
}

/** @param {Page} page */
async function twoLayers(page) {
  await layers(page, 2);
  await forward(page, { steps: 2, numbers: 34 });
}

/** @param {Page} page */
async function twoLayersBack(page) {
  await layers(page, 2);
  await backward(page);
}

/** @param {Page} page */
async function predict(page) {
  await settings(page);
  await page.locator('un-conventions input[type=checkbox]').check();
  await page.keyboard.press('Escape');
  await forward(page, { steps: 2, numbers: 18 });
}

/** @param {Page} page */
async function marbles(page) {
  await backward(page);
  await openCell(page, { column: 3, unit: 1 });
  const summary = page.locator('un-number-sheet .stream summary');
  await summary.click();
  // it scrolls into sight by itself
  await page.waitForTimeout(600);
}

/** @param {Page} page */
async function operation(page) {
  await grain(page, 'time-step');
  await step(page, 1);
  await grain(page, 'operation');
  await step(page, 5);
}

/** @param {Page} page */
async function outputError(page) {
  await finishPhases(page, 2);
  await grain(page, 'operation');
  await step(page, 2);
}

/** @param {Page} page */
async function gateGradient(page) {
  await backward(page);
  await openCell(page, { column: 1, unit: 0 });
  await page.locator('un-number-sheet math').waitFor();
}

/** @param {Page} page */
async function checkedWeight(page) {
  await openedWeight(page);
  await page.locator('un-weight-check button').first().click();
  await page.locator('un-weight-check').scrollIntoViewIfNeeded();
}

/** @param {Page} page */
async function openLesson(page) {
  const key = page.locator('unroll-lab .top .lesson');
  if (await key.isVisible()) await key.click();
  await page.locator('un-lesson').first().waitFor();
}

/** @param {Page} page */
async function lesson(page) {
  await grain(page, 'time-step');
  await step(page, 2);
  await openLesson(page);
}

/** @param {Page} page */
async function lessonToItsEnd(page) {
  await lesson(page);
  await page.locator('un-lesson details summary').click();
  await page.locator('un-lesson .answer').scrollIntoViewIfNeeded();
}

/** @param {Page} page */
async function lessonPreset(page) {
  await openLesson(page);
  await page.locator('un-lesson .presets .key').first().click();
  await step(page, 3);
}

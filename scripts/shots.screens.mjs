/**
 * The screens that `npm run shots` pictures. `act` brings a screen to the state worth seeing, as a student would: it
 * taps and types, and waits for what it needs.
 *
 * @typedef {object} Screen
 * @property {string} name
 * @property {string} path the hash, `#/lab/lstm` for one
 * @property {(page: import('playwright-core').Page) => Promise<void>} [act]
 */

/** @type {Screen[]} */
export const screens = [
  { name: 'home', path: '#/' },
  { name: 'home-run', path: '#/train', act: homeAfterTraining },
  { name: 'home-device', path: '#/', act: homeToItsEnd },
  { name: 'home-lost', path: '#/nowhere' },
];

/** Which two pictures the install dialog shows; `npm run shots -- --manifest` writes them to public/screenshots. */
export const manifestScreens = { narrow: 'home', wide: 'home' };

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

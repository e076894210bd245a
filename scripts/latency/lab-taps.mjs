/** What a student taps in the lab, kind by kind: `[kind, milliseconds]` for each tap. */

/** @typedef {import('./touch.mjs').Finger} Finger */
/** @typedef {[kind: string, milliseconds: number]} Tap */

const NEURONS = 30;
/** Until what came with an answer stands still, milliseconds. */
const STILL = 900;
/** Who begins to look around has read for so long, milliseconds. */
const READING = 8000;

/**
 * The main key, from the moment the lab stands there, as fast as a finger comes again.
 * @param {Finger} finger @returns {AsyncGenerator<Tap>}
 */
export async function* firstTaps(finger) {
  const key = finger.page.locator('un-transport .key.main');
  for (let tap = 0; tap < NEURONS; tap++) yield ['neuron after neuron', await finger.tap(key)];
}

/**
 * All else: the other grains through a whole pass, numbers and their factors, rows, sheets, the way back.
 * @param {Finger} finger @returns {AsyncGenerator<Tap>}
 */
export async function* otherTaps(finger) {
  const { page } = finger;
  const lab = page.locator('unroll-lab');
  const keys = page.locator('un-transport .key');
  const [back, step, finish, play] = [0, 1, 2, 3].map((n) => keys.nth(n));
  const rest = async () => page.waitForTimeout(STILL);
  const home = async () => {
    await page.keyboard.press('Home');
    await rest();
  };

  await page.waitForTimeout(READING);
  await home();
  await page.locator('un-transport select').selectOption('time-step');
  await rest();
  for (let tap = 0; tap < 23; tap++) yield ['a time step', await finger.tap(step)];
  await home();
  for (let phase = 0; phase < 4; phase++) yield ['a phase', await finger.tap(finish, STILL)];
  await home();
  for (let tap = 0; tap < 3; tap++) await finger.tap(step, STILL);
  for (let n = 0; n < 4; n++) {
    yield ['a number', await finger.tap(page.locator('.row.now button.cell:not(.next)').nth(4 + 4 * n), STILL)];
    yield ['a factor', await finger.tap(page.locator('un-number-sheet button.chip').first(), STILL)];
    await page.keyboard.press('Escape');
    await rest();
  }
  for (let t = 0; t < 2; t++) yield ['another row', await finger.tap(page.locator('.row.folded').nth(t), STILL)];
  for (const [kind, n] of /** @type {const} */ ([
    ['the lesson', 0],
    ['the settings', 1],
  ])) {
    for (let round = 0; round < 2; round++) {
      yield [kind, await finger.tap(lab.locator('.top .key').nth(n), STILL)];
      await page.keyboard.press('Escape');
      await rest();
    }
  }
  for (let tap = 0; tap < 3; tap++) yield ['back', await finger.tap(back, STILL)];
  await finger.copyFrames();
  yield ['play', await finger.tap(play, STILL)];
  yield ['pause', await finger.tap(play, STILL)];
}

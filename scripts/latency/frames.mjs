/**
 * The LSTM of 16 units over 20 steps of text, played for eight seconds.
 * @param {import('playwright-core').Page} page @param {string} url
 * @returns {Promise<number[]>} milliseconds between frames
 */
export async function framesWhilePlaying(page, url) {
  await page.goto(`${url}#/lab/lstm`);
  await page.locator('un-transport .key.main').waitFor();
  await page.locator('unroll-lab .top .key:not(.lesson)').tap();
  await page.locator('un-lab-settings input[name=text]').fill('it is a truth univers');
  await page.keyboard.press('Enter');
  const units = page.getByRole('spinbutton', { name: 'Hidden units' });
  await units.fill('16');
  await units.press('Tab');
  await page.keyboard.press('Escape');
  await page.keyboard.press('p');
  // the fastest speed: 2, 4, 8 steps a second
  for (let tap = 0; tap < 2; tap++) await page.locator('un-transport button.grain').tap();
  await page.waitForTimeout(500);
  /** @type {unknown} */
  const frames = await page.evaluate(
    () =>
      new Promise((resolve) => {
        /** @type {number[]} */
        const times = [];
        let last = performance.now();
        const end = last + 8000;
        requestAnimationFrame(function each(now) {
          times.push(now - last);
          last = now;
          if (now < end) requestAnimationFrame(each);
          else resolve(times.slice(1));
        });
      }),
  );
  return /** @type {number[]} */ (frames);
}

/** The system's own colours, as in Windows' contrast themes: shadows and tints are not drawn there. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openBuiltApp, settled, tapUntilVisible } from './support.ts';

describe('the lab in forced colours', () => {
  it('shows which parameter is chosen in the tray, and its keys whole below the header', async () => {
    const app = await openBuiltApp();
    const page = await app.open('#/lab/lstm');
    await page.emulateMedia({ forcedColors: 'active' });
    const header = await page.locator('un-app-header').boundingBox();
    const keys = page.locator('unroll-lab .top .key');
    // all() waits for none
    await keys.first().waitFor();
    for (const key of await keys.all()) {
      const box = await key.boundingBox();
      assert.ok(header && box && box.y >= header.y + header.height, `begins at ${box?.y}`);
    }
    await page.locator('un-transport select').selectOption('time-step');
    const chosen = page.locator('un-gradient-tray .names [aria-pressed=true]');
    await tapUntilVisible(page.locator('un-transport .key.main'), chosen);
    await settled(page);
    const ground = (name: typeof chosen) => name.evaluate((key) => getComputedStyle(key).backgroundColor);
    const other = page.locator('un-gradient-tray .names [aria-pressed=false]').first();
    assert.notEqual(await ground(chosen), await ground(other));
    assert.deepEqual(app.errors, []);
    await app.close();
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { axeFindings, openBuiltApp, readyOffline, rendered, type BuiltApp } from './support.ts';

describe('the built app in a subfolder', () => {
  let app: BuiltApp;
  before(async () => {
    app = await openBuiltApp();
  });
  after(() => app.close());

  it('opens, and asks nothing of another origin', async () => {
    const page = await app.open();
    await readyOffline(page);
    assert.equal(await page.title(), 'Unroll');
    assert.deepEqual(app.foreignRequests, []);
    assert.deepEqual(app.errors, []);
    await page.close();
  });

  it('can be installed: its manifest is complete and each picture it names is there, in the size it says', async () => {
    const page = await app.open();
    const session = await app.context.newCDPSession(page);
    const { errors } = await session.send('Page.getAppManifest');
    assert.deepEqual(errors, []);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    assert.deepEqual(installabilityErrors, []);
    const wrong = await page.evaluate(async () => {
      const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]')!;
      const manifest = (await (await fetch(link.href)).json()) as Record<
        'icons' | 'screenshots',
        { src: string; sizes: string }[]
      >;
      const found: string[] = [];
      for (const { src, sizes } of [...manifest.icons, ...manifest.screenshots]) {
        const image = new Image();
        image.src = new URL(src, link.href).href;
        try {
          await image.decode();
          const size = `${image.naturalWidth}x${image.naturalHeight}`;
          if (sizes !== 'any' && size !== sizes) found.push(`${src}: expected ${sizes}, got ${size}`);
        } catch {
          found.push(`${src}: expected a picture, got none`);
        }
      }
      return found;
    });
    assert.deepEqual(wrong, []);
    await page.close();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`gives axe nothing to find, ${colorScheme}`, async () => {
      const page = await app.open();
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await axeFindings(page), []);
      await page.close();
    });
  }

  it('shows the app after a reload with the network and the server gone', async () => {
    const page = await app.open();
    await readyOffline(page);
    await app.goOffline();
    await page.reload();
    await rendered(page);
    assert.match((await page.locator('h1').first().textContent()) ?? '', /Unroll/);
    await page.close();
  });

  it('opens from a cold browser start, still offline', async () => {
    await app.restartBrowser();
    const page = await app.open();
    assert.match((await page.locator('h1').first().textContent()) ?? '', /Unroll/);
  });
});

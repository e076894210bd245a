/** Site data is blocked, or an address is spoilt: every screen opens all the same, and says what it could not do. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { moved, openBuiltApp, type BuiltApp } from './support.ts';

const notice = (page: Page, text: string | RegExp) => page.locator('un-notices').getByText(text).waitFor();

describe('where site data is blocked', () => {
  let app: BuiltApp;
  before(async () => {
    app = await openBuiltApp();
    await app.context.addInitScript(() => {
      const denied = () => {
        throw new DOMException('denied', 'SecurityError');
      };
      Object.defineProperty(globalThis, 'localStorage', { get: denied });
      IDBFactory.prototype.open = denied;
    });
  });
  after(() => app.close());

  it('a lab opens, and is as it was left when the reader comes back to it', async () => {
    const page = await app.open('#/lab/lstm');
    const position = () => page.locator('un-transport input[type=range]').inputValue();
    for (let tap = 0; tap < 3; tap++) await moved(page, () => page.locator('un-transport .key.main').tap());
    const left = await position();
    assert.notEqual(left, '0');
    await page.evaluate(() => (location.hash = '#/lab/gru'));
    await page.waitForFunction((text) => !document.title.includes(text), 'LSTM');
    assert.equal(await position(), '0');
    await page.evaluate(() => (location.hash = '#/lab/lstm'));
    await page.waitForFunction((text) => document.title.includes(text), 'LSTM');
    assert.equal(await position(), left);
    await page.close();
  });

  it('a run opens the default with a note, in the lab and in the BPTT lesson', async () => {
    for (const [hash, screen] of [
      ['#/lab/lstm?run=x', 'unroll-lab'],
      ['#/lesson/bptt?run=x', 'unroll-bptt'],
    ] as const) {
      const page = await app.open(hash);
      await page.locator(screen).waitFor();
      await notice(page, /That run could not be opened \(reading runs: SecurityError: denied\)/);
      assert.equal(new URL(page.url()).hash, hash.replace('?run=x', ''));
      await page.close();
    }
  });

  it('Train and the runs say that the browser keeps nothing, without a second word', async () => {
    for (const hash of ['#/train', '#/runs']) {
      const page = await app.open(hash);
      await page.getByText('The browser keeps nothing for this page').waitFor();
      assert.equal(await page.getByText('Something went wrong').count(), 0);
      await page.close();
    }
    assert.deepEqual(app.errors, []);
  });
});

describe('a spoilt address', () => {
  let app: BuiltApp;
  before(async () => {
    app = await openBuiltApp();
  });
  after(() => app.close());

  it('that is cut off right behind s= opens the default with a note, and is written anew', async () => {
    for (const [hash, screen] of [
      ['#/lab/lstm', 'unroll-lab'],
      ['#/lesson/bptt', 'unroll-bptt'],
    ] as const) {
      const page = await app.open(`${hash}?s=`);
      await page.locator(screen).waitFor();
      await notice(page, 'This link is damaged or cut off');
      assert.equal(new URL(page.url()).hash, hash);
      await page.close();
    }
    assert.deepEqual(app.errors, []);
  });
});

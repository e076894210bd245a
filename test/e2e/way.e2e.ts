import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { openBuiltApp, readyOffline, rendered } from './support.ts';
import { reached, stepOf } from './train-screen.ts';

const key = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

interface Console {
  readonly network: {
    readonly recorder: { value(equation: number, unit: number, t: number): number | undefined };
    readonly trace: { readonly values: Record<string, number> };
    readonly parameters: Record<string, Float64Array>;
  };
}

describe('the way through', () => {
  it('offline: trains the LSTM on Austen, closes, reopens, resumes, and steps through the trained model', async () => {
    const app = await openBuiltApp();
    const first = await app.open();
    await readyOffline(first);
    await app.goOffline();
    await first.reload();
    await rendered(first);
    await first.getByRole('link', { name: /Train on real text/ }).tap();
    await key(first, 'Start training').tap();
    await first.waitForURL(/#\/train\/.+/);
    await reached(first, 60);
    await key(first, 'Pause').tap();
    await first.getByText(/saved on this device/).waitFor();
    const paused = await stepOf(first);
    await first.close();

    await app.restartBrowser();
    const second = await app.open();
    await key(second, 'Resume').tap();
    await second.waitForURL(/#\/train\/.+/);
    await reached(second, paused + 5);
    await key(second, 'Pause').tap();
    await second.getByText(/saved on this device/).waitFor();
    const trained = await stepOf(second);

    await key(second, /Step through it/).tap();
    await second.waitForURL(/#\/lab\/lstm\?run=/);
    await second.getByText(new RegExp(`step ${trained} of your run`)).waitFor();
    const step = second.locator('un-transport .key.main');
    for (let tap = 0; tap < 4; tap++) await step.tap();
    const { shown, units } = await second.evaluate(() => {
      const { network } = (globalThis as unknown as { unroll: Console }).unroll;
      const forget = network.recorder.value(network.trace.values['cell.f'], 0, 0);
      return { shown: forget, units: network.parameters['cell.weight_h'].length };
    });
    assert.equal(units, 4 * 64 * 64, 'the lab opens the run’s own 64 units');
    const written = (shown ?? NaN).toFixed(2).replace('-', '−');
    await second.locator('.row.now button.cell').getByText(written, { exact: true }).first().waitFor();
    assert.deepEqual(app.errors, []);
    assert.deepEqual(app.foreignRequests, []);
    await app.close();
  });
});

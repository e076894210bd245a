/** What the README shows of the browser's console, as it stands there, typed into the built app. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { waitUntil } from '../support/wait-until.ts';
import { openBuiltApp, type BuiltApp } from './support.ts';

const [, shown = ''] = /^```js\n([\s\S]*?)^```/m.exec(readFileSync('README.md', 'utf8')) ?? [];

/** The page's `unroll`, as far as this test needs it. */
interface Console {
  readonly unroll: {
    readonly network: { readonly total: number; readonly lengths: readonly number[]; seek(position: number): void };
  };
}

describe('the console', () => {
  let app: BuiltApp;
  before(async () => {
    app = await openBuiltApp();
  });
  after(() => app.close());

  it('gives a neuron’s gradients as a stream: live, sources that sum to them, and again to a late subscriber', async () => {
    const page = await app.open('#/lab/lstm');
    await page.waitForFunction(() => (globalThis as Partial<Console>).unroll?.network !== undefined);
    const told: { line: string; value: number; sources: readonly { value: number }[] }[] = [];
    page.on('console', (message) => {
      const [line, sources] = message.args();
      if (line === undefined || sources === undefined) return;
      void Promise.all([line.jsonValue() as Promise<string>, sources.jsonValue() as Promise<{ value: number }[]>]).then(
        ([text, from]) => told.push({ line: text, value: Number(/= (\S+)$/.exec(text)?.[1]), sources: from }),
      );
    });
    const toldAre = (count: number) => waitUntil(() => told.length >= count, `${count} lines in the console`);

    await page.evaluate(shown);
    const steps = await page.evaluate(() => {
      const { network } = (globalThis as unknown as Console).unroll;
      const [length] = network.lengths;
      network.seek(network.total);
      return length;
    });
    await toldAre(steps);
    const live = told.splice(0);
    assert.deepEqual(
      live.map(({ line }) => /^t (\d+): ∂L\/∂h = -?\d+\.\d{3}$/.exec(line)?.[1]),
      Array.from({ length: steps }, (_, n) => String(steps - n)),
    );
    for (const { value, sources } of live) {
      const sum = sources.reduce((total, source) => total + source.value, 0);
      assert.ok(Math.abs(sum - value) <= 0.0006, `${sum} for ${value}`);
    }

    await page.evaluate(shown);
    await toldAre(steps);
    assert.deepEqual(
      told.map(({ line }) => line),
      live.map(({ line }) => line),
    );
    assert.deepEqual(app.errors, []);
  });
});

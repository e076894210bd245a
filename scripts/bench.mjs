/**
 * `npm run bench [-- --only WORK,… --json FILE]`: measures the works of test/bench/works.ts in a worker in Chromium, on a
 * page isolated for its finer clock, and prints a row for each. FILE gets the rows as a JSON array.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bootstrap, root } from './bootstrap.mjs';
import { findChromium, quietFlags } from './chromium.mjs';
import { serve } from './serve.mjs';

const { values } = parseArgs({ options: { only: { type: 'string', default: '' }, json: { type: 'string' } } });

bootstrap();
const { build } = await import('vite');
const { chromium } = await import('playwright-core');

const outDir = path.join(root, 'node_modules/.cache/unroll/bench');
await build({
  root: path.join(root, 'test/bench'),
  configFile: false,
  base: './',
  logLevel: 'warn',
  publicDir: path.join(root, 'public'),
  worker: { format: 'es' },
  build: { outDir, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0 },
});

const server = await serve(outDir, { isolate: true });
const browser = await chromium.launch({ executablePath: await findChromium(), args: quietFlags });
try {
  const page = await browser.newPage();
  await page.goto(server.url);
  await page.waitForFunction(() => 'runBench' in window);
  const only = values.only.split(',').filter(Boolean);
  const rows = await page.evaluate(runInPage, only);
  print(rows);
  if (values.json) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
} finally {
  await browser.close();
  await server.close();
}

/** @param {string[]} only @returns {Promise<import('../test/bench/protocol.ts').BenchRow[]>} */
function runInPage(only) {
  const page = /** @type {import('../test/bench/protocol.ts').BenchPage} */ (/** @type {unknown} */ (window));
  return page.runBench({ only });
}

/** @param {import('../test/bench/protocol.ts').BenchRow[]} rows */
function print(rows) {
  console.table(
    Object.fromEntries(
      rows.map(({ work, ours_ms, median_ms, gflops, ratio }) => [
        work,
        {
          'ms a step, best': Number(ours_ms.toFixed(3)),
          'ms a step, median': Number(median_ms.toFixed(3)),
          'GFLOP/s': Number(gflops.toFixed(1)),
          'times the best peer': ratio === null ? '' : Number(ratio.toFixed(2)),
        },
      ]),
    ),
  );
}

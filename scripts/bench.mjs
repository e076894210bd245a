/**
 * `npm run bench [-- --only products,W1,… --json FILE --tuned]`: products against the peak, then training steps of our tensor core and of its peers, in turns,
 * each in a worker in Chromium, on a page isolated for its finer clock; prints a row for each work. FILE gets the rows
 * as a JSON array. `--tuned` takes the peers as rewritten by hand where that helps them. Fails when the engines do not
 * compute the same. docs/bench.md tells how each is driven.
 */
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bootstrap, root } from './bootstrap.mjs';
import { findChromium, quietFlags } from './chromium.mjs';
import { serve } from './serve.mjs';

/** @typedef {import('../test/bench/protocol.ts').BenchRow} BenchRow */
/** @typedef {import('../test/bench/protocol.ts').BenchPage} BenchPage */

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    json: { type: 'string' },
    tuned: { type: 'boolean', default: false },
  },
});

bootstrap();
bootstrap(path.join(root, 'test/bench/peers'));
const { build } = await import('vite');
const { chromium } = await import('playwright-core');

const outDir = path.join(root, 'node_modules/.cache/unroll', `bench-${process.pid}`);
await build({
  root: path.join(root, 'test/bench'),
  configFile: false,
  base: './',
  logLevel: 'error',
  publicDir: false,
  worker: { format: 'es' },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 5000,
  },
});

const server = await serve(outDir, { isolate: true });
const browser = await chromium.launch({ executablePath: await findChromium(), args: quietFlags });
try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(error));
  await page.goto(server.url);
  await page.waitForFunction(() => 'runWork' in window);
  if (values.only === '' || values.only.split(',').includes('products')) {
    printProducts(await page.evaluate(productsInPage));
  }
  const rows = [];
  for (const name of chosen(await page.evaluate(worksInPage))) {
    const start = performance.now();
    const row = await page.evaluate(runInPage, { name, tuned: values.tuned });
    rows.push(row);
    console.log(`${row.work}  ${row.title} (${((performance.now() - start) / 1000).toFixed(0)} s)`);
  }
  if (rows.length > 0) print(rows);
  if (values.json) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
} finally {
  await browser.close();
  await server.close();
  rmSync(outDir, { recursive: true, force: true });
}

/** @param {BenchPage['works']} works @returns {string[]} */
function chosen(works) {
  const only = values.only.split(',').filter((name) => name !== '' && name !== 'products');
  const names = works.map(({ name }) => name);
  const unknown = only.filter((name) => !names.includes(name));
  if (values.only === 'products') return [];
  if (unknown.length > 0) {
    throw new Error(`--only: expected some of ${names.join(', ')}; got ${unknown.join(', ')}`);
  }
  const asked = works.filter(({ name, onlyAsked }) => (only.length === 0 ? !onlyAsked : only.includes(name)));
  return asked.map(({ name }) => name);
}

/** @returns {Promise<import('../test/bench/protocol.ts').ProductRow[]>} */
function productsInPage() {
  return /** @type {BenchPage} */ (/** @type {unknown} */ (window)).runProducts();
}

/** @param {import('../test/bench/protocol.ts').ProductRow[]} rows */
function printProducts(rows) {
  console.log(
    '\nProducts of the SIMD kernels, rows × inner × outer, against the multiply-add peak: the best of nine rounds.',
  );
  console.table(
    Object.fromEntries(
      rows.map(({ title, gflops, share }) => [
        title,
        { 'GFLOP/s': gflops.toFixed(1), 'of the peak': `${(100 * share).toFixed(0)} %` },
      ]),
    ),
  );
}

/** @returns {BenchPage['works']} */
function worksInPage() {
  return /** @type {BenchPage} */ (/** @type {unknown} */ (window)).works;
}

/** @param {import('../test/bench/protocol.ts').WorkRequest} request @returns {Promise<BenchRow>} */
function runInPage(request) {
  return /** @type {BenchPage} */ (/** @type {unknown} */ (window)).runWork(request);
}

/** @param {BenchRow[]} rows */
function print(rows) {
  console.log('\nMilliseconds a step (W7: a character): the best round’s median, and the quickest of all.');
  console.table(
    Object.fromEntries(
      rows.map((row) => [
        row.work,
        {
          ours: both(row.ours_ms, row.ours_min_ms),
          'GFLOP/s': row.gflops === null ? '' : digits(row.gflops),
          ...Object.fromEntries(
            Object.keys(row.peers).map((name) => [name, both(row.peers[name], row.peers_min[name])]),
          ),
          'times the best peer': row.ratio === null ? '' : digits(row.ratio),
        },
      ]),
    ),
  );
  for (const { work, skipped } of rows) {
    for (const [engine, reason] of Object.entries(skipped)) console.log(`${work}: ${engine} is skipped: ${reason}`);
  }
}

/** @param {number | null} median @param {number | null} least */
function both(median, least) {
  return median === null || least === null ? '' : `${digits(median)} (${digits(least)})`;
}

/** @param {number} number */
function digits(number) {
  return Number(number.toPrecision(3));
}

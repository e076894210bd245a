/**
 * `node scripts/predict.mjs [seconds]`: measures this device as the app does, predicts five different runs of about so
 * many seconds (default 12), trains each and compares. Fails where a run took a quarter more or less than predicted. Where
 * other programs want the processors too, a clock says little: on Linux what counts is the time that the worker's thread
 * really had a processor.
 */
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { bootstrap, root } from './bootstrap.mjs';
import { findChromium, quietFlags } from './chromium.mjs';
import { serve } from './serve.mjs';

/** @typedef {import('../test/predict/predict.ts').PredictPage} PredictPage */

const TOLERANCE = 0.25;
const seconds = Number(process.argv[2] ?? 12);

bootstrap();
const { build } = await import('vite');
const { chromium } = await import('playwright-core');

const outDir = path.join(root, 'node_modules/.cache/unroll', `predict-${process.pid}`);
await build({
  root: path.join(root, 'test/predict'),
  configFile: false,
  base: './',
  logLevel: 'error',
  publicDir: path.join(root, 'public'),
  worker: { format: 'es' },
  build: { outDir, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0 },
});

const server = await serve(outDir);
const browserServer = await chromium.launchServer({ executablePath: await findChromium(), args: quietFlags });
const browser = await chromium.connect(browserServer.wsEndpoint());
let worst = 0;
try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(error));
  await page.goto(server.url);
  await page.waitForFunction(() => 'works' in window);
  const start = performance.now();
  const speed = await page.evaluate(measureInPage);
  console.log(`measured in ${((performance.now() - start) / 1000).toFixed(1)} s:`, speed);
  console.log(`${(1 / speed.flop / 1e9).toFixed(1)} GFLOP/s, ${(speed.call * 1e9).toFixed(0)} ns a kernel call`);
  const rows = [];
  for (const title of await page.evaluate(worksInPage)) {
    const run = await page.evaluate(trainInPage, { title, seconds });
    const onProcessor = workerSeconds(browserServer.process().pid) ?? run.took;
    worst = Math.max(worst, Math.abs(onProcessor / run.predicted - 1));
    rows.push({
      run: title,
      steps: run.steps,
      'predicted s': round(run.predicted),
      'on the processor s': round(onProcessor),
      'share of predicted': round(onProcessor / run.predicted),
      'by the clock s': round(run.took),
      'step: predicted ms': round(run.predictedStep),
      'median ms': round(run.medianStep),
    });
  }
  console.table(rows);
  console.log(`load of this machine: ${os.loadavg().map(round).join(' ')} on ${os.cpus().length} processors`);
} finally {
  await browser.close();
  await browserServer.close();
  await server.close();
  rmSync(outDir, { recursive: true, force: true });
}
process.exit(worst > TOLERANCE ? 1 : 0);

/** @returns {ReturnType<PredictPage['measure']>} */
function measureInPage() {
  return /** @type {PredictPage} */ (/** @type {unknown} */ (window)).measure();
}

/** @returns {PredictPage['works']} */
function worksInPage() {
  return /** @type {PredictPage} */ (/** @type {unknown} */ (window)).works;
}

/** @param {{ title: string, seconds: number }} wish @returns {ReturnType<PredictPage['train']>} */
function trainInPage({ title, seconds }) {
  return /** @type {PredictPage} */ (/** @type {unknown} */ (window)).train(title, seconds);
}

/**
 * How long the worker's thread in this browser has had a processor; undefined where /proc does not tell.
 * @param {number | undefined} browser the browser's process
 */
function workerSeconds(browser) {
  try {
    const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    const ours = all.filter((pid) => isBelow(Number(pid), browser));
    const threads = ours.flatMap((pid) => readdirSync(`/proc/${pid}/task`).map((id) => `/proc/${pid}/task/${id}`));
    const workers = threads.filter((thread) => readFileSync(`${thread}/comm`, 'utf8').startsWith('DedicatedWorker'));
    if (workers.length === 0) return undefined;
    return Math.max(...workers.map(secondsOfThread));
  } catch {
    return undefined;
  }
}

/** @param {number} pid @param {number | undefined} ancestor @returns {boolean} */
function isBelow(pid, ancestor) {
  if (pid === ancestor) return true;
  if (pid <= 1) return false;
  try {
    return isBelow(Number(statOf(`/proc/${pid}`)[1]), ancestor);
  } catch {
    return false; // it has ended meanwhile
  }
}

/** User and system time; a tick is a hundredth of a second. @param {string} thread */
function secondsOfThread(thread) {
  const fields = statOf(thread);
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** What follows the name in parentheses, the state first. @param {string} folder */
function statOf(folder) {
  const text = readFileSync(`${folder}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** @param {number} number */
function round(number) {
  return Number(number.toPrecision(3));
}

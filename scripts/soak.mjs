/**
 * `node scripts/soak.mjs [minutes]`: trains in the built app for a while (default 10 minutes) and looks whether memory
 * stays flat. Each minute both heaps are collected and measured, the page's and the worker's; the worker's buffers are
 * the arena, its copies, the history, and the checkpoints on their way to the page. Fails when a heap has grown by more
 * than 1 MB since the first measurement, or the buffers by more than what the history needs.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { root } from './bootstrap.mjs';
import { findChromium, quietFlags } from './chromium.mjs';
import { serve } from './serve.mjs';

const MB = 2 ** 20;
/** Compiling, the first sample and the first checkpoints. Milliseconds. */
const WARM_UP = 45_000;
const minutes = Number(process.argv[2] ?? 10);
const folder = process.env.UNROLL_DIST ?? path.join(root, 'dist');

const server = await serve(folder);
const profile = await mkdtemp(path.join(tmpdir(), 'unroll-soak-'));
const context = await chromium.launchPersistentContext(profile, {
  executablePath: await findChromium(),
  args: quietFlags,
  viewport: { width: 390, height: 844 },
  locale: 'en-US',
});
let failed = true;
try {
  failed = await soak(await context.newPage());
} finally {
  await context.close();
  await server.close();
  await rm(profile, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);

/** @param {import('playwright-core').Page} page @returns {Promise<boolean>} whether memory grew */
async function soak(page) {
  const debuggers = await attach(page);
  await page.goto(`${server.url}#/train`);
  await page.locator('#units').waitFor();
  await page.locator('un-more-settings summary').first().click();
  await page.locator('#units').fill('128');
  await page.locator('#steps').fill('100000');
  await page.getByRole('button', { name: 'Start training' }).click();
  await page.waitForURL(/#\/train\/.+/);
  await page.waitForTimeout(WARM_UP);
  const first = await measure(page, debuggers);
  console.log('minute     step  page heap  worker heap  worker buffers (MB)');
  tell(0, first);
  const start = Date.now();
  let last = first;
  for (let minute = 1; minute <= minutes; minute++) {
    await page.waitForTimeout(Math.max(0, start + minute * 60_000 - Date.now()));
    last = await measure(page, debuggers);
    tell(minute, last);
  }
  const grown = {
    page: last.page - first.page,
    worker: last.worker - first.worker,
    buffers: last.buffers - first.buffers,
  };
  console.log(
    `grown in ${minutes} minutes and ${last.step - first.step} steps: page heap ${mb(grown.page)} MB, ` +
      `worker heap ${mb(grown.worker)} MB, worker buffers ${mb(grown.buffers)} MB`,
  );
  return grown.page > MB || grown.worker > MB || grown.buffers > MB;
}

/** @param {number} minute @param {Awaited<ReturnType<typeof measure>>} measured */
function tell(minute, { step, page, worker, buffers }) {
  const columns = [String(step).padStart(8), mb(page).padStart(10), mb(worker).padStart(12), mb(buffers).padStart(15)];
  console.log(String(minute).padStart(6), ...columns);
}

/** @param {number} bytes */
function mb(bytes) {
  return (bytes / MB).toFixed(2);
}

/** @typedef {(method: string) => Promise<unknown>} Debugger */
/** In bytes. @typedef {{ usedSize: number, backingStorageSize: number }} HeapUsage */

/** @param {import('playwright-core').Page} page @param {{ page: Debugger, worker: Debugger }} debuggers */
async function measure(page, debuggers) {
  const inPage = await heapOf(debuggers.page);
  const inWorker = await heapOf(debuggers.worker);
  const steps = await page.locator('un-run-figures dd').nth(1).innerText();
  return {
    step: Number(steps.replaceAll(',', '')),
    page: inPage.usedSize,
    worker: inWorker.usedSize,
    buffers: inWorker.backingStorageSize,
  };
}

/** What is in use after a collection. @param {Debugger} send @returns {Promise<HeapUsage>} */
async function heapOf(send) {
  await send('HeapProfiler.collectGarbage');
  // A second one takes what the first one's finalizers let go.
  await send('HeapProfiler.collectGarbage');
  return /** @type {HeapUsage} */ (await send('Runtime.getHeapUsage'));
}

/** Debuggers of the page and of its latest worker. @param {import('playwright-core').Page} page */
async function attach(page) {
  const session = await page.context().newCDPSession(page);
  /** @type {Map<number, (result: unknown) => void>} */
  const waiting = new Map();
  let worker = '';
  let requests = 0;
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker') worker = sessionId;
  });
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = /** @type {{ id: number, result: unknown }} */ (JSON.parse(message));
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  return {
    /** @type {Debugger} */
    page: (method) => session.send(/** @type {'Runtime.getHeapUsage'} */ (method)),
    /** @type {Debugger} */
    worker: (method) =>
      new Promise((resolve, reject) => {
        const id = ++requests;
        waiting.set(id, resolve);
        const message = JSON.stringify({ id, method, params: {} });
        session.send('Target.sendMessageToTarget', { sessionId: worker, message }).catch(reject);
      }),
  };
}

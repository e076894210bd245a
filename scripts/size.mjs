/**
 * `npm run size`: builds, then weighs with gzip: the JavaScript that the home screen asks for, seen by opening it in
 * Chromium, and the whole offline app, by the service worker's own list. Exits with 1 above a budget.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { bootstrap, root } from './bootstrap.mjs';
import { findChromium, quietFlags } from './chromium.mjs';
import { serve } from './serve.mjs';

/** Bytes after gzip. */
const budgets = { home: 60_000, offline: 3_000_000 };
const dist = path.join(root, 'dist');

bootstrap();
const { build } = await import('vite');
await build({ root, logLevel: 'warn' });

const home = await homeScripts().catch((error) => {
  console.warn(`No browser (${error instanceof Error ? error.message : error}): counting static imports instead.`);
  return staticScripts();
});
const offline = precached();

table('JavaScript for the first paint of the home screen', home);
table('the whole offline app', offline);
const results = [verdict('home', home), verdict('offline', offline)];
process.exitCode = results.every(Boolean) ? 0 : 1;

/** Every script the home screen asks for until it stands and the network is quiet. @returns {Promise<string[]>} */
async function homeScripts() {
  const { chromium } = await import('playwright-core');
  const executablePath = await findChromium();
  const server = await serve(dist);
  const browser = await chromium.launch({ executablePath, args: quietFlags });
  try {
    const context = await browser.newContext({ serviceWorkers: 'block', viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    /** @type {Set<string>} */
    const scripts = new Set();
    page.on('request', (request) => {
      const file = request.url().slice(server.url.length);
      if (request.resourceType() === 'script' || file.endsWith('.js')) scripts.add(file);
    });
    await page.goto(server.url, { waitUntil: 'networkidle' });
    await page.waitForFunction(() => document.querySelector('unroll-app')?.shadowRoot?.childElementCount);
    await page.waitForLoadState('networkidle');
    return [...scripts];
  } finally {
    await browser.close();
    await server.close();
  }
}

/** The scripts of index.html and what they import statically. */
function staticScripts() {
  const html = readFileSync(path.join(dist, 'index.html'), 'utf8');
  const pending = [...html.matchAll(/(?:src|href)="\.\/([^"]+\.js)"/g)].map((match) => match[1]);
  /** @type {Set<string>} */
  const found = new Set();
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    const text = readFileSync(path.join(dist, file), 'utf8');
    for (const [, specifier] of text.matchAll(/(?:from|import)\s*"(\.[^"]+\.js)"/g)) {
      pending.push(path.posix.join(path.posix.dirname(file), specifier));
    }
  }
  return [...found];
}

/** The files on the list within the built service worker, and the worker itself. */
function precached() {
  const worker = readFileSync(path.join(dist, 'sw.js'), 'utf8');
  const listed = [...worker.matchAll(/\burl:"([^"]+)"|"url":"([^"]+)"/g)].map((match) => match[1] ?? match[2]);
  if (listed.length === 0) throw new Error('dist/sw.js: expected a list of files to precache, found none');
  const runtime = [...worker.matchAll(/["'](?:\.\/)?(workbox-[\w-]+)(?:\.js)?["']/g)].map((match) => `${match[1]}.js`);
  return [...new Set([...listed, 'sw.js', ...runtime])];
}

/** @param {string} file */
function weigh(file) {
  const bytes = readFileSync(path.join(dist, file));
  return { plain: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length };
}

/** @param {string} title @param {string[]} files */
function table(title, files) {
  const rows = files.map((file) => ({ file, ...weigh(file) })).sort((a, b) => b.gzip - a.gzip);
  console.log(`\n${title}`);
  for (const { file, plain, gzip } of rows) {
    console.log(`${kilobytes(gzip)} gzip ${kilobytes(plain)}  ${file}`);
  }
}

/** @param {keyof typeof budgets} name @param {string[]} files */
function verdict(name, files) {
  const sum = files.reduce((total, file) => total + weigh(file).gzip, 0);
  const within = sum <= budgets[name];
  console.log(`${within ? '✓' : '✗'} ${name}: ${kilobytes(sum).trim()} gzip of ${kilobytes(budgets[name]).trim()}`);
  return within;
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`.padStart(11);
}

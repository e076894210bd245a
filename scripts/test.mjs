/**
 * `npm test`: builds the app, then runs four suites and sums them. The last line is always `N passed, N failed`.
 *
 *   npm test -- [--only unit|node|golden|e2e] [--files PART] [--no-build]
 *
 *   unit    test/**\/*.test.ts in Chromium (web-test-runner)
 *   node    test/**\/*.node.ts in Node: what reads the project's own files
 *   golden  scripts/golden.ts over test/goldens, in Node
 *   e2e     test/e2e/*.e2e.ts: playwright-core drives dist/ in Chromium
 *
 * --files keeps the test files whose path holds PART. A suite that crashes, or in which no test ran, is a failure.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bin, bootstrap, root } from './bootstrap.mjs';

/** @typedef {{ passed: number, failed: number }} Counts */

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    files: { type: 'string', default: '' },
    'no-build': { type: 'boolean', default: false },
  },
});
const cache = path.join(root, 'node_modules/.cache/unroll');

/** @type {Record<string, () => Promise<Counts>>} */
const suites = { unit, node, golden, e2e };
const chosen = values.only ? values.only.split(',') : Object.keys(suites);
const unknown = chosen.filter((name) => !(name in suites));
if (unknown.length > 0) {
  console.error(`--only: expected ${Object.keys(suites).join(', ')}, got ${unknown.join(', ')}`);
  process.exit(2);
}

bootstrap();
mkdirSync(cache, { recursive: true });
/** @type {Counts} */
const sum = { passed: 0, failed: 0 };
const table = [];
for (const name of chosen) {
  console.log(`\n── ${name}`);
  const start = performance.now();
  const counts = await suites[name]().catch((error) => {
    console.error(error);
    return { passed: 0, failed: 1 };
  });
  if (counts.passed + counts.failed === 0) {
    console.error(`${name}: no test ran`);
    counts.failed = 1;
  }
  sum.passed += counts.passed;
  sum.failed += counts.failed;
  table.push({ suite: name, ...counts, seconds: Math.round((performance.now() - start) / 1000) });
}
console.log('');
console.table(table);
console.log(`${sum.passed} passed, ${sum.failed} failed`);
process.exit(sum.failed > 0 ? 1 : 0);

/** @returns {Promise<Counts>} */
async function unit() {
  const files = testFiles('test', '.test.ts').filter((file) => !file.startsWith('test/e2e/'));
  if (files.length === 0) return { passed: 0, failed: 0 };
  const report = path.join(cache, `counts-${process.pid}.json`);
  const parameters = [bin('web-test-runner'), ...(values.files ? ['--files', ...files] : [])];
  const { code } = await run(process.execPath, parameters, { env: { UNROLL_COUNTS: report } });
  const counts = /** @type {Counts} */ (JSON.parse(readFileSync(report, 'utf8')));
  rmSync(report);
  return settled(counts, code);
}

/** @returns {Promise<Counts>} */
async function golden() {
  const { code, output } = await run(process.execPath, ['scripts/run-ts.mjs', 'scripts/golden.ts', 'test/goldens']);
  const last = [...output.matchAll(/(\d+) passed, (\d+) failed/g)].at(-1);
  return settled({ passed: Number(last?.[1] ?? 0), failed: Number(last?.[2] ?? 0) }, code);
}

/** @returns {Promise<Counts>} */
function node() {
  return nodeTests(testFiles('test', '.node.ts'));
}

/** @returns {Promise<Counts>} */
async function e2e() {
  if (!values['no-build']) await buildApp();
  return nodeTests(testFiles('test/e2e', '.e2e.ts'));
}

/** Runs TypeScript files of node:test, one after the other. @param {string[]} sources @returns {Promise<Counts>} */
async function nodeTests(sources) {
  /** @type {Counts} */
  const counts = { passed: 0, failed: 0 };
  if (sources.length === 0) return counts;
  const { bundle } = await import('./run-ts.mjs');
  const { run: runNodeTests } = await import('node:test');
  const { spec: Spec } = await import('node:test/reporters');
  const files = await bundle(sources);
  // The bundles then tell the places in their sources.
  process.env.NODE_OPTIONS = '--enable-source-maps';
  // For a file as a whole, on a machine with other work; each wait inside has its own limit.
  const stream = runNodeTests({ files, concurrency: 1, timeout: 1_200_000 });
  stream.on('test:pass', ({ details, name, skip }) => {
    if (details.type === 'suite' || skip !== undefined) return;
    // Node reports a file in which no test ran as one passed test with the file's name.
    if (files.includes(name)) counts.failed += 1;
    else counts.passed += 1;
  });
  stream.on('test:fail', ({ details }) => {
    // A suite fails for its tests, which are counted, or by a hook of its own, which is not.
    const { failureType } = /** @type {Error & { failureType?: string }} */ (details.error);
    if (details.type !== 'suite' || failureType === 'hookFailed') counts.failed += 1;
  });
  stream.pipe(new Spec()).pipe(process.stdout, { end: false });
  await once(stream, 'end');
  rmSync(path.dirname(files[0]), { recursive: true, force: true });
  return counts;
}

async function buildApp() {
  const { build } = await import('vite');
  await build({ root, logLevel: 'warn' });
}

/** Paths of the chosen test files. @param {string} folder @param {string} ending */
function testFiles(folder, ending) {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.split(path.sep).join('/')}`)
    .filter((file) => file.endsWith(ending) && file.includes(values.files))
    .toSorted();
}

/** A process that ends badly without naming a failed test is a failure all the same. @param {Counts} counts @param {number} code */
function settled(counts, code) {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/**
 * @param {string} command @param {string[]} parameters @param {{ env?: Record<string, string> }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
function run(command, parameters, { env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (/** @type {Buffer} */ chunk) => {
      output += chunk;
      process.stdout.write(chunk);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

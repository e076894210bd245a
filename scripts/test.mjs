/**
 * `npm test`: builds the app, then runs four suites and sums them. What failed is named once more at the end (`✗ …`);
 * the last line is always `N passed, N failed`.
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

/** What a suite found: tests that passed, and a line for each that did not. @typedef {{ passed: number, failures: string[] }} Outcome */

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    files: { type: 'string', default: '' },
    'no-build': { type: 'boolean', default: false },
  },
});
const cache = path.join(root, 'node_modules/.cache/unroll');

/** @type {Record<string, () => Promise<Outcome>>} */
const suites = { unit, node, golden, e2e };
const chosen = values.only ? values.only.split(',') : Object.keys(suites);
const unknown = chosen.filter((name) => !(name in suites));
if (unknown.length > 0) {
  console.error(`--only: expected ${Object.keys(suites).join(', ')}, got ${unknown.join(', ')}`);
  process.exit(2);
}

bootstrap();
mkdirSync(cache, { recursive: true });
/** @type {Outcome} */
const sum = { passed: 0, failures: [] };
const table = [];
for (const name of chosen) {
  console.log(`\n── ${name}`);
  const start = performance.now();
  const { passed, failures } = await suites[name]().catch((error) => {
    console.error(error);
    return { passed: 0, failures: [`${name}: ${error}`] };
  });
  if (passed + failures.length === 0) failures.push(`${name}: no test ran`);
  sum.passed += passed;
  sum.failures.push(...failures);
  const seconds = Math.round((performance.now() - start) / 1000);
  table.push({ suite: name, passed, failed: failures.length, seconds });
}
console.log('');
console.table(table);
for (const failure of sum.failures) console.log(`✗ ${failure.replaceAll(/\s+/g, ' ').slice(0, 600)}`);
console.log(`${sum.passed} passed, ${sum.failures.length} failed`);
process.exit(sum.failures.length > 0 ? 1 : 0);

/** @returns {Promise<Outcome>} */
async function unit() {
  const files = testFiles('test', '.test.ts').filter((file) => !file.startsWith('test/e2e/'));
  if (files.length === 0) return { passed: 0, failures: [] };
  const report = path.join(cache, `counts-${process.pid}.json`);
  const parameters = [bin('web-test-runner'), ...(values.files ? ['--files', ...files] : [])];
  const { code } = await run(process.execPath, parameters, { env: { UNROLL_COUNTS: report } });
  const outcome = /** @type {Outcome} */ (JSON.parse(readFileSync(report, 'utf8')));
  rmSync(report);
  return settled(outcome, code, 'unit');
}

/** @returns {Promise<Outcome>} */
async function golden() {
  const { code, output } = await run(process.execPath, ['scripts/run-ts.mjs', 'scripts/golden.ts', 'test/goldens']);
  const last = [...output.matchAll(/(\d+) passed, (\d+) failed/g)].at(-1);
  const failures = [...output.matchAll(/^FAIL.*/gm)].map(([line]) => line);
  return settled({ passed: Number(last?.[1] ?? 0), failures }, code, 'golden');
}

/** @returns {Promise<Outcome>} */
function node() {
  return nodeTests(testFiles('test', '.node.ts'));
}

/** @returns {Promise<Outcome>} */
async function e2e() {
  if (!values['no-build']) await buildApp();
  return nodeTests(testFiles('test/e2e', '.e2e.ts'));
}

/** Runs TypeScript files of node:test, one after the other. @param {string[]} sources @returns {Promise<Outcome>} */
async function nodeTests(sources) {
  /** @type {Outcome} */
  const outcome = { passed: 0, failures: [] };
  if (sources.length === 0) return outcome;
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
    if (files.includes(name)) outcome.failures.push(`${path.basename(name)}: no test ran`);
    else outcome.passed += 1;
  });
  stream.on('test:fail', ({ details, name, file = '' }) => {
    // A suite fails for its tests, which are counted, or by a hook of its own, which is not.
    const { failureType, cause } = /** @type {Error & { failureType?: string }} */ (details.error);
    if (details.type === 'suite' && failureType !== 'hookFailed') return;
    const reason = cause instanceof Error ? cause.message : (failureType ?? '');
    outcome.failures.push(`${path.basename(file)}: ${name}: ${reason}`);
  });
  stream.pipe(new Spec()).pipe(process.stdout, { end: false });
  await once(stream, 'end');
  rmSync(path.dirname(files[0]), { recursive: true, force: true });
  return outcome;
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

/**
 * A process that ends badly without naming a failed test is a failure all the same.
 * @param {Outcome} outcome @param {number} code @param {string} suite
 */
function settled({ passed, failures }, code, suite) {
  const unnamed = code !== 0 && failures.length === 0 ? [`${suite}: ended with exit code ${code}`] : [];
  return { passed, failures: [...failures, ...unnamed] };
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

/** `npm run check`: types (one configuration for each environment), lint with types, format, import rules, the compiled kernels; every failure is told at once. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { bin, bootstrap, root } from './bootstrap.mjs';
import { checkImports } from './import-rules.mjs';
import { buildModules } from './kernels.mjs';

bootstrap();
const projects = ['.', 'workers', 'scripts', 'test/project', 'test/e2e', 'test/bench'];
// what the bench compares with is installed by the bench's first run
if (existsSync(path.join(root, 'test/bench/peers/node_modules'))) projects.push('test/bench/peers');
const tasks = [
  ...projects.map((project) => command(`types of ${project}`, 'tsc', ['-p', project])),
  command('lint', 'oxlint', ['--deny-warnings', '--report-unused-disable-directives']),
  command('format', 'prettier', ['--check', '--log-level', 'warn', '.']),
  imports(),
  kernels(),
];

let failures = 0;
for (const task of tasks) {
  const { name, output, failed, seconds } = await task;
  console.log(`${failed ? '✗' : '✓'} ${name}${seconds === undefined ? '' : ` (${seconds.toFixed(1)} s)`}`);
  if (failed) {
    failures += 1;
    console.log(output.trimEnd());
  }
}
console.log(failures === 0 ? '\nAll checks pass.' : `\n${failures} of ${tasks.length} checks fail.`);
process.exitCode = failures === 0 ? 0 : 1;

/**
 * @param {string} name @param {string} tool @param {string[]} parameters
 * @returns {Promise<{ name: string, output: string, failed: boolean, seconds?: number }>}
 */
function command(name, tool, parameters) {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(bin(tool), parameters, { cwd: root, shell: process.platform === 'win32' });
    let output = '';
    const collect = (/** @type {Buffer} */ chunk) => {
      output += chunk;
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ name, output, failed: code !== 0, seconds: (performance.now() - start) / 1000 });
    });
  });
}

/** @returns {Promise<{ name: string, output: string, failed: boolean, seconds?: number }>} */
async function imports() {
  const { files, violations } = checkImports(root);
  return { name: `imports of ${files} modules`, output: violations.join('\n'), failed: violations.length > 0 };
}

/** @returns {Promise<{ name: string, output: string, failed: boolean, seconds?: number }>} */
async function kernels() {
  const start = performance.now();
  const { stale, problem } = await buildModules().then(
    (built) => ({ stale: built.filter(({ isCurrent }) => !isCurrent), problem: undefined }),
    (error) => ({ stale: [], problem: String(error) }),
  );
  const output = stale.map(({ file }) => `${file} is not what its sources give: run node scripts/kernels.mjs`);
  const failed = problem !== undefined || stale.length > 0;
  const seconds = (performance.now() - start) / 1000;
  return { name: 'wasm modules', output: problem ?? output.join('\n'), failed, seconds };
}

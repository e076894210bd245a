import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { checkCase } from './golden/check-case.ts';
import { Skip, type Engine } from './golden/engine.ts';
import { reference } from './golden/engines/reference.ts';
import { simd } from './golden/engines/simd.ts';
import { streams } from './golden/engines/streams.ts';
import type { RawCase } from './golden/read-case.ts';

/**
 * npm run golden -- [--engine simd|reference|streams] PATH…
 * Runs reference cases (files or folders) and prints a line each; exit 1 on a failure.
 */
const engines: readonly Engine[] = [simd, reference, streams];

interface Request {
  readonly chosen: readonly Engine[];
  readonly paths: readonly string[];
}

function readArguments(args: readonly string[]): Request {
  const paths = [...args];
  const at = paths.indexOf('--engine');
  if (at < 0) return { chosen: engines, paths };
  const [, name] = paths.splice(at, 2);
  const chosen = engines.filter((engine) => engine.name === name);
  if (chosen.length === 0) throw new Error(`--engine: expected simd, reference or streams, got ${name ?? 'nothing'}`);
  return { chosen, paths };
}

async function files(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const names = (await readdir(path)).filter((name) => name.endsWith('.json')).sort();
  return names.map((name) => join(path, name));
}

type Outcome = 'passed' | 'failed' | 'skipped';

function check(engine: Engine, { name, raw }: { name: string; raw: RawCase }): Outcome {
  const place = `${name.padEnd(34)} ${engine.name.padEnd(9)}`;
  try {
    const deviations = checkCase(engine, raw);
    const worst = deviations.reduce((a, b) => (b.error / b.tolerance > a.error / a.tolerance ? b : a));
    const failed = !(worst.error <= worst.tolerance);
    console.log(`${failed ? 'FAIL' : 'ok  '} ${place} ${worst.error.toExponential(1)} at ${worst.where}`);
    return failed ? 'failed' : 'passed';
  } catch (error) {
    if (error instanceof Skip) {
      console.log(`skip ${place} ${error.message}`);
      return 'skipped';
    }
    console.log(`FAIL ${place} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return 'failed';
  }
}

async function main(): Promise<void> {
  const { chosen, paths } = readArguments(process.argv.slice(2));
  if (paths.length === 0) throw new Error('say which cases: npm run golden -- [--engine NAME] PATH…');
  const counts: Record<Outcome, number> = { passed: 0, failed: 0, skipped: 0 };
  for (const path of (await Promise.all(paths.map(files))).flat()) {
    const name = basename(path, '.json');
    let raw: RawCase;
    try {
      raw = JSON.parse(await readFile(path, 'utf8')) as RawCase;
    } catch (error) {
      console.log(`FAIL ${path}: ${error instanceof Error ? error.message : String(error)}`);
      counts.failed++;
      continue;
    }
    for (const engine of chosen) counts[check(engine, { name, raw })]++;
  }
  if (counts.skipped > 0) console.log(`${counts.skipped} skipped`);
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  process.exitCode = counts.failed > 0 ? 1 : 0;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
});

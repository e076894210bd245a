import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SpecError } from '../src/nn/cells/fields.ts';
import { ShapeError } from '../src/nn/shape.ts';
import { checkCase } from './golden/check-case.ts';
import { Skip, type Engine, type GoldenCase } from './golden/engine.ts';
import { reference } from './golden/engines/reference.ts';
import { simd } from './golden/engines/simd.ts';
import { streams } from './golden/engines/streams.ts';
import { readCase } from './golden/read-case.ts';

/**
 * npm run golden -- [--engine simd|reference|streams] PATH…
 * Runs reference cases (files, or folders with all that is in them) and prints a line each; exit 1 on a failure. What cannot
 * be read fails on each engine, and says where and what was wanted.
 */
const engines: readonly Engine[] = [simd, reference, streams];

interface Request {
  readonly chosen: readonly Engine[];
  readonly paths: readonly string[];
}

function readArguments(args: readonly string[]): Request {
  const paths: string[] = [];
  let chosen = engines;
  for (let n = 0; n < args.length; n++) {
    const [, inline] = /^--engine(?:=(.*))?$/.exec(args[n]) ?? [];
    if (args[n] !== '--engine' && inline === undefined) {
      if (args[n].startsWith('--')) throw new Error(`${args[n]}: expected --engine NAME or a path`);
      paths.push(args[n]);
      continue;
    }
    const name = inline ?? args[++n];
    chosen = engines.filter((engine) => engine.name === name);
    if (chosen.length === 0) throw new Error(`--engine: expected simd, reference or streams, got ${name ?? 'nothing'}`);
  }
  if (paths.length === 0) throw new Error('say which cases: npm run golden -- [--engine NAME] PATH…');
  return { chosen, paths };
}

/** A case by the name that its lines have: its file, or why there is none. */
interface Found {
  readonly name: string;
  readonly file: string | SpecError;
}

/** The cases of a path: the file itself, or each file in the folder and in those below. Never throws. */
async function casesAt(path: string): Promise<Found[]> {
  const missing = (file: SpecError): Found[] => [{ name: path, file }];
  try {
    if (!(await stat(path)).isDirectory()) return [{ name: basename(path, '.json'), file: path }];
    const names = (await readdir(path, { recursive: true })).filter((name) => name.endsWith('.json')).sort();
    if (names.length === 0) return missing(new SpecError(path, 'a folder with *.json files', 'none'));
    return names.map((name) => ({ name: name.replace(/\.json$/, ''), file: join(path, name) }));
  } catch (error) {
    return missing(unreadable(path, error));
  }
}

function unreadable(path: string, error: unknown): SpecError {
  const { code } = error as NodeJS.ErrnoException;
  return new SpecError(path, 'a file or a folder', code === 'ENOENT' ? undefined : (code ?? String(error)));
}

/** Throws SpecError or ShapeError where the file is none of the format. */
async function caseOf(file: string | SpecError): Promise<GoldenCase> {
  if (typeof file !== 'string') throw file;
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw unreadable(file, error);
  });
  try {
    return readCase(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch (error) {
    if (error instanceof SyntaxError) throw new SpecError(file, 'JSON', error.message);
    throw error;
  }
}

type Outcome = 'passed' | 'failed' | 'skipped';

/** One line: what went wrong, where. What the project did not foresee has its stack on standard error. */
function fail(place: string, error: unknown): Outcome {
  const message = error instanceof Error ? error.message : String(error);
  console.log(`FAIL ${place} ${message.replaceAll(/\s*\n\s*/g, ' ')}`);
  if (error instanceof Error && !(error instanceof SpecError) && !(error instanceof ShapeError)) {
    console.error(error.stack);
  }
  return 'failed';
}

function check(engine: Engine, { place, golden }: { place: string; golden: GoldenCase }): Outcome {
  try {
    const deviations = checkCase(engine, golden);
    const share = ({ error, tolerance }: { error: number; tolerance: number }) =>
      Number.isNaN(error) ? Infinity : error / tolerance;
    const worst = deviations.reduce((a, b) => (share(b) > share(a) ? b : a));
    const failed = !(worst.error <= worst.tolerance);
    console.log(`${failed ? 'FAIL' : 'ok  '} ${place} ${worst.error.toExponential(1)} at ${worst.where}`);
    return failed ? 'failed' : 'passed';
  } catch (error) {
    if (!(error instanceof Skip)) return fail(place, error);
    console.log(`skip ${place} ${error.message}`);
    return 'skipped';
  }
}

async function outcomes({ name, file }: Found, chosen: readonly Engine[]): Promise<Outcome[]> {
  const placeOf = (engine: Engine): string => `${name.padEnd(34)} ${engine.name.padEnd(9)}`;
  let golden: GoldenCase;
  try {
    golden = await caseOf(file);
  } catch (error) {
    return chosen.map((engine) => fail(placeOf(engine), error));
  }
  return chosen.map((engine) => check(engine, { place: placeOf(engine), golden }));
}

async function main(): Promise<void> {
  const { chosen, paths } = readArguments(process.argv.slice(2));
  const counts: Record<Outcome, number> = { passed: 0, failed: 0, skipped: 0 };
  for (const found of (await Promise.all(paths.map(casesAt))).flat()) {
    for (const outcome of await outcomes(found, chosen)) counts[outcome]++;
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

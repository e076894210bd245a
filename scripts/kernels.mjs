/**
 * `node scripts/kernels.mjs [--check | --print]`: compiles workers/kernels/simd/assembly (AssemblyScript) to
 * workers/kernels/simd/kernels.wasm, and the bench's peak. Both are committed, so that the app needs no compiler.
 *
 *   --check   says whether the committed modules are what the sources give, byte for byte
 *   --print   writes the made sources to the screen
 */
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bootstrap, root } from './bootstrap.mjs';
import { blocksSource } from './kernels/blocks.mjs';
import { groupsSource } from './kernels/groups.mjs';
import { dispatchSource, elementwiseSource, modulesOf } from './kernels/sources.mjs';
import { bundle } from './run-ts.mjs';

const folder = path.join(root, 'workers/kernels/simd/assembly');

/** Text of each module, by its name; `blocks`, `groups`, `elementwise` and `dispatch` are made. @returns {Promise<Map<string, string>>} */
async function sources() {
  const [file] = await bundle(['scripts/kernels/table.ts']);
  const { elementwise, kernels } = /** @type {typeof import('./kernels/table.ts')} */ (
    await import(pathToFileURL(file).href)
  );
  rmSync(path.dirname(file), { recursive: true, force: true });
  const written = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  const texts = new Map(
    written.map((name) => [path.basename(name, '.ts'), readFileSync(path.join(folder, name), 'utf8')]),
  );
  texts.set('blocks', blocksSource).set('groups', groupsSource).set('elementwise', elementwiseSource(elementwise));
  return texts.set('dispatch', dispatchSource(kernels, modulesOf(texts)));
}

const OPTIONS = [
  ['index.ts', '--outFile', 'kernels.wasm', '--baseDir', '/'],
  ['-O3', '--converge', '--noAssert', '--runtime', 'stub', '--enable', 'simd,bulk-memory', '--importMemory'],
  // v128 values pass between the modules of the source only
  ['--disableWarning', '112'],
].flat();

/** @param {ReadonlyMap<string, string>} texts @returns {Promise<Uint8Array>} */
async function compile(texts) {
  const { default: asc } = await import('assemblyscript/asc');
  /** @type {Uint8Array | undefined} */
  let binary;
  /** @type {string[]} */
  const messages = [];
  const { error } = await asc.main(OPTIONS, {
    readFile: (name) => texts.get(path.basename(name, '.ts')) ?? null,
    writeFile(_name, contents) {
      if (typeof contents !== 'string') binary = contents;
    },
    listFiles: () => [],
    stderr: { write: (text) => messages.push(String(text)) },
  });
  if (error || !binary) throw new Error(`asc: ${messages.join('')}`, { cause: error });
  return binary;
}

/** The bench's loop at the peak of the machine, a module by itself. */
function peakSource() {
  return new Map([['index', readFileSync(path.join(root, 'test/bench/peak/peak.ts'), 'utf8')]]);
}

/** @typedef {{ file: string, binary: Uint8Array, isCurrent: boolean }} Built */

/** Compiles all modules and compares them with the committed ones. @returns {Promise<Built[]>} */
export async function buildModules() {
  const modules = [
    { file: 'workers/kernels/simd/kernels.wasm', texts: await sources() },
    { file: 'test/bench/peak/peak.wasm', texts: peakSource() },
  ];
  return Promise.all(
    modules.map(async ({ file, texts }) => {
      const binary = await compile(texts);
      const committed = path.join(root, file);
      const isCurrent = existsSync(committed) && Buffer.compare(readFileSync(committed), binary) === 0;
      return { file, binary, isCurrent };
    }),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  bootstrap();
  if (process.argv.includes('--print')) {
    const texts = await sources();
    for (const name of ['blocks', 'groups', 'elementwise', 'dispatch']) console.log(texts.get(name));
  } else {
    const check = process.argv.includes('--check');
    for (const { file, binary, isCurrent } of await buildModules()) {
      if (!check) writeFileSync(path.join(root, file), binary);
      const outcome = isCurrent ? 'as it was' : check ? 'not what is committed: run node scripts/kernels.mjs' : 'new';
      console.log(`${file}: ${binary.length} bytes, ${outcome}`);
      if (check && !isCurrent) process.exitCode = 1;
    }
  }
}

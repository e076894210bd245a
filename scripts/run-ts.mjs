/**
 * Runs a TypeScript file in Node 20: Vite bundles it into node_modules/.cache/unroll, then Node runs the plain module,
 * at the full speed of its compiler. Packages stay outside the bundle.
 *
 *   node scripts/run-ts.mjs scripts/golden.ts [ARGUMENTS…]
 */
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { bootstrap, root } from './bootstrap.mjs';

/**
 * Bundles each entry on its own.
 * @param {string[]} entries paths of TypeScript files
 * @returns {Promise<string[]>} the modules to run, in the order of the entries
 */
export async function bundle(entries) {
  const { build } = await import('vite');
  const outDir = path.join(root, 'node_modules/.cache/unroll', String(process.pid));
  const named = entries.map((entry) => [path.relative(root, path.resolve(entry)).replace(/\W+/g, '-'), entry]);
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: Object.fromEntries(named.map(([name, entry]) => [name, path.resolve(entry)])),
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  });
  return named.map(([name]) => path.join(outDir, `${name}.mjs`));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [entry, ...parameters] = process.argv.slice(2);
  if (!entry) {
    console.error('usage: node scripts/run-ts.mjs FILE.ts [ARGUMENTS…]');
    process.exit(2);
  }
  bootstrap();
  const [file] = await bundle([entry]);
  const result = spawnSync(process.execPath, ['--enable-source-maps', file, ...parameters], { stdio: 'inherit' });
  const { rmSync } = await import('node:fs');
  rmSync(path.dirname(file), { recursive: true, force: true });
  process.exitCode = result.status ?? 1;
}

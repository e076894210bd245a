/**
 * Who may import whom (docs/architecture.md). Reads every import of src/, components/ and workers/ and names each that
 * the table does not allow. `import type` counts as a type; everything else, `import()` too, as a value.
 */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * A room may import itself, `values` whole and `types` by `import type` only. Rooms of src/ go by their folder's name;
 * a more exact path stands before its room. Packages are given by name; '*' allows all.
 * @typedef {{ room: string, within: string, values?: string[], types?: string[], packages?: string[] }} Rule
 * @type {Rule[]}
 */
export const rules = [
  { room: 'main', within: 'src/main.ts', values: ['*'], packages: ['*'] },
  { room: 'nn', within: 'src/nn/' },
  { room: 'streams', within: 'src/streams/', values: ['nn'], packages: ['rxjs'] },
  { room: 'formula', within: 'src/formula/', values: ['nn'], types: ['streams'], packages: ['temml'] },
  { room: 'interop', within: 'src/interop/', values: ['nn'] },
  { room: 'datasets', within: 'src/datasets/', values: ['nn'] },
  { room: 'protocol', within: 'src/train/protocol.ts', types: ['nn'] },
  { room: 'protocol', within: 'src/train/protocol/', types: ['nn'] },
  { room: 'train', within: 'src/train/', values: ['protocol'], types: ['nn'], packages: ['rxjs'] },
  { room: 'store', within: 'src/store/', values: ['nn'], types: ['protocol'], packages: ['idb'] },
  {
    room: 'app',
    within: 'src/app/',
    values: ['nn', 'streams', 'formula', 'interop', 'datasets', 'protocol', 'train', 'store', 'lessons', 'i18n'],
    packages: ['rxjs', 'workbox-window'],
  },
  { room: 'lessons', within: 'src/lessons/', values: ['nn', 'datasets', 'formula'] },
  { room: 'i18n', within: 'src/i18n/', packages: ['@lit/localize'] },
  { room: 'workers', within: 'workers/', values: ['nn', 'protocol', 'datasets'] },
  {
    room: 'components',
    within: 'components/',
    values: ['nn', 'streams', 'formula'],
    types: ['*'],
    packages: ['lit', '@lit/localize', 'rxjs', '@fontsource/noto-sans-math'],
  },
];

/** @typedef {{ specifier: string, typeOnly: boolean, line: number }} Import */

/** Every import and re-export of a module's text, dynamic ones included. @param {string} text @returns {Import[]} */
export function importsOf(text) {
  const code = text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
    .replace(/^\s*\/\/.*$/gm, '');
  const statement = /^\s*(?:import|export)\b(?:(\s+type)\b(?!\s+from\b))?(?:[\w\s{},*$]*?\bfrom)?\s*['"]([^'"]+)['"]/gm;
  const dynamic = /\bimport\(\s*['"`]([^'"`]+)['"`]\s*\)/g;
  const found = [];
  for (const match of code.matchAll(statement)) {
    const start = match.index + match[0].search(/\S/);
    found.push({ specifier: match[2], typeOnly: match[1] !== undefined, line: lineOf(code, start) });
  }
  for (const match of code.matchAll(dynamic)) {
    // `import('x').Type` in a type position loads nothing.
    const typeOnly =
      /^\s*\.\s*[A-Z]/.test(code.slice(match.index + match[0].length)) ||
      /\btypeof\s+$/.test(code.slice(0, match.index));
    found.push({ specifier: match[1], typeOnly, line: lineOf(code, match.index) });
  }
  return found;
}

/** @param {string} text @param {number} index */
const lineOf = (text, index) => text.slice(0, index).split('\n').length;

/**
 * What a file does that it may not, one sentence each.
 * @param {string} file path from the root, with slashes @param {string} text
 * @returns {string[]}
 */
export function violationsOf(file, text) {
  const rule = ruleOf(file);
  if (!rule) return [`${file}: belongs to no room; give it one in scripts/import-rules.mjs`];
  const found = importsOf(text).flatMap(({ specifier, typeOnly, line }) => {
    const problem = specifier.startsWith('.')
      ? forbiddenRoom(rule, path.posix.join(path.posix.dirname(file), specifier), typeOnly)
      : forbiddenPackage(rule, specifier);
    return problem ? [`${file}:${line}: ${rule.room} may not import ${problem}`] : [];
  });
  if (/\bnew\s+(?:Shared)?Worker\(/.test(text) && file !== 'src/train/trainer.ts') {
    found.push(`${file}: only src/train/trainer.ts may create a worker`);
  }
  return found;
}

/** @param {string} file */
const ruleOf = (file) => rules.find(({ within }) => (within.endsWith('/') ? file.startsWith(within) : file === within));

/** @param {Rule} rule @param {string} target @param {boolean} typeOnly */
function forbiddenRoom({ room, values = [], types = [] }, target, typeOnly) {
  const other = ruleOf(target)?.room;
  if (!other) return `${target}, which belongs to no room`;
  const allowed = typeOnly ? [...values, ...types] : values;
  if (other === room || allowed.includes(other) || allowed.includes('*')) return undefined;
  const hint = !typeOnly && (types.includes(other) || types.includes('*')) ? ' except by `import type`' : '';
  return `${other} (${target})${hint}`;
}

/** @param {Rule} rule @param {string} specifier */
function forbiddenPackage({ packages = [] }, specifier) {
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  return packages.includes(name) || packages.includes('*') ? undefined : `the package ${name}`;
}

/** @param {string} root @returns {{ files: number, violations: string[] }} */
export function checkImports(root) {
  const files = ['src', 'components', 'workers'].flatMap((room) =>
    readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' })
      .map((file) => `${room}/${file.split(path.sep).join('/')}`)
      .filter((file) => file.endsWith('.ts') && !file.startsWith('workers/kernels/simd/assembly/')),
  );
  const violations = files.flatMap((file) => violationsOf(file, readFileSync(path.join(root, file), 'utf8')));
  return { files: files.length, violations };
}

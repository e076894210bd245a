/**
 * The two AssemblyScript sources that are made, not written: `elementwise`, loops over rows around the functions of
 * units.ts, and `dispatch`, which finds a kernel by its code. A name of the tables without a function does not compile.
 */

import { groupNames } from './groups.mjs';

/** @typedef {import('./table.ts').ElementwiseRow} Row */

const PARAMETERS = `a: usize, b: usize, c: usize, d: usize, sa: usize, sb: usize, sc: usize, sd: usize,
  rows: i32, inner: i32, outer: i32, mode: i32`;
const ARGUMENTS = 'a, b, c, d, sa, sb, sc, sd, rows, inner, outer, mode';

/** The function of a kernel, or the identifier of a module: `leaky-relu` is leakyRelu. @param {string} name */
export const functionOf = (name) => name.replace(/-\w/g, (found) => found[1].toUpperCase());

/** @param {readonly Row[]} rows */
export function elementwiseSource(rows) {
  const names = rows.flatMap(({ name }) => [`${functionOf(name)}Value`, `${functionOf(name)}Slope`]);
  return `import { putSome } from './lanes';
import { ${groupNames.map((name) => `${name}Groups`).join(', ')} } from './groups';
import { ACCUMULATE, SECOND } from './modes';
import { ${names.join(', ')} } from './units';
${rows.map((row) => value(row) + gradient(row)).join('')}`;
}

/** d = f(a) or f(a, b). @param {Row} row */
function value({ name, arity }) {
  const operands = arity === 1 ? ['a'] : ['a', 'b'];
  const call = (/** @type {string} */ at) =>
    `${functionOf(name)}Value(${operands.map((operand) => `v128.load(${operand} + ${at})`).join(', ')})`;
  return loop(functionOf(name), { operands, call });
}

/** d (+)= a f'(…). @param {Row} row */
function gradient({ name, arity, slope }) {
  const reads = { nothing: 0, inputs: arity, output: 1 }[slope];
  const operands = ['a', ...['b', 'c'].slice(0, reads)];
  const inputs = ['b', 'c'].slice(0, arity);
  const call = (/** @type {string} */ at) => {
    const given = inputs.map((input) => (operands.includes(input) ? `v128.load(${input} + ${at})` : 'f32x4.splat(0)'));
    const parameters = arity === 2 ? ['(mode & SECOND) != 0', ...given] : given;
    const product = `f32x4.mul(v128.load(a + ${at}), ${functionOf(name)}Slope(${parameters.join(', ')}))`;
    return `onto(d + ${at}, ${product}, mode)`;
  };
  const onto = name === 'add' ? ONTO : '';
  return onto + loop(`${functionOf(name)}Gradient`, { operands, call });
}

const ONTO = `
@inline
function onto(d: usize, value: v128, mode: i32): v128 {
  return (mode & ACCUMULATE) != 0 ? f32x4.add(v128.load(d), value) : value;
}
`;

/**
 * Rows that lie one behind the other are one long row. Operands may be the result: each number is read before its place
 * is written.
 * @param {string} name @param {{ operands: string[], call: (at: string) => string }} body
 */
function loop(name, { operands, call }) {
  const start = groupNames.includes(name) ? `${name}Groups(a, d, full)` : '0';
  return `
export function ${name}(
  ${PARAMETERS},
): void {
  const row = <usize>inner << 2;
  if (${['d', ...operands].map((operand) => `s${operand} == row`).join(' && ')}) {
    inner *= rows;
    rows = 1;
  }
  const full = <usize>(inner & ~3) << 2;
  const rest = inner & 3;
  for (let r = 0; r < rows; r++) {
    for (let n: usize = ${start}; n < full; n += 16) v128.store(d + n, ${call('n')});
    if (rest != 0) putSome(d + full, ${call('full')}, rest);
${['d', ...operands].map((operand) => `    ${operand} += s${operand};`).join('\n')}
  }
}
`;
}

/** @param {readonly string[]} kernels names in the order of their codes @param {ReadonlyMap<string, string>} places each function's module */
export function dispatchSource(kernels, places) {
  const calls = kernels.map(functionOf).map((name) => {
    const module = places.get(name);
    if (module === undefined) throw new Error(`no AssemblyScript function ${name} for its kernel`);
    return { module, name };
  });
  const modules = [...new Set(calls.map(({ module }) => module))];
  const imports = modules.map((module) => `import * as ${functionOf(module)} from './${module}';`);
  const cases = calls.map(
    ({ module, name }, code) => `    case ${code}: ${functionOf(module)}.${name}(${ARGUMENTS}); break;`,
  );
  return `${imports.join('\n')}

export function dispatch(
  code: i32, ${PARAMETERS},
): void {
  switch (code) {
${cases.join('\n')}
    default: unreachable();
  }
}
`;
}

/** A kernel's uniform signature begins like this. */
const KERNEL = /^export function (\w+)\(\s*_?a: usize, _?b: usize, _?c: usize, _?d: usize, _?sa: usize/gm;

/** Kernels and their modules; a name twice is an error. @param {ReadonlyMap<string, string>} sources text by module */
export function modulesOf(sources) {
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const [module, text] of sources) {
    for (const [, name] of text.matchAll(KERNEL)) {
      const other = found.get(name);
      if (other !== undefined) throw new Error(`function ${name} is in ${other} and in ${module}`);
      found.set(name, module);
    }
  }
  return found;
}

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
import { fetch } from './fetch';
import { ACCUMULATE, BIAS, FETCH, SECOND, TIMES } from './modes';
import { ${names.join(', ')} } from './units';
${rows.map((row) => value(row) + gradient(row)).join('')}`;
}

/** d = f(a) or f(a, b); a product also c + a b. @param {Row} row */
function value({ name, arity }) {
  const operands = arity === 1 ? ['a'] : ['a', 'b'];
  const call = (/** @type {At} */ at) =>
    `${functionOf(name)}Value(${operands.map((operand) => load(operand, at)).join(', ')})`;
  const plus = (/** @type {At} */ at) => `f32x4.add(${load('c', at)}, ${call(at)})`;
  const choices = name === 'multiply' ? [{ when: BIAS, readsC: true, call: plus }] : [];
  return loop(functionOf(name), { operands, choices: [...choices, { when: '', readsC: false, call }] });
}

const BIAS = '(mode & BIAS) != 0';
const ADDS = '(mode & ACCUMULATE) != 0';
const TIMES = '(mode & TIMES) != 0';

/**
 * d (+)= a f'(…); also a c f'(…), where f' is computed from the output. The slope of an op of two that reads inputs gets the other input.
 * @param {Row} row
 */
function gradient({ name, arity, slope }) {
  const reads = { nothing: 0, inputs: 1, output: 1 }[slope];
  const operands = ['a', 'b'].slice(0, 1 + reads);
  const product = (/** @type {At} */ at, arriving = load('a', at)) => {
    const given = reads === 0 ? 'f32x4.splat(0)' : load('b', at);
    const parameters = arity === 2 ? `(mode & SECOND) != 0, ${given}` : given;
    return `f32x4.mul(${arriving}, ${functionOf(name)}Slope(${parameters}))`;
  };
  const times = (/** @type {At} */ at) => product(at, `f32x4.mul(${load('a', at)}, ${load('c', at)})`);
  const sum = (/** @type {(at: At) => string} */ call) => (/** @type {At} */ at) =>
    `f32x4.add(${load('d', at)}, ${call(at)})`;
  const before = [...(reads === 0 ? [] : [FETCHING]), ...(arity === 2 && slope === 'inputs' ? [OTHER] : [])].join('');
  const withFactor = [
    { when: `${TIMES} && ${ADDS}`, readsC: true, call: sum(times) },
    { when: TIMES, readsC: true, call: times },
  ];
  const plain = [
    { when: ADDS, readsC: false, call: sum(product) },
    { when: '', readsC: false, call: product },
  ];
  const choices = arity === 1 && slope === 'output' ? [...withFactor, ...plain] : plain;
  return loop(`${functionOf(name)}Gradient`, { operands, choices, before });
}

const FETCHING = `
  if ((mode & FETCH) != 0) {
    fetch(b, sb, rows, <usize>inner << 2);
    fetch(c, sc, rows, <usize>inner << 2);
  }`;

const OTHER = `
  if ((mode & SECOND) == 0) {
    b = c;
    sb = sc;
  }`;

/** @typedef {{ readonly base: string, readonly offset: number }} At a variable, and bytes behind it */

/** @param {string} operand @param {At} at */
const load = (operand, { base, offset }) => `v128.load(${operand} + ${base}, ${offset})`;

/** Registers of one turn of a loop, where what is done with each is little: there a turn costs as much as its work. */
const UNROLLED = 4;
const long = new Set(['sigmoid', 'tanh', 'elu', 'gelu', 'softplus', 'geluGradient', 'softplusGradient']);

/**
 * What is done with each number, the first of which `when` holds; the last has none.
 * @typedef {{ readonly when: string, readonly readsC: boolean, readonly call: (at: At) => string }} Choice
 */

/**
 * Rows that lie one behind the other are one long row. Operands may be the result: each number is read before its place
 * is written.
 * @param {string} name
 * @param {{ operands: string[], choices: readonly Choice[], before?: string }} body
 */
function loop(name, { operands, choices, before = '' }) {
  const start = groupNames.includes(name) ? `${name}Groups(a, d, full)` : '0';
  const all = ['d', ...operands];
  const turn = long.has(name) ? 1 : UNROLLED;
  const registers = Array.from({ length: turn }, (_, k) => 16 * k);
  const numbers = (/** @type {Choice} */ { call }) => `for (; n < whole; n += ${16 * turn}) {
${registers.map((offset) => `        v128.store(d + n, ${call({ base: 'n', offset })}, ${offset});`).join('\n')}
      }
      ${turn === 1 ? '' : `for (; n < full; n += 16) v128.store(d + n, ${call({ base: 'n', offset: 0 })});`}
      if (rest != 0) putSome(d + full, ${call({ base: 'full', offset: 0 })}, rest);`;
  const cases = choices.map(
    (choice) => `${choice.when === '' ? '' : `if (${choice.when}) `}{
      ${numbers(choice)}
    }`,
  );
  const withC = choices.filter(({ readsC }) => readsC).map(({ when }) => when);
  const together = all.map((operand) => `s${operand} == row`);
  if (withC.length > 0) together.push(`(sc == row || !(${withC.join(' || ')}))`);
  return `
export function ${name}(
  ${PARAMETERS},
): void {${before}
  const row = <usize>inner << 2;
  if (${together.join(' && ')}) {
    inner *= rows;
    rows = 1;
  }
  const full = <usize>(inner & ~3) << 2;
  const whole = full & ~${16 * turn - 1};
  const rest = inner & 3;
  for (let r = 0; r < rows; r++) {
    let n: usize = ${start};
    ${cases.join(' else ')}
${[...all, ...(withC.length > 0 ? ['c'] : [])].map((operand) => `    ${operand} += s${operand};`).join('\n')}
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

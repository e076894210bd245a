/**
 * The inner loops of products, made because they are unrolled: 4 or 5 rows × 8 columns of sums stay in 8 or 10 registers
 * while the common axis k runs.
 *
 *         A     k →            B: a panel of 8 columns          C
 *        ┌──────────────┐      ┌────────┐                      ┌────────┐
 *      4 │ x0 x0 x0 …   │    k │ b0  b1 │                    4 │ c00 c01│
 *        │ x1           │    ↓ │        │                      │ c10 c11│
 *        │ x2           │      │        │                      │ c20 c21│
 *        │ x3           │      │        │                      │ c30 c31│
 *        └──────────────┘      └────────┘                      └────────┘
 *
 * Each step of k loads 8 numbers of B (two registers) and one number of each row of A, spread over a register; 4 rows are
 * 6 loads, 8 multiplications, 8 additions. Steps come in eights, so that pointers move once for eight. Behind each the loop
 * may end: that ends sums of any length, and it keeps the optimizer of the compiler from putting the additions of one
 * sum together, which would need more registers than there are and halve the speed. Five rows are quicker than four,
 * for additions wait less for each other; six need more registers than there are (docs/performance.md).
 */

const STEPS = 8;

/** Columns of A that a weight gradient packs at once: a multiple of five, and of four. */
const COLUMNS = 20;

/**
 * How A lies in memory: its rows as they are, one number of k behind the other, or columns packed, `COLUMNS` numbers for
 * each k. For packed columns `a` is a list, 8 bytes each, of where a column begins and where its row of C does: neither need
 * be neighbours.
 *
 * @typedef {{
 *   readonly suffix: '' | 'Packed', readonly stride: number,
 *   readonly a: (row: number) => string, readonly c: (row: number) => string,
 * }} Layout
 */

/** @type {readonly Layout[]} */
const layouts = [
  {
    suffix: '',
    stride: 4,
    a: (row) => (row === 0 ? 'a' : `a${row - 1} + strideA`),
    c: (row) => `c + ${row} * strideC`,
  },
  {
    suffix: 'Packed',
    stride: 4 * COLUMNS,
    a: (row) => `load<usize>(a, ${8 * row})`,
    c: (row) => `c + load<usize>(a, ${8 * row + 4})`,
  },
];

/** @param {number} length @param {(n: number) => string} text @param {string} [between] */
const each = (length, text, between = ' ') => Array.from({ length }, (_, n) => text(n)).join(between);

/** @param {number} rows @param {number} step @param {number} stride */
function stepOf(rows, step, stride) {
  const sums = each(
    rows,
    (row) => `    x = v128.load32_splat(a${row}, ${stride * step});
    c${row}0 = madd(c${row}0, x, b0); c${row}1 = madd(c${row}1, x, b1);`,
    '\n',
  );
  const exit = step < STEPS - 1 ? `    if (b == end - ${32 * (step + 1)}) break;\n` : '';
  return `    b0 = v128.load(b, ${32 * step}); b1 = v128.load(b, ${32 * step + 16});\n${sums}\n${exit}`;
}

/** @param {number} rows @param {number} stride bytes from one k to the next in A */
const loop = (rows, stride) => `  let ${each(rows, (row) => `c${row}0 = splat(0), c${row}1 = splat(0)`, ', ')};
  let b0: v128, b1: v128, x: v128;
  while (b < end) {
${each(STEPS, (step) => stepOf(rows, step, stride), '')}    ${each(rows, (row) => `a${row} += ${stride * STEPS};`)}
    b += ${32 * STEPS};
  }`;

/** Sums onto their start and to their place, all rows between two tests. @param {number} rows @param {Layout} layout */
const finish = (rows, { c }) => {
  const forRows = (/** @type {(row: number) => string} */ text) => each(rows, text, '\n    ');
  return `  if (bias != 0) {
    b0 = v128.load(bias); b1 = v128.load(bias, 16);
    ${forRows((row) => `c${row}0 = f32x4.add(b0, c${row}0); c${row}1 = f32x4.add(b1, c${row}1);`)}
  }
  if (real >= 8) {
    if (adds) {
      ${forRows((row) => `add8(${c(row)}, c${row}0, c${row}1);`)}
    } else {
      ${forRows((row) => `store8(${c(row)}, c${row}0, c${row}1);`)}
    }
  } else {
    ${forRows((row) => `put(${c(row)}, c${row}0, c${row}1, 0, real, adds);`)}
  }`;
};

/** @param {number} rows @param {Layout} layout */
const block = (rows, layout) => {
  const { suffix, stride, a } = layout;
  return `
/** ${rows} rows times a panel from b to end; \`real\` columns count. */
@inline
export function block${rows}${suffix}(
  a: usize, strideA: usize, b: usize, end: usize, c: usize, strideC: usize, bias: usize, real: i32, adds: bool,
): void {
  let ${each(rows, (row) => `a${row} = ${a(row)}`, ', ')};
${loop(rows, stride)}
${finish(rows, layout)}
}
`;
};

/** @param {Layout} layout */
const partial = ({ suffix, stride, a, c }) => `
/** One to three rows, \`height\`: the others repeat the first and are not stored. */
export function partialBlock4${suffix}(
  a: usize, strideA: usize, b: usize, end: usize, c: usize, strideC: usize, bias: usize, real: i32, adds: bool,
  height: i32,
): void {
  let a0 = ${a(0)};
  let a1 = height > 1 ? ${a(1)} : a0;
  let a2 = height > 2 ? ${a(2)} : a0;
  let a3 = a0;
${loop(4, stride)}
  if (bias != 0) {
    b0 = v128.load(bias); b1 = v128.load(bias, 16);
    ${each(3, (row) => `c${row}0 = f32x4.add(b0, c${row}0); c${row}1 = f32x4.add(b1, c${row}1);`)}
  }
  put(${c(0)}, c00, c01, 0, real, adds);
  if (height > 1) put(${c(1)}, c10, c11, 0, real, adds);
  if (height > 2) put(${c(2)}, c20, c21, 0, real, adds);
}
`;

export const blocksSource = `import { put } from './lanes';
import { splat } from './maths';

export const COLUMNS = ${COLUMNS};

@inline
export function madd(sum: v128, a: v128, b: v128): v128 {
  return f32x4.add(sum, f32x4.mul(a, b));
}

@inline
function store8(at: usize, low: v128, high: v128): void {
  v128.store(at, low);
  v128.store(at, high, 16);
}

@inline
function add8(at: usize, low: v128, high: v128): void {
  store8(at, f32x4.add(v128.load(at), low), f32x4.add(v128.load(at, 16), high));
}
${layouts.map((layout) => block(4, layout) + block(5, layout) + partial(layout)).join('')}`;

/**
 * The inner loops of products, made because they are unrolled: 4 rows × 8 columns of sums stay in 8 registers while the
 * common axis k runs.
 *
 *         A     k →            B: a panel of 8 columns          C
 *        ┌──────────────┐      ┌────────┐                      ┌────────┐
 *      4 │ x0 x0 x0 …   │    k │ b0  b1 │                    4 │ c00 c01│
 *        │ x1           │    ↓ │        │                      │ c10 c11│
 *        │ x2           │      │        │                      │ c20 c21│
 *        │ x3           │      │        │                      │ c30 c31│
 *        └──────────────┘      └────────┘                      └────────┘
 *
 * Each step of k loads 8 numbers of B (two registers) and one number of each of 4 rows of A, spread over a register: 6
 * loads, 8 multiplications, 8 additions. Steps come in fours, so that pointers move once for four. Behind each the loop
 * may end: that ends sums of any length, and it keeps the optimizer of the compiler from putting the additions of one
 * sum together, which would need more registers than there are and halve the speed (docs/performance.md).
 */

const STEPS = 4;
const rows = [0, 1, 2, 3];

/** @typedef {{ load: (row: number, step: number) => string, move: string }} Left how a block reads A */

/** A in place, a pointer to each row. @type {Left} */
const inPlace = {
  load: (row, step) => `v128.load32_splat(a${row}, ${4 * step})`,
  move: rows.map((row) => `a${row} += ${4 * STEPS};`).join(' '),
};

/** A packed, four rows side by side. @type {Left} */
const packed = {
  load: (row, step) => `v128.load32_splat(a, ${16 * step + 4 * row})`,
  move: `a += ${16 * STEPS};`,
};

/** @param {Left} left @param {number} step */
function stepOf({ load }, step) {
  const sums = rows.map(
    (row) => `    x = ${load(row, step)};
    c${row}0 = madd(c${row}0, x, b0); c${row}1 = madd(c${row}1, x, b1);`,
  );
  return `    b0 = v128.load(b, ${32 * step}); b1 = v128.load(b, ${32 * step + 16});\n${sums.join('\n')}\n`;
}

/** @param {Left} left */
function loop(left) {
  const steps = Array.from({ length: STEPS }, (_, step) => stepOf(left, step));
  const exits = steps.map((text, step) =>
    step < STEPS - 1 ? `${text}    if (b == end - ${32 * (step + 1)}) break;\n` : text,
  );
  return `  let ${rows.map((row) => `c${row}0 = splat(0), c${row}1 = splat(0)`).join(', ')};
  let b0: v128, b1: v128, x: v128;
  while (b < end) {
${exits.join('')}    ${left.move}
    b += ${32 * STEPS};
  }`;
}

/** Stores the sums: of all four rows, or of as many as there are. @param {{ partial: boolean }} which */
const stores = ({ partial }) =>
  rows
    .map((row) => {
      const condition = partial && row > 0 ? `if (height > ${row}) ` : '';
      return `  ${condition}put(c + ${row} * strideC, c${row}0, c${row}1, bias, real, adds);`;
    })
    .join('\n');

export const blocksSource = `import { put } from './lanes';
import { splat } from './maths';

@inline
export function madd(sum: v128, a: v128, b: v128): v128 {
  return f32x4.add(sum, f32x4.mul(a, b));
}

/** Four rows, strideA bytes apart, times a panel from b to end; \`real\` columns count. */
@inline
export function block4(
  a0: usize, strideA: usize, b: usize, end: usize, c: usize, strideC: usize, bias: usize, real: i32, adds: bool,
): void {
  let a1 = a0 + strideA, a2 = a1 + strideA, a3 = a2 + strideA;
${loop(inPlace)}
${stores({ partial: false })}
}

/** One to three rows, \`height\`: the others repeat the first and are not stored. */
export function partialBlock4(
  a0: usize, strideA: usize, b: usize, end: usize, c: usize, strideC: usize, bias: usize, real: i32, adds: bool,
  height: i32,
): void {
  let a1 = height > 1 ? a0 + strideA : a0;
  let a2 = height > 2 ? a1 + strideA : a0;
  let a3 = a0;
${loop(inPlace)}
${stores({ partial: true })}
}

/** Four packed rows. */
@inline
export function packedBlock4(
  a: usize, b: usize, end: usize, c: usize, strideC: usize, real: i32, adds: bool,
): void {
  const bias: usize = 0;
${loop(packed)}
${stores({ partial: false })}
}

/** Four packed rows, of which the first \`height\` are stored. */
export function partialPackedBlock4(
  a: usize, b: usize, end: usize, c: usize, strideC: usize, real: i32, adds: bool, height: i32,
): void {
  const bias: usize = 0;
${loop(packed)}
${stores({ partial: true })}
}
`;

/**
 * sigmoid and tanh of several registers at once, with the bits that maths.ts gives. The steps of one register wait for
 * each other, and the processor's schedulers hold little more than these; so a stage is written for all registers of a
 * group before the next stage begins. In a stage `$` is the register's number, `TABLE[n]` a constant of maths.ts.
 *
 * Binaryen would put a value that is used once at the place of its use, and so pull the stages apart again. Nothing is
 * moved past a possible exit, so there is one behind each stage; it is never taken (docs/performance.md).
 */

/** @typedef {{ name: string, width: number, stages: readonly string[] }} Group */

/** p = e^x, x in place. */
const exponential = [
  `x$ = f32x4.pmin(f32x4.pmax(x$, EXP[0]), EXP[1]);
    let shifted$ = madd(x$, EXP[2], EXP[3]);`,
  `let n$ = f32x4.sub(shifted$, EXP[3]);
    x$ = f32x4.sub(f32x4.sub(x$, f32x4.mul(n$, EXP[4])), f32x4.mul(n$, EXP[5]));`,
  `let squared$ = f32x4.mul(x$, x$);
    let p$ = madd(madd(EXP[6], x$, EXP[7]), squared$, madd(EXP[8], x$, EXP[9]));`,
  'p$ = f32x4.add(madd(madd(p$, squared$, madd(EXP[10], x$, EXP[11])), squared$, x$), one());',
  'p$ = f32x4.mul(p$, i32x4.add(i32x4.shl(shifted$, 23), ONE_BITS[0]));',
];

/** Writes f(x) of whole groups. @type {readonly Group[]} */
const maps = [
  {
    name: 'sigmoid',
    width: 8,
    stages: [
      'let x$ = f32x4.neg(v128.load(from, AT$));',
      ...exponential,
      'p$ = f32x4.div(one(), f32x4.add(one(), p$));',
      'v128.store(to, p$, AT$);',
    ],
  },
  {
    name: 'tanh',
    width: 4,
    stages: [
      `let x$ = v128.load(from, AT$), y$ = f32x4.pmin(f32x4.pmax(x$, TANH[0]), TANH[1]);
      let s$ = f32x4.mul(y$, y$);`,
      'let p$ = madd(madd(TANH[3], s$, TANH[4]), f32x4.mul(s$, s$), madd(TANH[5], s$, TANH[6]));',
      'let q$ = madd(TANH[10], s$, TANH[11]); p$ = madd(p$, s$, TANH[7]);',
      'q$ = madd(q$, s$, TANH[12]); p$ = madd(p$, s$, TANH[8]);',
      'q$ = madd(q$, s$, TANH[13]); p$ = f32x4.mul(madd(p$, s$, TANH[9]), y$);',
      'v128.store(to, select(x$, f32x4.div(p$, q$), f32x4.lt(f32x4.abs(x$), TANH[2])), AT$);',
    ],
  },
];

const BYTES = 16;
/** Registers of a group whose exponentials are summed. */
const SUMMED = 8;

/** @param {string} stage @param {number} register */
const forRegister = (stage, register) =>
  `    ${stage}`
    .replaceAll('AT$', `${BYTES * register}`)
    .replaceAll('$', `${register}`)
    .replaceAll(/\b([A-Z_]+)\[(\d+)\]/g, 'constant($1, $2)');

/** The stages for each register of a group, a possible exit behind each. @param {Group} group @param {string} exit */
function bodyOf({ width, stages }, exit) {
  const registers = Array.from({ length: width }, (_, n) => n);
  const texts = stages.map((stage) => registers.map((register) => forRegister(stage, register)).join('\n'));
  return texts.join(`\n    if (${exit}) break;\n`);
}

/** @param {Group} group */
const mapSource = (group) => `
/** ${group.name} of whole groups of ${group.width} registers, of \`bytes\` bytes in a row; how many bytes that were. */
export function ${group.name}Groups(from: usize, to: usize, bytes: usize): usize {
  const whole = bytes - bytes % ${BYTES * group.width};
  const end = from + whole;
  // \`to\` goes up in steps of 16 and cannot be there
  const never = to + 1;
  for (; from < end; from += ${BYTES * group.width}) {
${bodyOf(group, 'to == never')}
    to += ${BYTES * group.width};
  }
  return whole;
}
`;

/** e^(x − largest), summed in the order of the numbers. @param {{ name: string, comment: string, stores: string }} row */
const sumSource = ({ name, comment, stores }) => `
/** Σ e^(x − largest) over whole groups of registers${comment}. */
export function ${name}(from: usize, to: usize, end: usize, largest: v128): v128 {
  let total = splat(0);
  const never = from + 1;
  for (; from < end; from += ${BYTES * SUMMED}) {
${bodyOf(
  {
    name,
    width: SUMMED,
    stages: [
      'let x$ = f32x4.sub(v128.load(from, AT$), largest);',
      ...exponential,
      `${stores}total = f32x4.add(total, p$);`,
    ],
  },
  'from == never',
)}
    to += ${BYTES * SUMMED};
  }
  return total;
}
`;

const sums = [
  { name: 'sumOfExponentialGroups', comment: '', stores: '' },
  { name: 'exponentialGroups', comment: ', which are written too', stores: 'v128.store(to, p$, AT$); ' },
];

export const groupNames = maps.map(({ name }) => name);

export const groupsSource = `import { constant, EXP, madd, ONE_BITS, one, select, splat, TANH } from './maths';

/** Bytes of a group of \`exponentialGroups\`. */
export const EXPONENTIALS: usize = ${BYTES * SUMMED};
${maps.map(mapSource).join('')}${sums.map(sumSource).join('')}`;

/**
 * sigmoid and tanh of several registers at once, with the bits that maths.ts gives. The steps of one register wait for
 * each other, and the processor's schedulers hold little more than these; so a stage is written for all registers of a
 * group before the next stage begins. In a stage `$` is the register's number, `TABLE[n]` a constant of maths.ts.
 *
 * Binaryen would put a value that is used once at the place of its use, and so pull the stages apart again. Nothing is
 * moved past a possible exit, so there is one behind each stage; it is never taken (docs/performance.md).
 */

/** @typedef {{ name: string, width: number, stages: readonly string[] }} Group */

/** @type {readonly Group[]} */
const groups = [
  {
    name: 'sigmoid',
    width: 8,
    stages: [
      `let x$ = f32x4.pmin(f32x4.pmax(f32x4.neg(v128.load(from, AT$)), EXP[0]), EXP[1]);
      let shifted$ = madd(x$, EXP[2], EXP[3]);`,
      `let n$ = f32x4.sub(shifted$, EXP[3]);
      x$ = f32x4.sub(f32x4.sub(x$, f32x4.mul(n$, EXP[4])), f32x4.mul(n$, EXP[5]));`,
      `let squared$ = f32x4.mul(x$, x$);
      let p$ = madd(madd(EXP[6], x$, EXP[7]), squared$, madd(EXP[8], x$, EXP[9]));`,
      'p$ = f32x4.add(madd(madd(p$, squared$, madd(EXP[10], x$, EXP[11])), squared$, x$), one());',
      `p$ = f32x4.mul(p$, i32x4.add(i32x4.shl(shifted$, 23), ONE_BITS[0]));
      p$ = f32x4.div(one(), f32x4.add(one(), p$));`,
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

/** @param {string} stage @param {number} register */
const forRegister = (stage, register) =>
  `    ${stage}`
    .replaceAll('AT$', `${BYTES * register}`)
    .replaceAll('$', `${register}`)
    .replaceAll(/\b([A-Z_]+)\[(\d+)\]/g, 'constant($1, $2)');

/** @param {Group} group */
function groupSource({ name, width, stages }) {
  const registers = Array.from({ length: width }, (_, n) => n);
  const body = stages.map((stage) => registers.map((register) => forRegister(stage, register)).join('\n'));
  return `
/** ${name} of whole groups of ${width} registers, of \`bytes\` bytes in a row; how many bytes that were. */
export function ${name}Groups(from: usize, to: usize, bytes: usize): usize {
  const whole = bytes - bytes % ${BYTES * width};
  const end = from + whole;
  // \`to\` goes up in steps of 16 and cannot be there
  const never = to + 1;
  for (; from < end; from += ${BYTES * width}) {
${body.join('\n    if (to == never) break;\n')}
    to += ${BYTES * width};
  }
  return whole;
}
`;
}

export const groupNames = groups.map(({ name }) => name);

export const groupsSource = `import { constant, EXP, madd, ONE_BITS, one, select, TANH } from './maths';
${groups.map(groupSource).join('')}`;

import { activations } from '../../../src/nn/ops/activations.ts';
import { arithmetic } from '../../../src/nn/ops/arithmetic.ts';
import type { Elementwise, UnitOp } from '../../../src/nn/ops/op.ts';
import { A, A_ROW, B, B_ROW, C, C_ROW, D, D_ROW, INNER, MODE, ROWS, type Kernel } from '../kernel-set.ts';
import { ACCUMULATE, BIAS, elementwiseNames, SECOND, TIMES, type ElementwiseName } from '../names.ts';

type ElementwiseKernels = Record<ElementwiseName | `${ElementwiseName}-gradient`, Kernel>;

/** Kernels of every element-by-element op, made from the op table's scalar functions. */
export function elementwiseKernels(): ElementwiseKernels {
  const rows = elementwiseNames.flatMap((name): [string, Kernel][] => {
    const rule = ruleOf(name);
    return [
      [name, rule.arity === 1 ? unary(rule) : binary(rule)],
      [`${name}-gradient`, rule.arity === 1 ? unaryGradient(rule) : binaryGradient(rule)],
    ];
  });
  // every name of the list has both rows
  return Object.fromEntries(rows) as ElementwiseKernels;
}

function ruleOf(name: ElementwiseName): Elementwise {
  const table: Readonly<Record<ElementwiseName, UnitOp>> = { ...arithmetic, ...activations };
  const { elementwise } = table[name];
  if (elementwise === undefined) throw new Error(`op "${name}" has no element-by-element rule`);
  return elementwise;
}

/** d = f(a) */
function unary({ value }: Elementwise): Kernel {
  return ({ floats: f }, call) => {
    const width = call[INNER];
    for (let row = 0; row < call[ROWS]; row++) {
      const a = call[A] + row * call[A_ROW];
      const d = call[D] + row * call[D_ROW];
      for (let n = 0; n < width; n++) f[d + n] = value(f[a + n], 0);
    }
  };
}

/** d = f(a, b), or c + f(a, b) */
function binary({ value }: Elementwise): Kernel {
  return ({ floats: f }, call) => {
    const width = call[INNER];
    const plus = (call[MODE] & BIAS) !== 0;
    for (let row = 0; row < call[ROWS]; row++) {
      const a = call[A] + row * call[A_ROW];
      const b = call[B] + row * call[B_ROW];
      const c = call[C] + row * call[C_ROW];
      const d = call[D] + row * call[D_ROW];
      for (let n = 0; n < width; n++) {
        const result = value(f[a + n], f[b + n]);
        f[d + n] = plus ? f[c + n] + Math.fround(result) : result;
      }
    }
  };
}

/**
 * d (+)= a f'(b), where a is ∂L/∂y, b the input and c the output y (or both the output: `plan/slope-reads.ts`); with
 * TIMES a ⊙ c is ∂L/∂y, and b is the output too, if the slope is computed from that.
 */
function unaryGradient({ slope }: Elementwise): Kernel {
  return ({ floats: f }, call) => {
    const width = call[INNER];
    const adds = (call[MODE] & ACCUMULATE) !== 0;
    const times = (call[MODE] & TIMES) !== 0;
    for (let row = 0; row < call[ROWS]; row++) {
      const a = call[A] + row * call[A_ROW];
      const b = call[B] + row * call[B_ROW];
      const c = call[C] + row * call[C_ROW];
      const d = call[D] + row * call[D_ROW];
      for (let n = 0; n < width; n++) {
        const arriving = times ? Math.fround(f[a + n] * f[c + n]) : f[a + n];
        const value = arriving * slope(0, f[b + n], 0, times ? f[b + n] : f[c + n]);
        f[d + n] = adds ? f[d + n] + value : value;
      }
    }
  };
}

/** d (+)= a ∂f(b, c)/∂(b or c) */
function binaryGradient({ slope }: Elementwise): Kernel {
  return ({ floats: f }, call) => {
    const width = call[INNER];
    const adds = (call[MODE] & ACCUMULATE) !== 0;
    const which = (call[MODE] & SECOND) === 0 ? 0 : 1;
    for (let row = 0; row < call[ROWS]; row++) {
      const a = call[A] + row * call[A_ROW];
      const b = call[B] + row * call[B_ROW];
      const c = call[C] + row * call[C_ROW];
      const d = call[D] + row * call[D_ROW];
      for (let n = 0; n < width; n++) {
        const value = f[a + n] * slope(which, f[b + n], f[c + n], 0);
        f[d + n] = adds ? f[d + n] + value : value;
      }
    }
  };
}

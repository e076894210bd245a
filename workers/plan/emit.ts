import type { Equation } from '../../src/nn/equation.ts';
import type { OpName } from '../../src/nn/ops/table.ts';
import { sizeOf } from '../../src/nn/shape.ts';
import type { KernelName } from '../kernels/names.ts';
import type { Instruction, View } from './graph.ts';
import { domainOf, type EquationOf, type Values } from './values.ts';

/** Writes an equation's instructions; returns where its value stands. */
export type Emit<N extends OpName> = (equation: EquationOf<N>, values: Values) => View;

type Call = Pick<Instruction, 'kernel' | 'reads' | 'inner' | 'outer'>;

type Placed = Call & Pick<Instruction, 'domain' | 'write'> & Partial<Pick<Instruction, 'phase'>>;

/** An instruction, forward unless it says otherwise. */
export function emit({ graph }: Values, call: Placed): void {
  graph.instructions.push({ phase: 'forward', ...call, mode: 0, adds: 'never' });
}

/** The instruction that writes an equation's value. */
export function instruction(values: Values, equation: Equation, call: Call): View {
  const write = values.result(equation);
  emit(values, { ...call, domain: domainOf(equation), write });
  return write;
}

/** A kernel that takes the equation's inputs as they are; `inner` is the width of the result. */
export function plain(values: Values, equation: Equation, kernel: KernelName): View {
  const reads = equation.inputs.map((id) => values.view(id));
  return instruction(values, equation, { kernel, reads, inner: sizeOf(equation.shape), outer: 1 });
}

export function copy(values: Values, { from, to, domain }: { from: View; to: View; domain: number }): void {
  emit(values, { kernel: 'copy', domain, reads: [from], write: to, inner: from.width, outer: 1 });
}

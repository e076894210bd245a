import type { Equation, EquationId, Trace } from '../nn/equation.ts';
import { opOf } from '../nn/ops/table.ts';

/** An equation that reads a value, and when: its gradient flows back from there. */
export interface Consumer {
  readonly equation: Equation;
  /** Which of its inputs the value is. */
  readonly input: number;
  readonly when: 'this-step' | 'next-step' | 'first-step' | 'last-step';
}

/** Everything that reads a value, in this step and, through a state, in another; nothing where no gradient flows back. */
export function consumersOf(trace: Trace, id: EquationId): readonly Consumer[] {
  const op = opOf(trace.equations[id].op);
  if (op.scope === 'leaf' && !op.hasGradient) return [];
  const carried = trace.states.flatMap((state) => [
    ...(state.next === id ? readers(trace, state.previous, 'next-step') : []),
    ...(state.initial === id ? readers(trace, state.previous, 'first-step') : []),
  ]);
  return [...readers(trace, id, 'this-step'), ...carried];
}

function readers(trace: Trace, id: EquationId, when: Consumer['when']): Consumer[] {
  return trace.equations.flatMap((equation) =>
    equation.inputs.flatMap((read, input) =>
      read === id ? [{ equation, input, when: crossing(equation) ?? when }] : [],
    ),
  );
}

/** A scan of one step reads another at its last step; a scan is fed by a scan of one step at its first. */
function crossing({ op }: Equation): Consumer['when'] | undefined {
  if (op === 'last') return 'last-step';
  return op === 'first' ? 'first-step' : undefined;
}

/** The step at which a consumer's gradient is read for a value at step t; undefined: there is none. */
export function stepOf(
  trace: Trace,
  consumer: Consumer,
  at: { id: EquationId; t: number; steps: (scan: number) => number },
) {
  const { t, id, steps } = at;
  switch (consumer.when) {
    case 'this-step':
      return t;
    case 'next-step':
      return t + 1 < steps(consumer.equation.scan) ? t + 1 : undefined;
    case 'first-step':
      return 0;
    case 'last-step':
      return t === steps(trace.equations[id].scan) - 1 ? 0 : undefined;
    default:
      return consumer.when satisfies never;
  }
}

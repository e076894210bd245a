import type { EquationId, Trace } from '../nn/equation.ts';

/** The recurrent state that an equation is: as the step leaves it, or as the step finds it. */
export function stateOf({ states }: Trace, id: EquationId): 'h' | 'c' | undefined {
  const name = states.find(({ next, previous }) => next === id || previous === id)?.name;
  return name === 'h' || name === 'c' ? name : undefined;
}

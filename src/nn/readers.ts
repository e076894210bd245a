import type { EquationId, Trace } from './equation.ts';

/** An equation, or a state that carries a value on or starts with it. */
export type Reader = EquationId | 'state';

/** Who reads each equation's value: an equation stands there once for each input. */
export function readersOf({ equations, states }: Trace): Reader[][] {
  const readers: Reader[][] = equations.map(() => []);
  for (const { id, inputs } of equations) for (const input of inputs) readers[input].push(id);
  for (const { next, initial } of states) {
    readers[next].push('state');
    if (initial !== undefined) readers[initial].push('state');
  }
  return readers;
}

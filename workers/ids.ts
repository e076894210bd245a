import type { EquationId, Trace } from '../src/nn/equation.ts';
import { PlanError } from './plan/errors.ts';

/** Checks that ids are those that the layers know which read them. Throws PlanError. */
export function checkIds(
  { equations }: Trace,
  { source, ids }: { source: 'input' | 'teacher'; ids: ArrayLike<number> },
): void {
  const read = equations.find(({ op, attributes }) => op === 'id' && attributes.source === source);
  if (read === undefined) return;
  const below = Math.min(...equations.filter(({ inputs }) => inputs[0] === read.id).map((each) => known(each.id)));
  for (let n = 0; n < ids.length; n++) {
    if (Number.isInteger(ids[n]) && ids[n] >= 0 && ids[n] < below) continue;
    throw new PlanError(source, `expected ids below ${below}, got ${ids[n]}`);
  }

  function known(id: EquationId): number {
    const equation = equations[id];
    if (equation.op === 'one-hot') return equation.attributes.vocabulary;
    return equation.op === 'lookup' ? equations[equation.inputs[1]].shape[0] : Infinity;
  }
}

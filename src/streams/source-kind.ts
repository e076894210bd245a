import type { EquationId, Trace } from '../nn/equation.ts';
import type { SourceKind } from './events.ts';

interface Path {
  readonly consumer: EquationId;
  readonly via: 'same-step' | 'next-step' | 'initial' | 'last' | 'first';
}

/** What a gradient that comes back to equation `id` by this path tells of; see SourceKind. */
export function sourceKind(trace: Trace, id: EquationId, { consumer, via }: Path): SourceKind {
  const { equations, states } = trace;
  if (via === 'next-step') {
    const state = states.find(({ previous }) => previous === consumer);
    return state?.layer === equations[id].layer ? 'next-step' : 'feedback';
  }
  if (via !== 'same-step') return 'scan';
  const { layer } = equations[consumer];
  if (layer === equations[id].layer) return 'same-step';
  return remembers(trace, consumer) ? 'layer-above' : 'loss';
}

/** Whether the value goes into a state, or into another scan, before it reaches this step's loss. */
function remembers({ equations, states }: Trace, from: EquationId): boolean {
  const reached = new Set([from]);
  for (const { id, inputs, op } of equations) {
    if (!inputs.some((input) => reached.has(input))) continue;
    if (op === 'last' || op === 'first') return true;
    reached.add(id);
  }
  return states.some(({ next, initial }) => reached.has(next) || (initial !== undefined && reached.has(initial)));
}

import { components, dependencies, isLoop, type Edge } from './dependencies.ts';
import type { Instruction, Phase } from './graph.ts';

/** Instructions that run one after the other: once over all steps, or round a time loop. */
export interface Segment {
  readonly loop: boolean;
  readonly phase: Phase;
  readonly instructions: readonly Instruction[];
}

/**
 * Puts instructions in an order in which each finds what it reads. Products that do not depend on a state leave the loop
 * (hoisting), weight gradients run after it (postponing), and what an output fed back needs is drawn in (sinking): all
 * three are one rule, strongly connected components. Ties go by the place in the list, so the order is always the same.
 */
export function schedule(instructions: readonly Instruction[]): Segment[] {
  const edges = dependencies(instructions);
  const groups = components(instructions.length, edges);
  const group = new Int32Array(instructions.length);
  groups.forEach((members, n) => members.forEach((member) => (group[member] = n)));
  const between = edges
    .map(({ from, to }) => ({ from: group[from], to: group[to] }))
    .filter(({ from, to }) => from !== to);
  const order = topological(
    groups.map(([first]) => first),
    between,
  );
  const segments: Segment[] = [];
  for (const members of order.map((n) => groups[n])) {
    const loop = isLoop(members, edges);
    const { phase } = instructions[members[0]];
    const ordered = loop ? withinStep(members, edges) : members;
    const run = ordered.map((n) => instructions[n]);
    const last = segments.at(-1);
    if (!loop && last !== undefined && !last.loop && last.phase === phase) {
      segments[segments.length - 1] = { ...last, instructions: [...last.instructions, ...run] };
    } else segments.push({ loop, phase, instructions: run });
  }
  return segments;
}

/** The order within one step of a loop: carried edges do not count. */
function withinStep(members: readonly number[], edges: readonly Edge[]): number[] {
  const place = new Map(members.map((member, n) => [member, n]));
  const inside = edges.flatMap(({ from, to, distance }) => {
    const [a, b] = [place.get(from), place.get(to)];
    return distance === 0 && a !== undefined && b !== undefined ? [{ from: a, to: b }] : [];
  });
  return topological(members, inside).map((n) => members[n]);
}

/** Kahn's order; among those that are ready the one with the smallest rank. Throws if there is a cycle. */
function topological(ranks: readonly number[], edges: readonly { from: number; to: number }[]): number[] {
  const missing = new Int32Array(ranks.length);
  for (const { to } of edges) missing[to]++;
  const done = new Uint8Array(ranks.length);
  const order: number[] = [];
  while (order.length < ranks.length) {
    let best = -1;
    for (let n = 0; n < ranks.length; n++) {
      if (done[n] === 0 && missing[n] === 0 && (best === -1 || ranks[n] < ranks[best])) best = n;
    }
    if (best === -1) throw new Error('instructions wait for each other within one step');
    done[best] = 1;
    order.push(best);
    for (const { from, to } of edges) if (from === best) missing[to]--;
  }
  return order;
}

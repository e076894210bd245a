import { overlap, type Instruction, type View } from './graph.ts';

/** `to` reads what `from` writes, in the same step of their scan (distance 0) or in the next one that runs (1). */
export interface Edge {
  readonly from: number;
  readonly to: number;
  readonly distance: number;
}

/** Who waits for whom, by the instructions' places in the list. Decided by tensors and columns, never by addresses. */
export function dependencies(instructions: readonly Instruction[]): Edge[] {
  const writers = new Map<number, number[]>();
  instructions.forEach(({ write }, n) => writers.set(write.tensor, [...(writers.get(write.tensor) ?? []), n]));
  return instructions.flatMap((reader, to) =>
    reader.reads.flatMap((view) => {
      if (view === null) return [];
      return (writers.get(view.tensor) ?? [])
        .filter((from) => overlap(instructions[from].write, view))
        .map((from) => ({ from, to, distance: distance(instructions[from], reader, view) }));
    }),
  );
}

/** Within one scan, step t reads slot t + offset: another offset than the writer's means another step. */
function distance(writer: Instruction, reader: Instruction, view: View): number {
  const written = writer.write.slot;
  if (writer.domain !== reader.domain || writer.phase !== reader.phase) return 0;
  if (written.kind === 'at' || view.slot.kind === 'at') return 0;
  const steps = written.offset - view.slot.offset;
  const distance = writer.phase === 'forward' ? steps : -steps;
  if (distance < 0) throw new Error(`${reader.kernel} reads what ${writer.kernel} writes only in a later step`);
  return distance;
}

/**
 * Strongly connected components (Tarjan 1972), each a list of places in ascending order. A component with a cycle is a
 * time loop; everything else can run for all steps at once.
 */
export function components(count: number, edges: readonly Edge[]): number[][] {
  const next: number[][] = Array.from({ length: count }, () => []);
  for (const { from, to } of edges) next[from].push(to);
  const order = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const waiting = new Uint8Array(count);
  const stack: number[] = [];
  const found: number[][] = [];
  let counter = 0;
  const visit = (node: number): void => {
    order[node] = low[node] = counter++;
    stack.push(node);
    waiting[node] = 1;
    for (const to of next[node]) {
      if (order[to] === -1) {
        visit(to);
        low[node] = Math.min(low[node], low[to]);
      } else if (waiting[to] === 1) low[node] = Math.min(low[node], order[to]);
    }
    if (low[node] !== order[node]) return;
    const component = stack.splice(stack.indexOf(node));
    for (const member of component) waiting[member] = 0;
    found.push(component.toSorted((a, b) => a - b));
  };
  for (let node = 0; node < count; node++) if (order[node] === -1) visit(node);
  return found;
}

/** The instructions that must run step by step: members of a cycle. */
export function inLoops(instructions: readonly Instruction[]): ReadonlySet<Instruction> {
  const edges = dependencies(instructions);
  const loops = components(instructions.length, edges).filter((members) => isLoop(members, edges));
  return new Set(loops.flat().map((n) => instructions[n]));
}

export function isLoop(members: readonly number[], edges: readonly Edge[]): boolean {
  return members.length > 1 || edges.some(({ from, to }) => from === members[0] && to === members[0]);
}

import type { EquationId } from '../nn/equation.ts';
import type { Graph, GradientPath } from './graph.ts';
import type { ReadMap, Reads } from './reads.ts';

/** Which of an equation's gradient paths concern one unit: of four gates cut from one sum, each unit has one. */
export class PathMap {
  private readonly known = new Map<EquationId, (readonly number[])[]>();

  constructor(
    private readonly graph: Graph,
    private readonly reads: ReadMap,
  ) {}

  /** Indices into `graph.paths[id]`. */
  relevant(id: EquationId, unit: number): readonly number[] {
    let units = this.known.get(id);
    if (units === undefined) this.known.set(id, (units = []));
    return (units[unit] ??= this.find(id, unit));
  }

  /** Units of the consumer's gradient that the path needs for this unit. */
  readsOf(path: GradientPath, unit: number): Reads {
    const { consumer, input, via } = path;
    if (via !== 'same-step') return [unit];
    return this.reads.backward(this.graph.trace.equations[consumer], input, unit);
  }

  private find(id: EquationId, unit: number): readonly number[] {
    const paths = this.graph.paths[id];
    const found = paths.flatMap((path, n) => {
      const reads = this.readsOf(path, unit);
      return reads === 'all' || reads.length > 0 ? [n] : [];
    });
    const [previous] = this.known.get(id) ?? [];
    // mostly all units have the same: one list serves them
    const isSame = previous?.length === found.length && previous.every((n, place) => n === found[place]);
    return isSame ? previous : found;
  }
}

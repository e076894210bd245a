import type { EquationId } from '../nn/equation.ts';
import type { Graph } from './graph.ts';
import type { ReadMap } from './reads.ts';

/** The work of one step in the order in which it is released. A unit of WHOLE is the whole layer at once. */
export interface StepOrder {
  readonly equations: Int32Array;
  readonly units: Int32Array;
}

export const WHOLE = -1;

/**
 * Collects work so that what a value needs stands just before it, and as late as it can: neuron by neuron, each with the
 * sums and products that only it needs.
 */
class Collector {
  private readonly equations: number[] = [];
  private readonly units: number[] = [];
  private readonly isDone: boolean[][] = [];
  private readonly isComplete: boolean[] = [];

  constructor(
    private readonly unitsOf: (id: EquationId) => number,
    private readonly before: (id: EquationId, unit: number, collector: Collector) => void,
  ) {}

  all(id: EquationId): void {
    if (this.isComplete[id]) return;
    const units = this.unitsOf(id);
    if (units === WHOLE) this.one(id, WHOLE);
    for (let unit = 0; unit < units; unit++) this.one(id, unit);
    this.isComplete[id] = true;
  }

  one(id: EquationId, unit: number): void {
    const done = (this.isDone[id] ??= []);
    if (done[unit + 1]) return;
    done[unit + 1] = true;
    this.before(id, unit, this);
    this.equations.push(id);
    this.units.push(unit);
  }

  some(id: EquationId, units: readonly number[] | 'all'): void {
    if (units === 'all' || this.unitsOf(id) === WHOLE) this.all(id);
    else for (const unit of units) this.one(id, unit);
  }

  get order(): StepOrder {
    return { equations: Int32Array.from(this.equations), units: Int32Array.from(this.units) };
  }
}

/** First what completes a value, in its own order; then what nothing asked for. */
function collect(collector: Collector, ids: readonly EquationId[], { completes }: Graph): StepOrder {
  for (const id of ids) if (completes[id]) collector.all(id);
  for (const id of ids) collector.all(id);
  return collector.order;
}

/** The forward or the loss phase's work at one step of a scan. */
export function forwardOrder(
  graph: Graph,
  reads: ReadMap,
  { scan, isLoss }: { scan: number; isLoss: boolean },
): StepOrder {
  const { isWork, isWhole, sizes, trace } = graph;
  const { equations } = trace;
  const isMine = (id: EquationId): boolean =>
    isWork[id] && equations[id].scan === scan && (equations[id].layer === 'loss') === isLoss;
  const collector = new Collector(
    (id) => (isWhole[id] ? WHOLE : sizes[id]),
    (id, unit) => {
      const equation = equations[id];
      equation.inputs.forEach((input, n) => {
        if (isMine(input)) collector.some(input, unit === WHOLE ? 'all' : reads.forward(equation, n, unit));
      });
    },
  );
  return collect(collector, equations.map(({ id }) => id).filter(isMine), graph);
}

/** The backward phase's work at one step of a scan: gradients, and each parameter's share. */
export function backwardOrder(graph: Graph, reads: ReadMap, scan: number): StepOrder {
  const { hasGradient, isWhole, sizes, paths, readers, shareScan, trace } = graph;
  const { equations, loss } = trace;
  const isGradient = (id: EquationId): boolean => hasGradient[id] && equations[id].scan === scan && id !== loss;
  const isShare = (id: EquationId): boolean => shareScan.get(id) === scan;
  const consumersOf = (id: EquationId): void => {
    for (const { consumer } of readers[id]) {
      if (isGradient(consumer)) collector.all(consumer);
      else consumersOf(consumer);
    }
  };
  const collector = new Collector(
    (id) => (isWhole[id] || isShare(id) ? WHOLE : sizes[id]),
    (id, unit) => {
      if (isShare(id)) return consumersOf(id);
      for (const { consumer, input, via } of paths[id]) {
        if (via !== 'same-step' || !isGradient(consumer)) continue;
        collector.some(consumer, unit === WHOLE ? 'all' : reads.backward(equations[consumer], input, unit));
      }
    },
  );
  const ids = equations.map(({ id }) => id).filter((id) => isGradient(id) || isShare(id));
  return collect(collector, ids.reverse(), graph);
}

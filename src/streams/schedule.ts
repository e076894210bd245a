import { STATIC, type EquationId } from '../nn/equation.ts';
import { phases, type Phase, type Tag } from './events.ts';
import type { Graph } from './graph.ts';
import { backwardOrder, forwardOrder, WHOLE, type StepOrder } from './order.ts';
import { ReadMap } from './reads.ts';

/** One time step of one phase, and where its work begins: what the scrubber's ticks are. */
export interface ScheduledStep {
  readonly phase: Phase;
  readonly scan: number;
  readonly t: number;
  /** How many events the pass has before it. */
  readonly position: number;
}

/** The orders of a network's steps: they depend on the trace alone, and serve all its passes. */
export class StepOrders {
  private readonly made = new Map<string, StepOrder>();

  constructor(
    readonly graph: Graph,
    readonly reads = new ReadMap(graph.trace),
  ) {}

  of(phase: Phase, scan: number): StepOrder {
    const key = `${phase} ${scan}`;
    let order = this.made.get(key);
    if (order === undefined) this.made.set(key, (order = this.make(phase, scan)));
    return order;
  }

  private make(phase: Phase, scan: number): StepOrder {
    const { graph, reads } = this;
    switch (phase) {
      case 'forward':
      case 'loss':
        return forwardOrder(graph, reads, { scan, isLoss: phase === 'loss' });
      case 'backward':
        return backwardOrder(graph, reads, scan);
      case 'update': {
        const ids = graph.trace.equations.filter(({ op }) => op === 'parameter').map(({ id }) => id);
        return { equations: Int32Array.from(ids), units: Int32Array.from(ids, () => WHOLE) };
      }
      default:
        return phase satisfies never;
    }
  }
}

interface PassLengths {
  /** Steps of each scan. */
  readonly lengths: readonly number[];
  /** Whether an update phase follows. */
  readonly isUpdated: boolean;
}

interface Run {
  readonly order: StepOrder;
  /** Place in the order by node (see `node`). */
  readonly places: Int32Array;
  /** Start of step t = 0 … T−1. */
  readonly starts: Int32Array;
}

/**
 * All work of one pass in the order in which it is released: phases, scans, steps (backward from the last), and within a
 * step neuron by neuron. The position of a piece of work is how many come before it.
 */
export class Schedule {
  readonly total: number;
  /** In order; among them steps without work of their own. */
  readonly steps: readonly ScheduledStep[];
  private readonly graph: Graph;
  private readonly nodes: Int32Array;
  private readonly runs: Readonly<Record<Phase, Run[]>> = { forward: [], loss: [], backward: [], update: [] };

  constructor(
    private readonly orders: StepOrders,
    { lengths, isUpdated }: PassLengths,
  ) {
    this.graph = orders.graph;
    this.nodes = offsets(this.graph.sizes);
    const steps: ScheduledStep[] = [];
    const scans = lengths.map((_, scan) => scan);
    let position = 0;
    for (const phase of phases) {
      if (phase === 'update' && !isUpdated) continue;
      const chosen = this.scansOf(phase, scans);
      for (const scan of chosen) {
        const run = this.run(phase, scan, lengths[scan] ?? 1);
        for (const t of timesOf(phase, run.starts.length)) {
          steps.push({ phase, scan, t, position });
          run.starts[t] = position;
          position += run.order.equations.length;
        }
      }
    }
    this.steps = steps;
    this.total = position;
  }

  /** Position of a value's or gradient's unit; −1 where the pass has no such work. */
  position(phase: Phase, id: EquationId, { t, unit }: { t: number; unit?: number }): number {
    const run = this.runs[phase][runOf(this.scanOf(phase, id))];
    if (run === undefined || t < 0 || t >= run.starts.length) return -1;
    const place = run.places[this.nodes[id] + (unit ?? 0)];
    return place < 0 ? -1 : run.starts[t] + place;
  }

  /** Position of the last unit of an equation in its phase and step. */
  lastPosition(phase: Phase, id: EquationId, t: number): number {
    let last = this.position(phase, id, { t });
    for (let unit = 1; unit < this.graph.sizes[id]; unit++) {
      last = Math.max(last, this.position(phase, id, { t, unit }));
    }
    return last;
  }

  rank(tag: Tag): number {
    const { phase, equation, t, unit } = tag;
    return this.position(phase, equation, { t, unit });
  }

  /** The step whose work stands at a position. */
  stepAt(position: number): ScheduledStep {
    let low = 0;
    let high = this.steps.length - 1;
    // the last one that begins at or before the position: steps without work share the position of the next
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.steps[middle].position <= position) low = middle;
      else high = middle - 1;
    }
    return this.steps[low];
  }

  /** Where the nearest step begins before (−1) or behind (1) a position; the pass's ends where there is none. */
  stepFrom(position: number, direction: 1 | -1): number {
    if (direction < 0) return position <= 0 ? 0 : this.stepAt(position - 1).position;
    return this.steps.find((step) => step.position > position)?.position ?? this.total;
  }

  /** What the work at a position is for; undefined beyond the end. */
  tagAt(position: number): Tag | undefined {
    if (position < 0 || position >= this.total) return undefined;
    const { phase, scan, t, position: start } = this.stepAt(position);
    const { equations, units } = this.orders.of(phase, scan);
    const place = position - start;
    return this.tag(phase, equations[place], { t, unit: units[place] });
  }

  tag(phase: Phase, id: EquationId, { t, unit }: { t: number; unit: number }): Tag {
    const equation = this.graph.trace.equations[id];
    const { layer } = equation;
    const scan = this.scanOf(phase, id);
    const name = equation.op === 'parameter' ? equation.attributes.parameter : equation.name;
    const completes = this.graph.completes[id];
    return { phase, scan, t, layer, equation: id, name, unit: unit === WHOLE ? undefined : unit, completes };
  }

  private scanOf(phase: Phase, id: EquationId): number {
    if (phase === 'update') return STATIC;
    const { scan } = this.graph.trace.equations[id];
    return scan === STATIC ? (this.graph.shareScan.get(id) ?? STATIC) : scan;
  }

  private scansOf(phase: Phase, scans: readonly number[]): readonly number[] {
    const { trace } = this.graph;
    if (phase === 'loss') return [trace.equations[trace.loss].scan];
    if (phase === 'update') return [STATIC];
    return phase === 'backward' ? scans.toReversed() : scans;
  }

  private run(phase: Phase, scan: number, length: number): Run {
    const order = this.orders.of(phase, scan);
    const places = new Int32Array(this.nodes[this.nodes.length - 1]).fill(-1);
    order.equations.forEach((id, place) => (places[this.nodes[id] + Math.max(0, order.units[place])] = place));
    const run = { order, places, starts: new Int32Array(length) };
    this.runs[phase][runOf(scan)] = run;
    return run;
  }
}

/** Where each equation's units begin when all are laid one behind the other; the last entry is their number. */
function offsets(sizes: readonly number[]): Int32Array {
  const starts = new Int32Array(sizes.length + 1);
  sizes.forEach((size, id) => (starts[id + 1] = starts[id] + size));
  return starts;
}

/** A scan's place in a list: what belongs to no scan stands first. */
const runOf = (scan: number): number => scan - STATIC;

function timesOf(phase: Phase, length: number): number[] {
  const times = Array.from({ length }, (_, t) => t);
  return phase === 'backward' ? times.reverse() : times;
}

import { cellOf, isCellType } from '../nn/cells/registry.ts';
import { STATIC, type Equation, type EquationId, type Trace } from '../nn/equation.ts';
import { isTrained } from '../nn/layout.ts';
import { opOf } from '../nn/ops/table.ts';
import { sizeOf } from '../nn/shape.ts';
import type { SourceKind } from './events.ts';
import { sourceKind } from './source-kind.ts';

/** A wider equation computes as one layer stream. */
export const WIDEST = 512;

/** How a value reaches what reads it: within the step, carried over one step, or from scan to scan. */
export type Via = 'same-step' | 'next-step' | 'initial' | 'last' | 'first';

/** One way by which a gradient comes back to an equation. */
export interface GradientPath {
  /** What reads the value (for a carried state: its `previous`), and as which of its inputs. */
  readonly consumer: EquationId;
  readonly input: number;
  readonly via: Via;
  readonly kind: SourceKind;
}

/** What the streams need to know about a trace beside its equations. Indexed by equation. */
export interface Graph {
  readonly trace: Trace;
  readonly sizes: readonly number[];
  /** Whether the equation computes as one layer stream. */
  readonly isWhole: readonly boolean[];
  /** Whether it waits for a tap: leaves and parameters do not. */
  readonly isWork: readonly boolean[];
  /** Whether its gradient is computed. */
  readonly hasGradient: readonly boolean[];
  /** See Tag.completes. */
  readonly completes: readonly boolean[];
  /** Where its gradient comes from; the loss's own is given. */
  readonly paths: readonly (readonly GradientPath[])[];
  /** Equations that read a parameter, or a slice of one. */
  readonly readers: readonly (readonly Reader[])[];
  /** The scan in which each parameter gathers its shares, by parameter equation; absent where no gradient reaches it. */
  readonly shareScan: ReadonlyMap<EquationId, number>;
}

export interface Reader {
  readonly consumer: EquationId;
  readonly input: number;
}

export function readGraph(trace: Trace): Graph {
  const { equations } = trace;
  const forth = readersOf(trace);
  const fromValues = differentiable(trace);
  const toLoss = reachesLoss(trace, forth);
  const hasGradient = equations.map(({ id, scan }) => scan !== STATIC && fromValues[id] && toLoss[id]);
  const sizes = equations.map(({ shape }) => sizeOf(shape));
  const readers = equations.map(({ id }) => forth[id].flatMap((path) => (path.via === 'same-step' ? [path] : [])));
  const isStatic = (id: EquationId) => equations[id].scan === STATIC;
  return {
    trace,
    sizes,
    isWhole: equations.map(({ id, op }) =>
      opOf(op).scope !== 'unit' && opOf(op).scope !== 'leaf'
        ? true
        : sizes[id] > WIDEST || (equations[id].inputs.length > 0 && !fromValues[id]),
    ),
    isWork: equations.map(({ op, scan }) => scan !== STATIC && opOf(op).scope !== 'leaf'),
    hasGradient,
    completes: completions(trace),
    paths: equations.map(({ id }) =>
      hasGradient[id] && id !== trace.loss
        ? forth[id]
            .filter(({ consumer }) => hasGradient[consumer])
            .map((path) => ({ ...path, kind: sourceKind(trace, id, path) }))
        : [],
    ),
    readers: readers.map((list) =>
      list.filter(({ consumer }) => hasGradient[consumer] || (isStatic(consumer) && toLoss[consumer])),
    ),
    shareScan: shareScans(trace, readers, toLoss),
  };
}

type Edge = Omit<GradientPath, 'kind'>;

/** For each equation, everything that reads it, in the order of the readers. */
function readersOf({ equations, states }: Trace): readonly (readonly Edge[])[] {
  const forth: Edge[][] = equations.map(() => []);
  for (const { id, op, inputs } of equations) {
    const via = op === 'last' || op === 'first' ? op : 'same-step';
    inputs.forEach((from, input) => forth[from].push({ consumer: id, input, via }));
  }
  for (const { previous, next, initial } of states) {
    forth[next].push({ consumer: previous, input: 0, via: 'next-step' });
    if (initial !== undefined) forth[initial].push({ consumer: previous, input: 0, via: 'initial' });
  }
  return forth;
}

/** Whether a change of parameters, input values or states changes the equation's value; ids, masks and targets alone do not. */
function differentiable({ equations }: Trace): readonly boolean[] {
  const known: boolean[] = [];
  for (const { op: name, inputs } of equations) {
    const op = opOf(name);
    known.push(op.scope === 'leaf' ? op.hasGradient : inputs.some((id) => known[id]));
  }
  return known;
}

function reachesLoss({ equations, loss }: Trace, forth: readonly (readonly Edge[])[]): readonly boolean[] {
  const known = equations.map(({ id }) => id === loss);
  // paths lead back through states, so go round until nothing new is reached
  for (let isNew = true; isNew;) {
    isNew = false;
    for (let id = equations.length - 1; id >= 0; id--) {
      if (known[id] || !forth[id].some(({ consumer }) => known[consumer])) continue;
      known[id] = isNew = true;
    }
  }
  return known;
}

function completions({ equations, layers, states }: Trace): readonly boolean[] {
  const shown = new Map(layers.map(({ name, type }) => [name, isCellType(type) ? cellOf(type).values : {}]));
  const means = ({ layer, name }: Equation): boolean => {
    const style = name === undefined ? undefined : shown.get(layer)?.[name];
    return style !== undefined && style.role !== 'preactivation';
  };
  return equations.map((equation) => {
    const { id, op, layer } = equation;
    const { scope } = opOf(op);
    if (scope === 'leaf' || scope === 'time' || layer === 'loss') return true;
    return means(equation) || layers.some(({ output }) => output === id) || states.some(({ next }) => next === id);
  });
}

function shareScans(
  { equations, parameters }: Trace,
  readers: readonly (readonly Reader[])[],
  toLoss: readonly boolean[],
): ReadonlyMap<EquationId, number> {
  const scansOf = (id: EquationId): number[] =>
    readers[id].flatMap(({ consumer }) => {
      if (!toLoss[consumer]) return [];
      return equations[consumer].scan === STATIC ? scansOf(consumer) : [equations[consumer].scan];
    });
  const found = new Map<EquationId, number>();
  const trained = new Set(parameters.filter(isTrained).map(({ name }) => name));
  for (const equation of equations) {
    if (equation.op !== 'parameter' || !trained.has(equation.attributes.parameter)) continue;
    const scans = new Set(scansOf(equation.id));
    if (scans.size > 1) throw new Error(`${equation.attributes.parameter}: read in two time loops`);
    for (const scan of scans) found.set(equation.id, scan);
  }
  return found;
}

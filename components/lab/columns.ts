import { cellOf, isCellType } from '../../src/nn/cells/registry.ts';
import type { ValueStyle } from '../../src/nn/cells/cell.ts';
import type { EquationId, Trace, TracedLayer } from '../../src/nn/equation.ts';
import { sizeOf } from '../../src/nn/shape.ts';

/** One column of the lab: a named value of the cell, over all steps. */
export interface Column {
  readonly equation: EquationId;
  readonly layer: string;
  readonly name: string;
  readonly style: ValueStyle;
  /** Carried to the next step. */
  readonly isState: boolean;
}

/** What the lab shows of a network: its layers with memory, the lowest first, and the output. */
export interface LabColumns {
  /** The names of all layers with memory, the lowest first. */
  readonly layers: readonly string[];
  /** The lowest layer that is shown. */
  readonly layer: string;
  /** Of each layer. */
  readonly units: number;
  readonly columns: readonly Column[];
  /** The logits: what the loss reads. */
  readonly output: EquationId;
  readonly classes: number;
  readonly target: EquationId;
  /** The equations of the parameters: their gradients are gathered in the tray. */
  readonly parameters: ReadonlySet<EquationId>;
}

const known = new WeakMap<Trace, Map<string | undefined, LabColumns>>();

/**
 * The columns of a trace: the cell's own table says which and in what order. Throws when no layer has memory.
 * @param only the one layer to show, by its name; all of them by default
 */
export function columnsOf(trace: Trace, only?: string): LabColumns {
  const ofTrace = known.get(trace) ?? new Map<string | undefined, LabColumns>();
  const columns = ofTrace.get(only) ?? find(trace, only);
  // asked for at every step of a pass
  known.set(trace, ofTrace.set(only, columns));
  return columns;
}

function find(trace: Trace, only: string | undefined): LabColumns {
  const all = trace.layers.filter(({ name }) => trace.states.some((state) => state.layer === name));
  const shown = only === undefined ? all : all.filter(({ name }) => name === only);
  if (shown.length === 0) throw new Error(`expected ${only ?? 'a layer with memory'}, got none`);
  const columns = shown.flatMap((each) => cellColumns(trace, each));
  const [layer] = shown;
  const loss = trace.equations[trace.loss];
  return {
    layers: all.map(({ name }) => name),
    layer: layer.name,
    units: sizeOf(trace.equations[layer.output].shape),
    columns,
    output: trace.output,
    classes: sizeOf(trace.equations[trace.output].shape),
    target: loss.inputs[1],
    parameters: new Set(trace.equations.filter(({ op }) => op === 'parameter').map(({ id }) => id)),
  };
}

function cellColumns(trace: Trace, { name: layer, type }: TracedLayer): Column[] {
  if (!isCellType(type)) return [];
  const { values, states } = cellOf(type);
  return Object.entries(values).flatMap(([name, style]) => {
    const equation = trace.values[`${layer}.${name}`];
    return equation === undefined ? [] : [{ equation, layer, name, style, isState: states.includes(name) }];
  });
}

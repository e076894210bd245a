import type { Equation, EquationId, Trace } from '../nn/equation.ts';
import { sizeOf } from '../nn/shape.ts';
import type { Rows } from './forward.ts';
import { parameterOf, placeOf, type Letters, type WrittenTrace } from './names.ts';

/** How a reader wants a network written. It changes no computation: letters, and which values are read as 1 − their own. */
export interface Convention {
  /** Letters by type of layer; our own where absent. */
  readonly letters?: Letters;
  /** Gates that are read as 1 − ours, by type of layer: `{ gru: ['z'] }`. */
  readonly complemented?: Readonly<Record<string, readonly string[]>>;
}

/** A network as it is written under a convention: its equations, and what each of its numbers is read as. */
export interface Reading {
  readonly trace: WrittenTrace;
  /** Whether this is a gate that is read as 1 − its own value. */
  isComplemented(id: EquationId): boolean;
  /** What the streams' value of a unit is read as. */
  value(id: EquationId, value: number, unit: number): number;
  /** What the streams' ∂L/∂value is read as. */
  gradient(id: EquationId, gradient: number, unit: number): number;
  /** A weight or bias, its gradient and each step's share of it are all read with this sign. */
  sign(parameter: string, index: number): 1 | -1;
}

/**
 * A gate y = σ(a) read as y' = 1 − y. Since 1 − σ(a) = σ(−a), the gate's own weights and biases are read with the other
 * sign, so is every gradient with respect to y, a and them; whoever read y now reads 1 − y', and the other way round.
 * Throws where a gate is no sigmoid, or its complement is nowhere in the equations.
 */
export function readTrace(trace: Trace, { letters, complemented = {} }: Convention): Reading {
  const gates = trace.layers.flatMap(({ name, type }) =>
    (complemented[type] ?? []).map((gate) => gateOf(trace, { layer: name, gate })),
  );
  const flipped = new Set(gates.flatMap(({ gate, complement }) => [gate, complement]));
  const negated = gates.flatMap(({ argument }) => summandsOf(trace, argument));
  const isNegated = (id: EquationId, unit: number) =>
    negated.some(({ equation, rows }) => equation === id && unit >= rows.from && unit < rows.from + rows.size);
  const equations = gates.reduce(swapped, trace.equations);
  const isFlipped = (parameter: string, index: number): boolean => {
    const spec = parameterOf(trace, parameter);
    const { block } = placeOf(spec, index);
    return gates.some(({ layer, name }) => layer === spec.layer && name === block);
  };
  return {
    trace: { ...trace, equations, letters },
    isComplemented: (id) => gates.some(({ gate }) => gate === id),
    value: (id, value, unit) => (flipped.has(id) ? 1 - value : isNegated(id, unit) ? -value : value),
    gradient: (id, gradient, unit) => (flipped.has(id) || isNegated(id, unit) ? -gradient : gradient),
    sign: (parameter, index) => (gates.length > 0 && isFlipped(parameter, index) ? -1 : 1),
  };
}

interface Gate {
  readonly layer: string;
  readonly name: string;
  readonly gate: EquationId;
  /** What the sigmoid is taken of. */
  readonly argument: EquationId;
  /** 1 − gate */
  readonly complement: EquationId;
}

function gateOf(trace: Trace, { layer, gate: name }: { layer: string; gate: string }): Gate {
  const place = `${layer}.${name}`;
  const id = trace.values[place];
  const gate: Equation | undefined = trace.equations[id];
  if (gate?.op !== 'sigmoid') throw new Error(`${place}: expected a gate, got ${gate?.op ?? 'nothing'}`);
  const complement = trace.equations.find(({ op, inputs }) => op === 'complement' && inputs[0] === id);
  if (complement === undefined) throw new Error(`${place}: expected 1 − ${name} among the equations, got none`);
  return { layer, name, gate: id, argument: gate.inputs[0], complement: complement.id };
}

/** What a gate's argument is summed from, down to its products with weights: of stacked gates, its own rows. */
function summandsOf(
  trace: Trace,
  id: EquationId,
  rows: Rows = { from: 0, size: sizeOf(trace.equations[id].shape) },
): readonly { readonly equation: EquationId; readonly rows: Rows }[] {
  const { op, inputs, attributes } = trace.equations[id];
  const own = { equation: id, rows };
  switch (op) {
    case 'slice':
      return [own, ...summandsOf(trace, inputs[0], { from: attributes.from + rows.from, size: rows.size })];
    case 'add':
      return [own, ...inputs.flatMap((each) => summandsOf(trace, each, rows))];
    case 'add-bias':
      return [own, ...summandsOf(trace, inputs[0], rows)];
    default:
      return [own];
  }
}

/** Readers of the gate read its complement, readers of the complement the gate. */
function swapped(equations: readonly Equation[], { gate, complement }: Gate): readonly Equation[] {
  const other = (id: EquationId) => (id === gate ? complement : id === complement ? gate : id);
  return equations.map((equation) =>
    equation.id === complement ? equation : { ...equation, inputs: equation.inputs.map(other) },
  );
}

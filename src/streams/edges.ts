import { filter, map, type Observable } from 'rxjs';
import { STATIC, type EquationId } from '../nn/equation.ts';
import { opOf } from '../nn/ops/table.ts';
import type { Network } from './network.ts';

/** One connection of a weighted sum at one step: what came in, times its weight. */
export interface Edge {
  /** The unit it comes from. */
  readonly from: { readonly equation: EquationId; readonly unit: number };
  /** The weight: a parameter's equation, or a slice of one, and the place in it. */
  readonly weight: { readonly equation: EquationId; readonly index: number };
  readonly t: number;
  readonly input: number;
  readonly factor: number;
  /** input × factor */
  readonly product: number;
}

interface Place {
  /** A weighted sum: an equation that multiplies values with weights. */
  readonly equation: EquationId;
  readonly unit: number;
}

/**
 * The edges into one unit of a weighted sum at step t, derived from the record at its cursor: the streams carry frames, not
 * edges. Undefined while something they read is not computed; empty where the equation has no weights.
 */
export function edgesInto(net: Network, { equation: id, unit }: Place, t: number): readonly Edge[] | undefined {
  const { trace, graph, recorder } = net;
  const { op: name, inputs, attributes } = trace.equations[id];
  const op = opOf(name);
  if (op.scope !== 'unit') return [];
  const sizes = inputs.map((input) => graph.sizes[input]);
  const edges: Edge[] = [];
  for (const term of op.spell(unit, sizes, attributes).terms) {
    const factors = term.flatMap((factor) =>
      factor.kind === 'input' ? [{ equation: inputs[factor.input], unit: factor.unit }] : [],
    );
    const weight = factors.find(({ equation }) => trace.equations[equation].scan === STATIC);
    const from = factors.find(({ equation }) => trace.equations[equation].scan !== STATIC);
    if (weight === undefined || from === undefined) continue;
    const input = recorder.value(from.equation, from.unit, t);
    const factor = recorder.value(weight.equation, weight.unit, 0);
    if (input === undefined || factor === undefined) return undefined;
    edges.push({
      from,
      weight: { equation: weight.equation, index: weight.unit },
      t,
      input,
      factor,
      product: input * factor,
    });
  }
  return edges;
}

/** The edges into a unit each time its sum is computed, for what is on screen. */
export function edges$(net: Network, { equation, unit }: Place): Observable<readonly Edge[]> {
  return net.activation$.pipe(
    filter((event) => event.equation === equation && event.unit === unit),
    map(({ t }) => edgesInto(net, { equation, unit }, t) ?? []),
  );
}

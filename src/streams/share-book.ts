import { STATIC, type EquationId } from '../nn/equation.ts';
import { opOf } from '../nn/ops/table.ts';
import type { Share } from './events.ts';
import type { Frames } from './frames.ts';
import type { Graph } from './graph.ts';
import type { GivenPass } from './pass-input.ts';

/** Numbers kept before the oldest shares are let go: 16 MB. They are exact sums of what the record holds anyway. */
const KEPT = 2 ** 21;

interface Arrays {
  readonly values: Float64Array;
  readonly total: Float64Array;
}

interface BookOptions {
  readonly pass: number;
  readonly given: GivenPass;
  readonly frames: Frames;
}

/**
 * Each step's share of ∂L/∂(parameter) and the running totals. For a large network all shares together are many times
 * larger than the frames that they are products of: then the oldest are let go, and computed again from the record, in
 * the same order and to the same bits, when they are asked for.
 */
export class ShareBook {
  private readonly kept = new Map<string, Arrays>();
  /** Each parameter's total at the earliest step reached: the backward phase goes on from it. */
  private readonly reached = new Map<EquationId, { readonly t: number; readonly total: Float64Array }>();
  private keptNumbers = 0;

  constructor(
    private readonly graph: Graph,
    private readonly options: BookOptions,
  ) {}

  /** The share of step t; all gradients of that step, and all later shares, must be there. */
  share(parameter: EquationId, t: number): Share {
    const { pass, given } = this.options;
    const equation = this.graph.trace.equations[parameter];
    if (equation.op !== 'parameter') throw new Error(`equation ${parameter}: not a parameter`);
    const { layer, attributes } = equation;
    return { pass, sample: given.sample, t, layer, parameter: attributes.parameter, ...this.arrays(parameter, t) };
  }

  /** What was gathered before this pass: zeros, or the samples before. */
  start(parameter: EquationId): Float64Array {
    const equation = this.graph.trace.equations[parameter];
    const name = equation.op === 'parameter' ? equation.attributes.parameter : '';
    return this.options.given.gathered.get(name) ?? new Float64Array(this.graph.sizes[parameter]);
  }

  private arrays(parameter: EquationId, t: number): Arrays {
    const found = this.kept.get(`${parameter}@${t}`);
    if (found !== undefined) return found;
    const steps = this.options.given.lengths[this.graph.shareScan.get(parameter) ?? 0];
    // totals run from the last step back: begin at the nearest one kept
    let from = t + 1;
    while (from < steps && !this.kept.has(`${parameter}@${from}`)) from++;
    const reached = this.reached.get(parameter);
    if (reached !== undefined && reached.t > t) from = Math.min(from, reached.t);
    let total =
      from === reached?.t ? reached.total : (this.kept.get(`${parameter}@${from}`)?.total ?? this.start(parameter));
    let values = total;
    for (let step = from - 1; step >= t; step--) {
      values = this.gradientOf(parameter, step);
      total = sum(total, values);
      this.keep(`${parameter}@${step}`, { values, total });
    }
    if (reached === undefined || t < reached.t) this.reached.set(parameter, { t, total });
    return { values, total };
  }

  private keep(key: string, arrays: Arrays): void {
    this.kept.set(key, arrays);
    this.keptNumbers += 2 * arrays.values.length;
    for (const [oldest, { values }] of this.kept) {
      if (this.keptNumbers <= KEPT || oldest === key) return;
      this.kept.delete(oldest);
      this.keptNumbers -= 2 * values.length;
    }
  }

  /** Step t's part of the gradient of a parameter, or of a slice of one. */
  private gradientOf(id: EquationId, t: number): Float64Array {
    const { graph, options } = this;
    const { frames } = options;
    const out = new Float64Array(graph.sizes[id]);
    for (const { consumer, input } of graph.readers[id]) {
      const equation = graph.trace.equations[consumer];
      const read =
        equation.scan === STATIC
          ? {
              inputs: frames.inputs(consumer, 0),
              output: frames.value(consumer, 0),
              gradient: this.gradientOf(consumer, t),
            }
          : frames.backward(consumer, t);
      const op = opOf(equation.op);
      if (op.scope === 'layer') op.backward(input, read, out, equation.attributes);
      if (op.scope !== 'unit') continue;
      for (let n = 0; n < out.length; n++) out[n] += op.backward(input, n, read, equation.attributes);
    }
    return out;
  }
}

function sum(a: Float64Array, b: Float64Array): Float64Array {
  const out = new Float64Array(a.length);
  for (let n = 0; n < out.length; n++) out[n] = a[n] + b[n];
  return out;
}

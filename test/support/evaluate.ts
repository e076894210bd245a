import { STATIC, type Equation, type EquationId, type Trace } from '../../src/nn/equation.ts';
import { opOf } from '../../src/nn/ops/table.ts';
import { sizeOf } from '../../src/nn/shape.ts';

/** Everything a network reads; arrays are `[batch, steps, width]`, states by the trace's order `[batch, units]`. */
export interface Given {
  readonly batch: number;
  readonly inputSteps: number;
  readonly outputSteps: number;
  readonly parameters: Readonly<Record<string, ArrayLike<number>>>;
  readonly feeds: Readonly<Partial<Record<'input' | 'teacher' | 'target' | 'mask', ArrayLike<number>>>>;
  readonly weights: ArrayLike<number>;
  readonly states: readonly (ArrayLike<number> | undefined)[];
}

/**
 * The trace's meaning in float64, sample by sample and step by step, from the op table's forward rules alone: what the
 * tensor core must agree with. Returns each equation's value `[batch, steps, units]` and the weighted sum of row losses.
 */
export function evaluate(trace: Trace, given: Given): { values: (id: EquationId) => Float64Array; loss: number } {
  const samples = Array.from({ length: given.batch }, (_, sample) => new Sample(trace, given, sample));
  for (const sample of samples) sample.run();
  const values = (id: EquationId) =>
    Float64Array.from(samples.flatMap((sample) => sample.frames[id].flatMap((frame) => [...frame])));
  const rows = values(trace.loss);
  return { values, loss: rows.reduce((sum, row, n) => sum + (given.weights[n] === 0 ? 0 : row * given.weights[n]), 0) };
}

class Sample {
  /** By equation, then by step. */
  readonly frames: Float64Array[][];

  constructor(
    private readonly trace: Trace,
    private readonly given: Given,
    private readonly sample: number,
  ) {
    this.frames = trace.equations.map(() => []);
  }

  run(): void {
    const { trace } = this;
    for (const equation of trace.equations) if (equation.scan === STATIC) this.step(equation, 0);
    for (let scan = 0; scan < trace.scans.length; scan++) {
      for (let t = 0; t < this.steps(scan); t++) {
        for (const equation of trace.equations) if (equation.scan === scan) this.step(equation, t);
      }
    }
  }

  private step(equation: Equation, t: number): void {
    this.frames[equation.id][t] = this.value(equation, t);
  }

  private value(equation: Equation, t: number): Float64Array {
    const { given, trace } = this;
    const width = sizeOf(equation.shape);
    switch (equation.op) {
      case 'input':
      case 'id':
        return this.fed(given.feeds[equation.attributes.source], { equation, t, width });
      case 'target':
      case 'mask':
        return this.fed(given.feeds[equation.op], { equation, t, width });
      case 'parameter':
        return Float64Array.from(given.parameters[equation.attributes.parameter]);
      case 'previous': {
        const { next, initial } = trace.states[equation.attributes.state];
        if (t > 0) return this.frames[next][t - 1];
        if (initial !== undefined) return this.frames[initial][0];
        const start = given.states[equation.attributes.state];
        return Float64Array.from({ length: width }, (_, n) => start?.[this.sample * width + n] ?? 0);
      }
      case 'last': {
        const [x] = equation.inputs;
        return this.frames[x][this.steps(trace.equations[x].scan) - 1];
      }
      case 'first':
        return t === 0 ? this.frames[equation.inputs[0]][0] : new Float64Array(width);
      default:
        return this.computed(equation, t);
    }
  }

  private computed(equation: Equation, t: number): Float64Array {
    const out = new Float64Array(sizeOf(equation.shape));
    const inputs = equation.inputs.map((id) => this.frames[id][this.trace.equations[id].scan === STATIC ? 0 : t]);
    const op = opOf(equation.op);
    if (op.scope === 'layer') op.forward(inputs, out, equation.attributes);
    else if (op.scope === 'unit') {
      for (let k = 0; k < out.length; k++) out[k] = op.forward(k, inputs, equation.attributes);
    } else throw new Error(`evaluate: op "${equation.op}" has no forward rule`);
    return out;
  }

  private fed(data: ArrayLike<number> | undefined, at: { equation: Equation; t: number; width: number }): Float64Array {
    if (data === undefined) throw new Error(`evaluate: nothing given for "${at.equation.op}"`);
    const from = (this.sample * this.steps(at.equation.scan) + at.t) * at.width;
    return Float64Array.from({ length: at.width }, (_, n) => data[from + n]);
  }

  private steps(scan: number): number {
    const { length } = this.trace.scans[scan];
    return length === 'once' ? 1 : length === 'input' ? this.given.inputSteps : this.given.outputSteps;
  }
}

import { STATIC, type Equation, type EquationId, type Trace } from '../../src/nn/equation.ts';
import { opOf } from '../../src/nn/ops/table.ts';
import { Random } from '../../src/nn/random.ts';
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
  /** Dropout masks by layer, `[batch, steps, units]`. */
  readonly kept?: Readonly<Record<string, ArrayLike<number>>>;
  /** Every computed value is moved by a share of up to ±`share`, the same one at each evaluation with this seed. */
  readonly rounding?: { readonly share: number; readonly seed: number };
}

/**
 * The trace's meaning in float64, step by step and sample by sample, from the op table's forward rules alone: what the
 * tensor core must agree with. Returns each equation's value `[batch, steps, units]` and the weighted sum of row losses.
 */
export function evaluate(trace: Trace, given: Given): { values: (id: EquationId) => Float64Array; loss: number } {
  const samples = Array.from({ length: given.batch }, (_, sample) => new Sample(trace, given, sample));
  run(trace, samples);
  const values = (id: EquationId) => {
    // what the whole batch shares comes once
    const told = opOf(trace.equations[id].op).scope === 'batch' ? samples.slice(0, 1) : samples;
    return Float64Array.from(told.flatMap((sample) => sample.frames[id].flatMap((frame) => [...frame])));
  };
  const rows = values(trace.loss);
  return { values, loss: rows.reduce((sum, row, n) => sum + (given.weights[n] === 0 ? 0 : row * given.weights[n]), 0) };
}

/** What a step computes is there for all samples before anything reads it: an op may need the whole batch. */
function run(trace: Trace, samples: readonly Sample[]): void {
  const step = (scan: number, t: number) => {
    for (const equation of trace.equations) {
      if (equation.scan === scan) for (const sample of samples) sample.step(equation, { t, samples });
    }
  };
  step(STATIC, 0);
  for (let scan = 0; scan < trace.scans.length; scan++) {
    for (let t = 0; t < samples[0].steps(scan); t++) step(scan, t);
  }
}

interface At {
  readonly t: number;
  /** The whole batch. */
  readonly samples: readonly Sample[];
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

  step(equation: Equation, at: At): void {
    this.frames[equation.id][at.t] = this.value(equation, at);
  }

  private value(equation: Equation, at: At): Float64Array {
    const { given, trace } = this;
    const { t } = at;
    const width = sizeOf(equation.shape);
    switch (equation.op) {
      case 'input':
      case 'id':
        return this.fed(given.feeds[equation.attributes.source], { equation, t, width });
      case 'target':
      case 'mask':
        return this.fed(given.feeds[equation.op], { equation, t, width });
      case 'kept':
        return this.fed(given.kept?.[equation.attributes.layer], { equation, t, width });
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
        return this.computed(equation, at);
    }
  }

  private computed(equation: Equation, { t, samples }: At): Float64Array {
    const out = new Float64Array(sizeOf(equation.shape));
    const frame = (sample: Sample, id: EquationId) =>
      sample.frames[id][this.trace.equations[id].scan === STATIC ? 0 : t];
    const inputs = equation.inputs.map((id) => frame(this, id));
    const op = opOf(equation.op);
    if (op.scope === 'layer') op.forward(inputs, out, equation.attributes);
    else if (op.scope === 'batch') {
      const all = equation.inputs.map((id) => samples.map((sample) => frame(sample, id)));
      op.forward(all, out, equation.attributes);
    } else if (op.scope === 'unit') {
      for (let k = 0; k < out.length; k++) out[k] = op.forward(k, inputs, equation.attributes);
    } else throw new Error(`evaluate: op "${equation.op}" has no forward rule`);
    return this.rounded(out, { equation, t, sample: op.scope === 'batch' ? 0 : this.sample });
  }

  private rounded(values: Float64Array, at: { equation: Equation; t: number; sample: number }): Float64Array {
    const { rounding } = this.given;
    if (rounding === undefined) return values;
    const random = Random.seeded(rounding.seed, `rounding of ${at.equation.id} at ${at.t}, sample ${at.sample}`);
    return values.map((x) => x * (1 + rounding.share * (2 * random.uniform() - 1)));
  }

  private fed(data: ArrayLike<number> | undefined, at: { equation: Equation; t: number; width: number }): Float64Array {
    if (data === undefined) throw new Error(`evaluate: nothing given for "${at.equation.op}"`);
    const from = (this.sample * this.steps(at.equation.scan) + at.t) * at.width;
    return Float64Array.from({ length: at.width }, (_, n) => data[from + n]);
  }

  steps(scan: number): number {
    const { length } = this.trace.scans[scan];
    return length === 'once' ? 1 : length === 'input' ? this.given.inputSteps : this.given.outputSteps;
  }
}

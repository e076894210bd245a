import type { Equation, Trace } from '../nn/equation.ts';
import type { ActivationName } from '../nn/ops/activations.ts';
import type { Factor } from '../nn/ops/op.ts';
import { maximumOf, outputsOver } from '../nn/ops/pooling.ts';
import { opOf } from '../nn/ops/table.ts';
import { sizeOf } from '../nn/shape.ts';
import { consumersOf, stepOf, type Consumer } from './consumers.ts';
import { frameOf, isColdUnit, numberOrTerm, type Point } from './explain.ts';
import { throughNormalize, throughStandardize, throughStatistic } from './explain-norms.ts';
import { apply, minus, softmax } from './explain-parts.ts';
import { samplesOf, type Moment } from './reference.ts';
import { constant, isMinus, productTerm, sumTerm, type Term } from './term.ts';

/** A part of a gradient: what one reader of the value hands back. */
export interface Arrival {
  readonly when: Consumer['when'];
  /** The step it arrives from. */
  readonly t: number;
  readonly term: Term;
}

/** ∂L/∂value as the sum of its arrivals, each the chain rule's product down to named gradients, values and weights. */
export function explainGradient(trace: Trace, point: Point, moment: Moment): readonly Arrival[] {
  return new Backward(trace, moment).arrivals(point);
}

/** What step t adds to ∂L/∂w: the same arithmetic for a parameter. */
export function explainShare(
  trace: Trace,
  { parameter, index, t }: { parameter: string; index: number; t: number },
  moment: Moment,
): Term {
  const leaf = trace.equations.find((each) => each.op === 'parameter' && each.attributes.parameter === parameter);
  if (leaf === undefined) throw new Error(`expected a parameter of the trace, got "${parameter}"`);
  const arrivals = new Backward(trace, moment).arrivals({ equation: leaf.id, unit: index, t });
  return sumTerm(arrivals.map(({ term }) => term));
}

class Backward {
  constructor(
    private readonly trace: Trace,
    private readonly moment: Moment,
  ) {}

  arrivals({ equation: id, unit, t }: Point): Arrival[] {
    const steps = (scan: number) => this.moment.steps(scan);
    const arrivals = consumersOf(this.trace, id).flatMap((consumer) => {
      const at = stepOf(this.trace, consumer, { id, t, steps });
      if (at === undefined) return [];
      const term = this.handedBack(consumer, { unit, t: at });
      return term.kind === 'constant' && term.value === 0 ? [] : [{ when: consumer.when, t: at, term }];
    });
    // what is subtracted comes last, as in the formula
    return [...arrivals.filter(({ term }) => !isMinus(term)), ...arrivals.filter(({ term }) => isMinus(term))];
  }

  /** ∂L/∂(unit of a result): its letter where it has one, else what its own readers hand back. */
  private reaching(equation: Equation, { unit, t }: { unit: number; t: number }): Term {
    const point = { equation: equation.id, unit, t };
    if (equation.name === undefined && equation.id !== this.trace.loss) {
      return sumTerm(this.arrivals(point).map(({ term }) => term));
    }
    return { kind: 'number', of: { kind: 'gradient', ...point } };
  }

  private handedBack({ equation, input }: Consumer, { unit, t }: { unit: number; t: number }): Term {
    const value = (n: number, k: number) =>
      numberOrTerm(this.trace, { equation: equation.inputs[n], unit: k, t }, this.moment);
    const size = (n: number) => sizeOf(this.trace.equations[equation.inputs[n]].shape);
    const given = (n: number) => this.moment.value(equation.inputs[n], 0, t) ?? 0;
    const arriving = () => this.reaching(equation, { unit: 0, t });
    switch (equation.op) {
      case 'last':
      case 'first':
        return this.reaching(equation, { unit, t });
      case 'hold':
        return (given(0) !== 0) === (input === 1) ? this.reaching(equation, { unit, t }) : constant(0);
      case 'lookup': {
        const { units } = equation.attributes;
        const ids = frameOf(this.trace, equation.inputs[0], { moment: this.moment, t });
        const places = ids.flatMap((id, n) => (id === Math.floor(unit / units) ? [n * units + (unit % units)] : []));
        return sumTerm(places.map((place) => this.reaching(equation, { unit: place, t })));
      }
      case 'max-pool': {
        const x = frameOf(this.trace, equation.inputs[0], { moment: this.moment, t });
        const taken = outputsOver(unit, equation.attributes).filter(
          (k) => maximumOf(k, x, equation.attributes) === unit,
        );
        return sumTerm(taken.map((k) => this.reaching(equation, { unit: k, t })));
      }
      case 'cross-entropy': {
        const probability = softmax(size(0), unit, (k) => value(0, k));
        const target: Term = { kind: 'apply', apply: { function: 'one-hot', unit }, to: value(1, 0) };
        return productTerm([arriving(), sumTerm([probability, minus(target)])]);
      }
      case 'mse':
        return productTerm([arriving(), constant(2 / size(0)), sumTerm([value(0, unit), minus(value(1, unit))])]);
      case 'half-sum-squares':
        return productTerm([arriving(), sumTerm([value(0, unit), minus(value(1, unit))])]);
      case 'binary-cross-entropy':
        return productTerm([
          arriving(),
          constant(1 / size(0)),
          sumTerm([apply('sigmoid', value(0, unit)), minus(value(1, unit))]),
        ]);
      case 'softmax':
        return this.throughSoftmax(equation, { unit, t });
      case 'standardize':
      case 'normalize':
      case 'batch-mean':
      case 'batch-variance':
        return this.throughNorm(equation, { n: input, unit, t });
      default:
        return this.spelled({ equation, input }, { unit, t });
    }
  }

  private throughNorm(
    equation: Extract<Equation, { op: 'standardize' | 'normalize' | 'batch-mean' | 'batch-variance' }>,
    { n, unit, t }: { n: number; unit: number; t: number },
  ): Term {
    const { trace, moment } = this;
    const numberAt = (id: number, k: number) => moment.value(id, k, t) ?? NaN;
    const around = {
      input: (from: number, k: number) => numberOrTerm(trace, { equation: equation.inputs[from], unit: k, t }, moment),
      gradient: (k: number) => this.reaching(equation, { unit: k, t }),
      given: (k: number) => numberAt(equation.inputs[0], k),
      result: (k: number) => numberAt(equation.id, k),
      samples: samplesOf(moment),
    };
    if (equation.op === 'standardize') return throughStandardize(equation, unit, around);
    if (equation.op === 'normalize') return throughNormalize(equation, { n, unit }, around);
    return throughStatistic(equation, { n, unit }, around);
  }

  private spelled({ equation, input }: Pick<Consumer, 'equation' | 'input'>, at: { unit: number; t: number }): Term {
    const op = opOf(equation.op);
    if (op.scope !== 'unit') throw new Error(`${equation.op}: expected an op that can be spelled out`);
    const sizes = {
      inputs: equation.inputs.map((id) => sizeOf(this.trace.equations[id].shape)),
      output: sizeOf(equation.shape),
    };
    const { terms } = op.spellBackward(input, at.unit, sizes, equation.attributes);
    return sumTerm(terms.map((factors) => this.product(equation, factors, at.t)));
  }

  private product(equation: Equation, factors: readonly Factor[], t: number): Term {
    const written = factors.map((each): Term => {
      switch (each.kind) {
        case 'constant':
          return constant(each.value);
        case 'gradient':
          return this.reaching(equation, { unit: each.unit, t });
        case 'input':
          return numberOrTerm(this.trace, { equation: equation.inputs[each.input], unit: each.unit, t }, this.moment);
        case 'slope':
          return this.slope(equation, { unit: each.unit, t });
        default:
          return each satisfies never;
      }
    });
    const isCold = written.some((term) => term.kind === 'number' && isColdUnit(this.trace, term.of, this.moment));
    return isCold ? constant(0) : productTerm(written);
  }

  /** The derivative of an activation, from its result where that is shorter: σ' = y (1 − y), tanh' = 1 − y². */
  private slope(equation: Equation, { unit, t }: { unit: number; t: number }): Term {
    const result = numberOrTerm(this.trace, { equation: equation.id, unit, t }, this.moment);
    switch (equation.op) {
      case 'sigmoid':
        return productTerm([result, apply('complement', result)]);
      case 'tanh':
        return apply('complement', apply('square', result));
      case 'complement':
        return constant(-1);
      default: {
        const to = numberOrTerm(this.trace, { equation: equation.inputs[0], unit, t }, this.moment);
        // spellBackward names a slope for activations only
        const of = equation.op as ActivationName;
        return { kind: 'apply', apply: { function: 'slope', of, result }, to };
      }
    }
  }

  /** y_k (g_k − Σ_j g_j y_j) */
  private throughSoftmax(equation: Equation, { unit, t }: { unit: number; t: number }): Term {
    const y = (k: number) => numberOrTerm(this.trace, { equation: equation.id, unit: k, t }, this.moment);
    const g = (k: number) => this.reaching(equation, { unit: k, t });
    const mean = Array.from({ length: sizeOf(equation.shape) }, (_, k) => productTerm([g(k), y(k)]));
    return productTerm([y(unit), sumTerm([g(unit), minus(sumTerm(mean))])]);
  }
}

/** The arithmetic of norms: means over a layer, a channel or a batch, which no single unit spells out. */
import type { Equation } from '../nn/equation.ts';
import { apply, minus } from './explain-parts.ts';
import { constant, productTerm, sumTerm, type Term } from './term.ts';

type Of<N extends Equation['op']> = Extract<Equation, { op: N }>;

interface Around {
  /** Unit `unit` of input n: its number, or the arithmetic behind it. */
  input(n: number, unit: number): Term;
}

interface Standing extends Around {
  /** The number that input 0 has at a unit; NaN where it is not computed yet. */
  given(unit: number): number;
}

interface Arriving extends Around {
  /** ∂L/∂(unit of the equation's value) */
  gradient(unit: number): Term;
}

const range = (from: number, size: number) => Array.from({ length: size }, (_, n) => from + n);

/** √(σ² + ε) */
const root = (variance: Term, epsilon: number): Term => apply('root', sumTerm([variance, constant(epsilon)]));

const group = (unit: number, size: number) => range(size * Math.floor(unit / size), size);

const meanOf = (terms: readonly Term[]): Term => productTerm([constant(1 / terms.length), sumTerm(terms)]);

/** √(σ² + ε) of a group of neighbours; their mean stands there as a number, since it is written out beside it. */
function spread(units: readonly number[], { epsilon }: { epsilon: number }, { input, given }: Standing): Term {
  const mean = units.reduce((sum, unit) => sum + given(unit), 0) / units.length;
  const squares = units.map((unit) => apply('square', sumTerm([input(0, unit), constant(-mean)])));
  return root(meanOf(squares), epsilon);
}

/** (x − μ)/√(σ² + ε), μ and σ² of the unit's group. */
export function standardized({ attributes }: Of<'standardize'>, unit: number, around: Standing): Term {
  const units = group(unit, attributes.size);
  const mean = meanOf(units.map((each) => around.input(0, each)));
  const over = sumTerm([around.input(0, unit), minus(mean)]);
  return { kind: 'quotient', over, under: spread(units, attributes, around) };
}

/** (g − mean g − y mean(g y))/√(σ² + ε), y the standardized values. */
export function throughStandardize(
  { attributes }: Of<'standardize'>,
  unit: number,
  around: Standing & Arriving & { result(unit: number): number },
): Term {
  const { gradient, result } = around;
  const units = group(unit, attributes.size);
  const along = units.map((each) => productTerm([gradient(each), constant(result(each))]));
  const over = sumTerm([
    gradient(unit),
    minus(meanOf(units.map(gradient))),
    minus(productTerm([constant(result(unit)), meanOf(along)])),
  ]);
  return { kind: 'quotient', over, under: spread(units, attributes, around) };
}

/** w (x − μ)/√(σ² + ε) + b of the unit's channel. */
export function normalized({ attributes }: Of<'normalize'>, unit: number, { input }: Around): Term {
  const channel = Math.floor(unit / attributes.inner);
  const [mean, variance, weight, bias] = [1, 2, 3, 4].map((n) => input(n, channel));
  const over = productTerm([weight, sumTerm([input(0, unit), minus(mean)])]);
  return sumTerm([{ kind: 'quotient', over, under: root(variance, attributes.epsilon) }, bias]);
}

/** What `normalize` hands back to unit `unit` of its input n: x, μ, σ², w, b. */
export function throughNormalize(
  { attributes }: Of<'normalize'>,
  { n, unit }: { n: number; unit: number },
  { input, gradient }: Arriving,
): Term {
  const { inner, epsilon } = attributes;
  const channel = n === 0 ? Math.floor(unit / inner) : unit;
  const units = range(channel * inner, inner);
  const [mean, variance, weight] = [1, 2, 3].map((each) => input(each, channel));
  const under = root(variance, epsilon);
  const from = (k: number) => sumTerm([input(0, k), minus(mean)]);
  const lever = () => sumTerm(units.map((k) => productTerm([gradient(k), from(k)])));
  switch (n) {
    case 0:
      return { kind: 'quotient', over: productTerm([gradient(unit), weight]), under };
    case 1:
      return { kind: 'quotient', over: minus(productTerm([weight, sumTerm(units.map(gradient))])), under };
    case 2: {
      const cubed = productTerm([sumTerm([variance, constant(epsilon)]), under]);
      return { kind: 'quotient', over: productTerm([constant(-0.5), weight, lever()]), under: cubed };
    }
    case 3:
      return { kind: 'quotient', over: lever(), under };
    default:
      return sumTerm(units.map(gradient));
  }
}

/** The mean of a channel, or its mean squared distance from it, over a batch of one sample. */
export function batchStatistic(
  { op, attributes }: Of<'batch-mean' | 'batch-variance'>,
  channel: number,
  { input }: Around,
): Term {
  const units = range(channel * attributes.inner, attributes.inner);
  const from = (k: number) => apply('square', sumTerm([input(0, k), minus(input(1, channel))]));
  return meanOf(units.map((k) => (op === 'batch-mean' ? input(0, k) : from(k))));
}

/** What a statistic of the batch hands back to unit `unit` of its input n; its own mean gets nothing from a variance. */
export function throughStatistic(
  { op, attributes }: Of<'batch-mean' | 'batch-variance'>,
  { n, unit }: { n: number; unit: number },
  { input, gradient, samples }: Arriving & { /** In the batch. */ readonly samples: number },
): Term {
  if (n !== 0) return constant(0);
  const channel = Math.floor(unit / attributes.inner);
  const share = 1 / (samples * attributes.inner);
  if (op === 'batch-mean') return productTerm([constant(share), gradient(channel)]);
  return productTerm([constant(2 * share), gradient(channel), sumTerm([input(0, unit), minus(input(1, channel))])]);
}

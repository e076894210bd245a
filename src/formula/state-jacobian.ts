/** The chain rule run forward over the equations of one step: what ∂v_t/∂s_{t−1} is made of. */
import type { Equation, EquationId, Trace } from '../nn/equation.ts';
import { sizeOf } from '../nn/shape.ts';
import { slope } from './backward.ts';
import { productOf, type Expression } from './expression.ts';
import { inline, type Rows } from './forward.ts';
import { styleOf } from './names.ts';

/** One summand of a Jacobian: ± diag(the product of the scales) · of. No scale: diag(1). */
export interface Summand {
  readonly isMinus: boolean;
  readonly scales: readonly Expression[];
  readonly of: Inner;
}

export type Inner =
  /** s_{t−1} itself. */
  | { readonly kind: 'identity' }
  /** ∂v_t/∂s_{t−1} of a value with a letter: it has a formula of its own. */
  | { readonly kind: 'derivative'; readonly value: EquationId }
  | { readonly kind: 'weighted'; readonly weight: Expression; readonly by: readonly Summand[] };

/** A value and the `previous` equation of a state, of which ∂value_t/∂state_{t−1} is taken. */
export interface JacobianOf {
  readonly value: EquationId;
  readonly previous: EquationId;
}

/** Empty where the value does not depend on that state. */
export function jacobianOf(trace: Trace, { value, previous }: JacobianOf): readonly Summand[] {
  const sweep = new Sweep(trace, previous);
  return sweep.spelled(value, rowsOf(trace, value));
}

/** The values with letters whose own derivatives stand in a Jacobian, in the order in which they are written. */
export function derivativesIn(summands: readonly Summand[]): readonly EquationId[] {
  return summands.flatMap(({ of }) =>
    of.kind === 'derivative' ? [of.value] : of.kind === 'weighted' ? derivativesIn(of.by) : [],
  );
}

const rowsOf = (trace: Trace, id: EquationId): Rows => ({ from: 0, size: sizeOf(trace.equations[id].shape) });

class Sweep {
  /** What depends on the old state, within the step. */
  private readonly moving: ReadonlySet<EquationId>;

  constructor(
    private readonly trace: Trace,
    private readonly previous: EquationId,
  ) {
    const reached = new Set([previous]);
    for (const { id, inputs } of trace.equations) if (inputs.some((each) => reached.has(each))) reached.add(id);
    this.moving = reached;
  }

  /** The derivative of a value inside a formula: by its letter where it has one. */
  private inside(id: EquationId, rows: Rows = rowsOf(this.trace, id)): readonly Summand[] {
    if (!this.moving.has(id)) return [];
    if (id === this.previous) return [plain({ kind: 'identity' })];
    const style = styleOf(this.trace, id);
    // a preactivation is passed over: diag(1 − h²) W_h says more than diag(1 − h²) ∂a/∂h
    if (style !== undefined && style.role !== 'preactivation') return [plain({ kind: 'derivative', value: id })];
    return this.spelled(id, rows);
  }

  /** Slices of stacked gates are pushed inwards, down to the rows of the weights. */
  spelled(id: EquationId, rows: Rows): readonly Summand[] {
    const equation = this.trace.equations[id];
    const at = (n: number, range = rows) => this.inside(equation.inputs[n], range);
    const value = (n: number) => inline(this.trace, equation.inputs[n], rows);
    switch (equation.op) {
      case 'add':
        return collected([...at(0), ...at(1)]);
      case 'add-bias':
        return at(0);
      case 'subtract':
        return collected([...at(0), ...at(1).map(negated)]);
      case 'complement':
        return at(0).map(negated);
      case 'multiply':
        return collected([...at(0).map(scaled(value(1))), ...at(1).map(scaled(value(0)))]);
      case 'slice':
        return at(0, { from: equation.attributes.from + rows.from, size: rows.size });
      case 'linear':
        return this.weighted(equation, rows);
      case 'sigmoid':
      case 'tanh':
      case 'relu':
      case 'leaky-relu':
      case 'elu':
      case 'gelu':
      case 'softplus': {
        const factor = slope(equation.op, { argument: value(0), result: inline(this.trace, id) });
        return at(0).map(scaled(factor));
      }
      default:
        throw new Error(`${equation.op}: no state of a taught cell passes through it`);
    }
  }

  private weighted(equation: Extract<Equation, { op: 'linear' }>, rows: Rows): readonly Summand[] {
    const [input, weights] = equation.inputs;
    const by = this.inside(input);
    if (by.length === 0) return [];
    const { width } = equation.attributes;
    const weight = inline(this.trace, weights, { from: rows.from * width, size: rows.size * width });
    return [plain({ kind: 'weighted', weight, by })];
  }
}

const plain = (of: Inner): Summand => ({ isMinus: false, scales: [], of });

const negated = (summand: Summand): Summand => ({ ...summand, isMinus: !summand.isMinus });

const scaled =
  (factor: Expression) =>
  (summand: Summand): Summand => ({ ...summand, scales: [factor, ...summand.scales] });

/** diag(a) M + diag(b) M is diag(a + b) M; the identity's share goes first. */
function collected(summands: readonly Summand[]): readonly Summand[] {
  const groups: Summand[][] = [];
  for (const summand of summands) {
    const alike = groups.find(([first]) => isSame(first.of, summand.of));
    if (alike === undefined) groups.push([summand]);
    else alike.push(summand);
  }
  return groups.map(together).toSorted((a, b) => order(a) - order(b));
}

function isSame(a: Inner, b: Inner): boolean {
  if (a.kind === 'derivative') return b.kind === 'derivative' && a.value === b.value;
  return a.kind === 'identity' && b.kind === 'identity';
}

const order = ({ of }: Summand): number => (of.kind === 'identity' ? 0 : 1);

function together(alike: readonly Summand[]): Summand {
  const [first] = alike;
  if (alike.length === 1) return first;
  const terms = alike.map(({ isMinus, scales }): Expression => {
    const product = productOrOne(scales);
    return isMinus ? { kind: 'negative', of: product } : product;
  });
  return { isMinus: false, scales: [{ kind: 'sum', terms }], of: first.of };
}

export function productOrOne(scales: readonly Expression[]): Expression {
  return scales.length === 0 ? { kind: 'literal', tex: '1' } : productOf(scales);
}

/** The Jacobian of a recurrent step in TeX, derived from the equations: cell, activation and convention come with them. */
import type { EquationId, State } from '../nn/equation.ts';
import type { Expression } from './expression.ts';
import { valueName, type WrittenTrace } from './names.ts';
import {
  derivativesIn,
  jacobianOf,
  productOrOne,
  type Inner,
  type JacobianOf,
  type Summand,
} from './state-jacobian.ts';
import { expressionTex, nameTex, type Step } from './tex.ts';

export interface JacobianTex {
  /** ∂h_t/∂h_{t−1} = …; of several states the matrix of their blocks. */
  readonly whole: string;
  /** Of several states: a line for each block that is not 0. */
  readonly blocks: readonly string[];
  /** A line for each thing in them with a letter of its own: gates and candidate. */
  readonly inner: readonly string[];
}

/** @param step that of the new state: `t`, or a number counted from 1 */
export function jacobianTex(trace: WrittenTrace, step: Step = 't'): JacobianTex {
  const write = new JacobianWriter(trace, step);
  const { states } = trace;
  const wanted = states.flatMap((to) => states.map((from) => ({ value: to.next, previous: from.previous })));
  const blocks = wanted.filter((each) => jacobianOf(trace, each).length > 0);
  const inner = innerOf(trace, blocks);
  return {
    whole: states.length > 1 ? write.matrix(states) : write.line(wanted[0]),
    blocks: states.length > 1 ? blocks.map((each) => write.line(each)) : [],
    inner: inner.map((each) => write.line(each)),
  };
}

/** What the given Jacobians refer to, and what that refers to, each once. */
function innerOf(trace: WrittenTrace, given: readonly JacobianOf[]): readonly JacobianOf[] {
  const all = [...given];
  const isKnown = (value: EquationId, previous: EquationId) =>
    all.some((each) => each.value === value && each.previous === previous);
  // it grows while it is gone through
  for (const each of all) {
    for (const value of derivativesIn(jacobianOf(trace, each))) {
      if (!isKnown(value, each.previous)) all.push({ value, previous: each.previous });
    }
  }
  return all.slice(given.length);
}

/** 1 − z alone between the brackets of diag( ) needs none of its own. */
function bare(scale: Expression): Expression {
  if (scale.kind !== 'call' || scale.op !== 'complement') return scale;
  return {
    kind: 'sum',
    terms: [
      { kind: 'literal', tex: '1' },
      { kind: 'negative', of: scale.inputs[0] },
    ],
  };
}

class JacobianWriter {
  constructor(
    private readonly trace: WrittenTrace,
    private readonly step: Step,
  ) {}

  line(of: JacobianOf): string {
    const summands = jacobianOf(this.trace, of);
    return `${this.derivative(of)} = ${this.sum(summands, of.previous)}`;
  }

  matrix(states: readonly State[]): string {
    const rows = states.map((to) =>
      states.map((from) => this.derivative({ value: to.next, previous: from.previous })).join(' & '),
    );
    const left = `\\frac{\\partial s_{${this.time(0)}}}{\\partial s_{${this.time(-1)}}}`;
    return `${left} = \\begin{pmatrix} ${rows.join(' \\\\ ')} \\end{pmatrix}`;
  }

  private derivative({ value, previous }: JacobianOf): string {
    const { trace } = this;
    const [above, below] = [valueName(trace, value), valueName(trace, previous)];
    return `\\frac{\\partial ${nameTex(above, this.time(0))}}{\\partial ${nameTex(below, this.time(-1))}}`;
  }

  private sum(summands: readonly Summand[], previous: EquationId): string {
    if (summands.length === 0) return '0';
    return summands
      .map(
        (each, n) => `${each.isMinus ? (n === 0 ? '-' : ' - ') : n === 0 ? '' : ' + '}${this.summand(each, previous)}`,
      )
      .join('');
  }

  private summand({ scales, of }: Summand, previous: EquationId): string {
    const scale = expressionTex(this.trace, bare(productOrOne(scales)), this.step);
    const diagonal = scales.length === 0 ? '' : `\\operatorname{diag}\\left(${scale}\\right)`;
    const inner = this.inner(of, previous);
    if (diagonal === '') return inner === '' ? 'I' : inner;
    return inner === '' ? diagonal : `${diagonal}\\, ${inner}`;
  }

  /** Empty: the identity, which is not written beside a factor. */
  private inner(of: Inner, previous: EquationId): string {
    switch (of.kind) {
      case 'identity':
        return '';
      case 'derivative':
        return this.derivative({ value: of.value, previous });
      case 'weighted': {
        const weight = expressionTex(this.trace, of.weight, this.step);
        const by = this.sum(of.by, previous);
        if (by === 'I') return weight;
        return of.by.length > 1 || of.by[0].isMinus ? `${weight} \\left(${by}\\right)` : `${weight}\\, ${by}`;
      }
      default:
        return of satisfies never;
    }
  }

  private time(lag: 0 | -1): string {
    if (typeof this.step === 'number') return String(this.step + lag);
    return lag === 0 ? 't' : 't-1';
  }
}

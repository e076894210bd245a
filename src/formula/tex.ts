import { opOf } from '../nn/ops/table.ts';
import type { EquationId } from '../nn/equation.ts';
import { gradientFormula, parameterGradientFormula } from './backward.ts';
import type { Expression } from './expression.ts';
import { formula } from './forward.ts';
import { parameterName, parameterOf, valueName, type Name, type WrittenTrace } from './names.ts';

/** The step that a formula is written for: `t` in general, or a number counted from 1. */
export type Step = 't' | number;

/** `c_t = f_t ⊙ c_{t−1} + i_t ⊙ g_t` */
export function valueTex(trace: WrittenTrace, id: EquationId, step: Step = 't'): string {
  const write = new Writer(trace, step);
  return `${write.value(id, 0)} = ${write.expression(formula(trace, id))}`;
}

/** `∂L/∂c_t = …`; at the last step nothing comes from step t+1. */
export function gradientTex(
  trace: WrittenTrace,
  id: EquationId,
  { step = 't', isLast = false }: GradientAt = {},
): string {
  const write = new Writer(trace, step);
  // the loss itself: its weight in the total
  if (id === trace.loss) return `${write.gradient(id, 0)} = w_{${step}}`;
  return `${write.gradient(id, 0)} = ${write.expression(gradientFormula(trace, id, isLast))}`;
}

interface GradientAt {
  readonly step?: Step;
  readonly isLast?: boolean;
}

/** `∂L/∂W_xi = Σ_t …`; without a block: of the whole parameter. */
export function parameterGradientTex(trace: WrittenTrace, parameter: string, block?: string): string {
  const write = new Writer(trace, 't');
  const letter = nameTex(parameterName(trace, parameter, block));
  const { blocks = [] } = parameterOf(trace, parameter);
  const gate = blocks.length > 1 ? block : undefined;
  return `\\frac{\\partial L}{\\partial ${letter}} = ${write.expression(parameterGradientFormula(trace, parameter, gate))}`;
}

/** A formula with no left side, or part of one. */
export function expressionTex(trace: WrittenTrace, expression: Expression, step: Step = 't'): string {
  return new Writer(trace, step).expression(expression);
}

/** A letter with its marks, and a time step if it has one. */
export function nameTex({ base, sub, super: above, accent }: Name, time?: string): string {
  const plain = base.length > 1 ? `\\mathrm{${base}}` : base;
  const letter = accent === 'tilde' ? `\\tilde{${plain}}` : plain;
  const mark = sub === undefined ? undefined : sub.length > 2 ? `\\mathrm{${sub}}` : sub;
  const below = [mark, time].filter((each) => each !== undefined).join(',');
  const over = above === undefined ? '' : above === '∗' ? '^{\\ast}' : `^{(${above})}`;
  return `${letter}${below === '' ? '' : `_{${below}}`}${over}`;
}

/** With a power or a transposition; a layer's mark, which stands in the same place, goes before it. */
function raised(tex: string, above: string): string {
  const [, letter, mark] = /^(.*)\^\{(\(\d+\))\}$/.exec(tex) ?? [];
  if (tex.startsWith('\\frac')) return `\\left(${tex}\\right)^{${above}}`;
  if (letter === undefined) return `${tex}^{${above}}`;
  return above === '\\top' ? `${letter}^{${mark}${above}}` : `\\left(${tex}\\right)^{${above}}`;
}

/** How tightly a formula holds together: a looser one inside a tighter one gets brackets. */
const Binding = { Sum: 0, Elementwise: 1, Matrix: 2, Atom: 3 } as const;
type Binding = (typeof Binding)[keyof typeof Binding];

class Writer {
  constructor(
    private readonly trace: WrittenTrace,
    private readonly step: Step,
  ) {}

  value(id: EquationId, lag: number): string {
    return nameTex(valueName(this.trace, id), this.time(lag));
  }

  gradient(id: EquationId, lag: number): string {
    return `\\frac{\\partial L}{\\partial ${this.value(id, lag)}}`;
  }

  expression(expression: Expression, around: Binding = Binding.Sum): string {
    const [tex, binding] = this.write(expression);
    return binding < around ? `\\left(${tex}\\right)` : tex;
  }

  private time(lag: number): string {
    if (typeof this.step === 'number') return String(this.step + lag);
    return lag === 0 ? 't' : `t${lag < 0 ? '-' : '+'}${Math.abs(lag)}`;
  }

  private write(expression: Expression): readonly [string, Binding] {
    switch (expression.kind) {
      case 'value':
        return [this.value(expression.equation, expression.lag), Binding.Atom];
      case 'gradient':
        return [this.gradient(expression.equation, expression.lag), Binding.Atom];
      case 'parameter':
        return [nameTex(parameterName(this.trace, expression.parameter, expression.block)), Binding.Atom];
      case 'literal':
        return [expression.tex, Binding.Atom];
      case 'sum':
        if (expression.terms.length === 0) return ['0', Binding.Atom];
        return [this.sum(expression.terms), expression.terms.length > 1 ? Binding.Sum : Binding.Atom];
      case 'negative':
        return [`-${this.expression(expression.of, Binding.Elementwise)}`, Binding.Sum];
      case 'product':
        return [
          expression.factors.map((each) => this.expression(each, Binding.Matrix)).join(' \\odot '),
          Binding.Elementwise,
        ];
      case 'matrix-product':
        return [
          `${this.expression(expression.left, Binding.Matrix)} ${this.expression(expression.right, Binding.Matrix)}`,
          Binding.Matrix,
        ];
      case 'transposed':
        return [raised(this.expression(expression.of, Binding.Atom), '\\top'), Binding.Atom];
      case 'square':
        return [this.square(expression.of), Binding.Atom];
      case 'call':
        return [this.call(expression), Binding.Atom];
      case 'written':
        return [
          expression.tex(expression.inputs.map((each) => this.expression(each, Binding.Atom))),
          Binding.Elementwise,
        ];
      case 'slope':
        return [
          `\\operatorname{${expression.op}}'\\left(${this.expression(expression.argument)}\\right)`,
          Binding.Atom,
        ];
      case 'sum-over-steps':
        return [`\\sum_{t} ${this.expression(expression.of, Binding.Elementwise)}`, Binding.Sum];
      default:
        return expression satisfies never;
    }
  }

  private sum(terms: readonly Expression[]): string {
    const positive = terms.filter(({ kind }) => kind !== 'negative');
    return [...positive, ...terms.filter(({ kind }) => kind === 'negative')]
      .map((term, n) => {
        if (term.kind !== 'negative') return `${n > 0 ? ' + ' : ''}${this.expression(term)}`;
        return `${n > 0 ? ' - ' : '-'}${this.expression(term.of, Binding.Elementwise)}`;
      })
      .join('');
  }

  private square(of: Expression): string {
    if (of.kind === 'call') {
      const inside = of.inputs.map((each) => this.expression(each)).join(', ');
      return `\\${of.op}^2\\left(${inside}\\right)`;
    }
    return raised(this.expression(of, Binding.Atom), '2');
  }

  private call({ op, inputs, attributes = {} }: Extract<Expression, { kind: 'call' }>): string {
    const written = inputs.map((each) =>
      this.expression(each, op === 'complement' ? Binding.Elementwise : Binding.Sum),
    );
    // a row of a table hangs its index on the table's name, which has one already
    return opOf(op).tex(op === 'lookup' ? written.map((each) => `{${each}}`) : written, attributes);
  }
}

import type { Equation } from '../nn/equation.ts';
import { sameShape } from '../nn/shape.ts';
import { productOf, type Expression } from './expression.ts';

type LayerOpName =
  | 'convolution'
  | 'channel-bias'
  | 'max-pool'
  | 'average-pool'
  | 'dropout'
  | 'scale'
  | 'shift'
  | 'standardize'
  | 'batch-mean'
  | 'batch-variance'
  | 'normalize';

interface Handing {
  readonly equation: Extract<Equation, { op: LayerOpName }>;
  readonly input: number;
  /** ∂L/∂(the equation's value) */
  readonly gradient: Expression;
  /** The equation's inputs, and its own value. */
  value(n: number): Expression;
  result(): Expression;
  inputShape(n: number): readonly number[];
}

const write = (inputs: readonly Expression[], tex: (...parts: string[]) => string): Expression => ({
  kind: 'written',
  inputs,
  tex: (parts) => tex(...parts),
});

/**
 * The chain rule of what images and norms are made of. W ∗ᵀ g is the transposed convolution:
 * each input gathers from the windows it lies in.
 */
export function throughLayer({ equation, input, gradient, value, result, inputShape }: Handing): Expression {
  switch (equation.op) {
    case 'convolution':
      return input === 0
        ? write([value(1), gradient], (w, g) => `${w} \\ast^{\\top} ${g}`)
        : write([value(0), gradient], (x, g) => `${x} \\ast ${g}`);
    case 'channel-bias':
      return input === 0 ? gradient : write([gradient], (g) => `\\sum_{y,x} ${g}`);
    case 'max-pool':
      return write([gradient], (g) => `\\operatorname{unpool}_{\\max}\\left(${g}\\right)`);
    case 'average-pool':
      return write([gradient], (g) => `\\operatorname{unpool}_{\\operatorname{mean}}\\left(${g}\\right)`);
    case 'dropout': {
      const share: Expression = { kind: 'literal', tex: `\\tfrac{1}{${1 - equation.attributes.rate}}` };
      return productOf([share, gradient, value(1)]);
    }
    case 'scale': {
      const product = productOf([gradient, value(1 - input)]);
      return input === 0 || sameShape(inputShape(0), inputShape(1)) ? product : overGroups(product);
    }
    case 'shift':
      return input === 0 || sameShape(inputShape(0), inputShape(1)) ? gradient : overGroups(gradient);
    case 'standardize':
      return write(
        [gradient, result()],
        (g, y) =>
          `\\tfrac{1}{\\sqrt{\\sigma^2 + \\epsilon}} \\left(${g} - ${mean(g)} - ${y} \\odot ${mean(`${g} \\odot ${y}`)}\\right)`,
      );
    case 'batch-mean':
      return write([gradient], (g) => `\\tfrac{1}{n} ${g}`);
    case 'batch-variance':
      if (input === 1) return { kind: 'literal', tex: '0' };
      return write([gradient, value(0), value(1)], (g, x, m) => `\\tfrac{2}{n} ${g} \\odot \\left(${x} - ${m}\\right)`);
    case 'normalize':
      return throughNormalize(input, { gradient, value });
    default:
      return equation satisfies never;
  }
}

const mean = (tex: string): string => `\\operatorname{mean}\\left(${tex}\\right)`;

const negative = (of: Expression): Expression => ({ kind: 'negative', of });

/** Summed over all places that share a parameter. */
export const overGroups = (of: Expression): Expression => write([of], (tex) => `\\sum ${tex}`);

function throughNormalize(input: number, { gradient, value }: Pick<Handing, 'gradient' | 'value'>): Expression {
  const parts = [gradient, ...[0, 1, 2, 3].map(value)];
  switch (input) {
    case 0:
      return write(parts, (g, _x, _m, v, w) => `\\frac{${w}}{${root(v)}} \\odot ${g}`);
    case 1:
      return negative(write(parts, (g, _x, _m, v, w) => `\\frac{${w}}{${root(v)}} \\odot \\sum ${g}`));
    case 2:
      return negative(
        write(
          parts,
          (g, x, m, v, w) =>
            `\\tfrac{1}{2} \\frac{${w}}{\\left(${v} + \\epsilon\\right)^{3/2}} \\odot \\sum ${g} \\odot \\left(${x} - ${m}\\right)`,
        ),
      );
    case 3:
      return write(parts, (g, x, m, v) => `\\sum ${g} \\odot \\frac{${x} - ${m}}{${root(v)}}`);
    default:
      return write(parts, (g) => `\\sum ${g}`);
  }
}

const root = (variance: string): string => `\\sqrt{${variance} + \\epsilon}`;

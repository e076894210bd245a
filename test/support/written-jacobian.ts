import type { Reading } from '../../src/formula/convention.ts';
import type { Expression } from '../../src/formula/expression.ts';
import { parameterOf, valueName } from '../../src/formula/names.ts';
import { jacobianOf, type Inner, type Summand } from '../../src/formula/state-jacobian.ts';
import type { EquationId } from '../../src/nn/equation.ts';
import { stateVector } from '../../src/nn/jacobian.ts';
import { multiply, type Matrix } from '../../src/nn/matrix.ts';
import { activations, type ActivationName } from '../../src/nn/ops/activations.ts';
import { sizeOf } from '../../src/nn/shape.ts';
import type { Network } from '../../src/streams/network.ts';

function curveOf(name: ActivationName) {
  const { elementwise } = activations[name];
  if (elementwise === undefined) throw new Error(`${name}: expected a function of one number`);
  return elementwise;
}

interface At {
  readonly reading: Reading;
  /** The new state's step, from 0. */
  readonly t: number;
}

/** ∂s_t/∂s_{t−1}, row-major, by the formulas that the screen writes, with the numbers that the reading gives their letters. */
export function writtenJacobian(net: Network, at: At): Float64Array {
  const { states, offsets, size } = stateVector(at.reading.trace, 0);
  const written = new Written(net, at);
  const all = new Float64Array(size * size);
  states.forEach((to, row) =>
    states.forEach((from, column) => {
      const { data, rows, columns } = written.jacobian(to.next, from.previous);
      for (let r = 0; r < rows; r++) {
        all.set(data.subarray(r * columns, (r + 1) * columns), (offsets[row] + r) * size + offsets[column]);
      }
    }),
  );
  return all;
}

class Written {
  constructor(
    private readonly net: Network,
    private readonly at: At,
  ) {}

  jacobian(value: EquationId, previous: EquationId): Matrix {
    const { trace } = this.at.reading;
    const [rows, columns] = [value, previous].map((id) => sizeOf(trace.equations[id].shape));
    return this.sum(jacobianOf(trace, { value, previous }), { rows, columns, previous });
  }

  private sum(
    summands: readonly Summand[],
    { rows, columns, previous }: { rows: number; columns: number; previous: EquationId },
  ): Matrix {
    const data = new Float64Array(rows * columns);
    for (const { isMinus, scales, of } of summands) {
      const inner = this.inner(of, { columns, previous });
      const factors = scales.map((each) => this.vector(each, rows));
      for (let n = 0; n < data.length; n++) {
        const scale = factors.reduce((product, each) => product * each[Math.floor(n / columns)], isMinus ? -1 : 1);
        data[n] += scale * inner.data[n];
      }
    }
    return { rows, columns, data };
  }

  private inner(of: Inner, { columns, previous }: { columns: number; previous: EquationId }): Matrix {
    switch (of.kind) {
      case 'identity': {
        const data = Float64Array.from({ length: columns * columns }, (_, n) => (n % (columns + 1) === 0 ? 1 : 0));
        return { rows: columns, columns, data };
      }
      case 'derivative':
        return this.jacobian(of.value, previous);
      case 'weighted': {
        const weight = this.matrix(of.weight);
        return multiply(weight, this.sum(of.by, { rows: weight.columns, columns, previous }));
      }
      default:
        return of satisfies never;
    }
  }

  /** A weight, or its gate's rows, or a bias as one column. */
  private matrix(expression: Expression): Matrix {
    if (expression.kind !== 'parameter') throw new Error(`expected a weight, got ${expression.kind}`);
    const { reading } = this.at;
    const { parameter: name, block } = expression;
    const { shape, blocks = [] } = parameterOf(reading.trace, name);
    const all = this.net.parameters[name].map((value, index) => value * reading.sign(name, index));
    const size = all.length / Math.max(1, block === undefined ? 1 : blocks.length);
    const from = block === undefined ? 0 : blocks.indexOf(block) * size;
    const columns = shape[1] ?? 1;
    return { rows: size / columns, columns, data: all.slice(from, from + size) };
  }

  /** A number is the same for all units. */
  private vector(expression: Expression, units: number): readonly number[] {
    const each = (of: Expression, by: (value: number) => number) => this.vector(of, units).map(by);
    switch (expression.kind) {
      case 'literal':
        return Array.from({ length: units }, () => Number(expression.tex));
      case 'value': {
        const { equation, lag } = expression;
        return Array.from({ length: units }, (_, unit) => this.value(equation, unit, lag));
      }
      case 'parameter':
        return [...this.matrix(expression).data];
      case 'sum':
        return expression.terms
          .map((term) => this.vector(term, units))
          .reduce((sum, term) => sum.map((value, n) => value + term[n]));
      case 'product':
        return expression.factors
          .map((factor) => this.vector(factor, units))
          .reduce((product, factor) => product.map((value, n) => value * factor[n]));
      case 'negative':
        return each(expression.of, (value) => -value);
      case 'square':
        return each(expression.of, (value) => value * value);
      case 'slope':
        return each(expression.argument, (value) => curveOf(expression.op).slope(0, value, 0, NaN));
      case 'matrix-product': {
        const weight = this.matrix(expression.left);
        const right = {
          rows: weight.columns,
          columns: 1,
          data: Float64Array.from(this.vector(expression.right, weight.columns)),
        };
        return [...multiply(weight, right).data];
      }
      case 'call': {
        const [of] = expression.inputs;
        if (expression.op === 'complement') return each(of, (value) => 1 - value);
        const activation = curveOf(expression.op as ActivationName);
        return each(of, (value) => activation.value(value, 0));
      }
      default:
        throw new Error(`${expression.kind}: not in a Jacobian of a taught cell`);
    }
  }

  private value(equation: EquationId, unit: number, lag: number): number {
    const { reading, t } = this.at;
    const value = this.net.recorder.value(equation, unit, t + lag);
    if (value === undefined) throw new Error(`no ${valueName(reading.trace, equation).base} at step ${t + lag}`);
    return reading.value(equation, value, unit);
  }
}

import { absorbedBiases } from '../../src/nn/absorbed.ts';
import type { EquationId, Trace } from '../../src/nn/equation.ts';
import { isTrained } from '../../src/nn/layout.ts';

interface Wanted {
  /** Whether ∂L/∂(inputs and initial states) are asked for, beside ∂L/∂(parameters). */
  readonly inputs: boolean;
}

/**
 * Which equations need ∂L/∂(their value): those that depend on a trained parameter and that the loss depends on. A bias that
 * changes nothing needs none.
 */
export function gradientsNeeded(trace: Trace, wanted: Wanted): readonly boolean[] {
  const influenced = fromParameters(trace, wanted);
  const reaching = towardsLoss(trace);
  return trace.equations.map(({ id }) => influenced[id] && reaching[id]);
}

function fromParameters(trace: Trace, wanted: Wanted): boolean[] {
  const { equations, states, parameters } = trace;
  const absorbed = absorbedBiases(trace);
  const trained = new Set(parameters.filter(isTrained).flatMap(({ name }) => (absorbed.has(name) ? [] : [name])));
  const marked = equations.map(({ op, attributes }) =>
    op === 'parameter' ? trained.has(attributes.parameter) : wanted.inputs && (op === 'input' || op === 'previous'),
  );
  // a state carries dependence round the loop, so go round until nothing changes
  for (let changed = true; changed;) {
    changed = false;
    const mark = (id: EquationId) => {
      if (!marked[id]) changed = marked[id] = true;
    };
    for (const { id, inputs } of equations) if (inputs.some((input) => marked[input])) mark(id);
    for (const { previous, next, initial } of states) {
      if (marked[next] || (initial !== undefined && marked[initial])) mark(previous);
    }
  }
  return marked;
}

function towardsLoss({ equations, states, loss }: Trace): boolean[] {
  const marked = equations.map(({ id }) => id === loss);
  const waiting = [loss];
  const mark = (id: EquationId) => {
    if (!marked[id]) {
      marked[id] = true;
      waiting.push(id);
    }
  };
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const equation = equations[id];
    equation.inputs.forEach(mark);
    if (equation.op === 'previous') {
      const { next, initial } = states[equation.attributes.state];
      mark(next);
      if (initial !== undefined) mark(initial);
    }
  }
  return marked;
}

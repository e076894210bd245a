import type { LossName } from '../../src/nn/ops/losses.ts';
import type { OpName } from '../../src/nn/ops/table.ts';
import { elementwiseNames, SECOND, type ElementwiseName } from '../kernels/names.ts';
import { imageGradients } from './backward-images.ts';
import { normGradients } from './backward-norms.ts';
import { productGradients } from './backward-products.ts';
import { contribute, type BackwardContext, type EmitBackward } from './contribute.ts';
import { at, each, ONCE, sameView, type View } from './graph.ts';
import { slopeReads } from './slope-reads.ts';
import { domainOf, type EquationOf } from './values.ts';

/** Ops through which no instruction carries a gradient: leaves, whole numbers, and parts, whose gradients are parts. */
const nothing = (): void => {};

/** How each op hands its gradient to its inputs. An op without a row does not compile. */
const emitters: { readonly [N in OpName]: EmitBackward<N> } = {
  ...elementwiseEmitters(),
  ...imageGradients,
  ...normGradients,
  ...productGradients,
  input: nothing,
  id: nothing,
  target: nothing,
  mask: nothing,
  kept: nothing,
  parameter: nothing,
  previous: nothing,
  'one-hot': nothing,
  slice: nothing,
  rows: nothing,
  flatten: nothing,
  last: nothing,
  first(equation, { values, gradients }) {
    const [x] = equation.inputs;
    const from = gradients.of(equation.id);
    const to = gradients.of(x);
    if (from === undefined || to === undefined) return;
    const domain = domainOf(values.equation(x));
    contribute(values, { kernel: 'copy', domain, reads: [{ ...from, slot: at(0) }], write: to, inner: from.width });
  },
  hold(equation, { values, gradients }) {
    const [mask, fresh, old] = equation.inputs;
    const arriving = gradients.of(equation.id);
    if (arriving === undefined) return;
    for (const [id, mode] of [
      [fresh, 0],
      [old, SECOND],
    ] as const) {
      const write = gradients.of(id);
      if (write === undefined) continue;
      const reads = [arriving, values.view(mask)];
      contribute(values, { kernel: 'hold-gradient', domain: equation.scan, reads, write, inner: write.width, mode });
    }
  },
  softmax(equation, { values, gradients }) {
    const arriving = gradients.of(equation.id);
    const write = gradients.of(equation.inputs[0]);
    if (arriving === undefined || write === undefined) return;
    const reads = [arriving, values.view(equation.id)];
    contribute(values, { kernel: 'softmax-gradient', domain: domainOf(equation), reads, write, inner: write.width });
  },
  dropout(equation, { values, gradients }) {
    const [x, kept] = equation.inputs;
    const arriving = gradients.of(equation.id);
    const write = gradients.of(x);
    if (arriving === undefined || write === undefined) return;
    const share = values.constant('kept share', { numbers: 'float', values: [1 - equation.attributes.rate] });
    const reads = [arriving, values.view(kept), share];
    contribute(values, { kernel: 'dropout', domain: domainOf(equation), reads, write, inner: write.width });
  },
  'cross-entropy': loss,
  mse: loss,
  'half-sum-squares': loss,
  'binary-cross-entropy': loss,
};

/** Writes the backward instructions of every equation, last to first. */
export function emitBackward(context: BackwardContext): void {
  const { values, gradients } = context;
  for (const equation of values.trace.equations.toReversed()) {
    (emitters[equation.op] as EmitBackward<OpName>)(equation, context);
  }
  for (const [n, { next, initial, scan }] of values.trace.states.entries()) {
    const tensor = gradients.states[n];
    if (tensor === undefined) continue;
    const state = { tensor, column: 0, width: values.graph.tensors[tensor].width };
    const toNext = gradients.of(next);
    if (toNext !== undefined && values.stateOf(next) !== n) {
      const reads = [{ ...state, slot: each(1) }];
      contribute(values, { kernel: 'copy', domain: scan, reads, write: toNext, inner: state.width });
    }
    const toInitial = initial === undefined ? undefined : gradients.of(initial);
    if (initial !== undefined && toInitial !== undefined) {
      const domain = domainOf(values.equation(initial));
      const reads = [{ ...state, slot: at(0) }];
      contribute(values, { kernel: 'copy', domain, reads, write: toInitial, inner: state.width });
    }
  }
}

function elementwiseEmitters(): { [N in ElementwiseName]: EmitBackward<N> } {
  const rows = elementwiseNames.map((name) => [name, elementwise] as const);
  // every name of the list has a row
  return Object.fromEntries(rows) as { [N in ElementwiseName]: EmitBackward<N> };
}

function elementwise(equation: EquationOf<ElementwiseName>, { values, gradients }: BackwardContext): void {
  const arriving = gradients.of(equation.id);
  if (arriving === undefined) return;
  const { inputs, op, id } = equation;
  const operands = {
    nothing: () => [],
    inputs: () => inputs.map((input) => values.view(input)),
    output: () => [values.view(id), values.view(id)],
  }[slopeReads[op]]();
  for (const [n, input] of inputs.entries()) {
    const write = gradients.of(input);
    if (write === undefined || sameView(write, arriving)) continue;
    contribute(values, {
      kernel: `${op}-gradient`,
      domain: domainOf(equation),
      reads: [arriving, ...operands],
      write,
      inner: write.width,
      mode: n === 0 ? 0 : SECOND,
    });
  }
}

/** The gradient that arrives at a row's loss is the row's weight in the total. */
function loss(equation: EquationOf<LossName>, { values, gradients, weights }: BackwardContext): void {
  const [x, target] = equation.inputs;
  const write = gradients.of(x);
  if (write === undefined) return;
  contribute(values, {
    kernel: `${equation.op}-gradient`,
    domain: domainOf(equation),
    reads: [values.view(x), values.view(target), weights],
    write,
    inner: write.width,
  });
}

/** L1 and L2 penalties of every weight: their gradients, which do not depend on the data. */
export function emitPenaltyGradients({ values, gradients }: BackwardContext, constants: View): void {
  for (const { kind, size, offset } of values.parameters.places.values()) {
    if (kind !== 'weight') continue;
    const range = { column: offset, width: size, slot: at(0) };
    contribute(values, {
      kernel: 'penalty-gradient',
      domain: ONCE,
      reads: [{ tensor: values.parameterTensor, ...range }, constants],
      write: { tensor: gradients.parameterTensor, ...range },
      inner: size,
    });
  }
}

import { contribute, type EmitBackward } from './contribute.ts';
import { epsilon, type NormOp } from './forward-norms.ts';
import { sameView } from './graph.ts';
import { domainOf } from './values.ts';

/** How norms hand their gradients back. */
export const normGradients: { readonly [N in NormOp]: EmitBackward<N> } = {
  standardize(equation, { values, gradients }) {
    const [x] = equation.inputs;
    const arriving = gradients.of(equation.id);
    const write = gradients.of(x);
    if (arriving === undefined || write === undefined) return;
    const reads = [arriving, values.view(x), epsilon(equation, values)];
    const sizes = { inner: arriving.width, outer: equation.attributes.size, domain: domainOf(equation) };
    contribute(values, { kernel: 'standardize-gradient', reads, write, ...sizes });
  },
  /** The gradient of x ⊙ w by x is the same op on what arrives. */
  scale(equation, { values, gradients }) {
    const [x, weight] = equation.inputs;
    const arriving = gradients.of(equation.id);
    if (arriving === undefined) return;
    const w = values.view(weight);
    const sizes = { inner: arriving.width, outer: w.width, domain: domainOf(equation) };
    const toWeight = gradients.of(weight);
    const toInput = gradients.of(x);
    if (toWeight !== undefined) {
      const reads = [arriving, values.view(x)];
      contribute(values, { kernel: 'scale-weight-gradient', reads, write: toWeight, ...sizes });
    }
    if (toInput !== undefined) contribute(values, { kernel: 'scale', reads: [arriving, w], write: toInput, ...sizes });
  },
  shift(equation, { values, gradients }) {
    const [x, bias] = equation.inputs;
    const arriving = gradients.of(equation.id);
    if (arriving === undefined) return;
    const toBias = gradients.of(bias);
    const toInput = gradients.of(x);
    const call = { reads: [arriving], inner: arriving.width, domain: domainOf(equation) };
    if (toBias !== undefined) {
      const kernel = toBias.width === arriving.width ? 'bias-gradient' : 'shift-gradient';
      contribute(values, { ...call, kernel, write: toBias, outer: toBias.width });
    }
    if (toInput !== undefined && !sameView(toInput, arriving)) {
      contribute(values, { ...call, kernel: 'copy', write: toInput });
    }
  },
  // the gradient of a normalization by its own batch goes straight to the input
  'batch-mean': () => {},
  'batch-variance': () => {},
  normalize(equation, { values, gradients }) {
    const arriving = gradients.of(equation.id);
    const table = values.channelTables.get(equation.id);
    if (arriving === undefined || table === undefined) return;
    const [x, mean, , weight, bias] = equation.inputs;
    const reads = [arriving, values.view(x), table];
    const { width: outer } = values.view(mean);
    const sizes = { inner: equation.attributes.inner, outer, domain: domainOf(equation) };
    const isOfBatch = values.equation(mean).op === 'batch-mean';
    for (const [input, kernel] of [
      [x, isOfBatch ? 'normalize-batch-gradient' : 'normalize-gradient'],
      [weight, 'normalize-weight-gradient'],
      [bias, 'channel-bias-gradient'],
    ] as const) {
      const write = gradients.of(input);
      if (write !== undefined) contribute(values, { kernel, reads, write, ...sizes });
    }
  },
};

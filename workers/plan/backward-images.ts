import { contribute, type BackwardContext, type EmitBackward } from './contribute.ts';
import { geometry, type ImageOp } from './forward-images.ts';
import { sameView } from './graph.ts';
import { domainOf, type EquationOf } from './values.ts';

/** `max-pool` looks again for where each maximum came from; a mean needs no values. */
function pool(equation: EquationOf<'max-pool' | 'average-pool'>, { values, gradients }: BackwardContext): void {
  const [x] = equation.inputs;
  const arriving = gradients.of(equation.id);
  const write = gradients.of(x);
  if (arriving === undefined || write === undefined) return;
  const reads = [arriving, equation.op === 'max-pool' ? values.view(x) : null, geometry(equation, values)];
  const sizes = { inner: write.width, outer: arriving.width, domain: domainOf(equation) };
  contribute(values, { kernel: `${equation.op}-gradient`, reads, write, ...sizes });
}

/** How ops over images hand their gradients back. */
export const imageGradients: { readonly [N in ImageOp]: EmitBackward<N> } = {
  convolution(equation, { values, gradients }) {
    const [x, weight] = equation.inputs;
    const arriving = gradients.of(equation.id);
    if (arriving === undefined) return;
    const window = geometry(equation, values);
    const sizes = { inner: values.view(x).width, outer: arriving.width, domain: domainOf(equation) };
    const toWeight = gradients.of(weight);
    if (toWeight !== undefined) {
      const reads = [arriving, values.view(x), window];
      contribute(values, { kernel: 'convolution-weight-gradient', reads, write: toWeight, ...sizes });
    }
    const toInput = gradients.of(x);
    if (toInput !== undefined) {
      const reads = [arriving, values.view(weight), window];
      contribute(values, { kernel: 'convolution-input-gradient', reads, write: toInput, ...sizes });
    }
  },
  'channel-bias'(equation, { values, gradients }) {
    const [x, bias] = equation.inputs;
    const arriving = gradients.of(equation.id);
    if (arriving === undefined) return;
    const call = { domain: domainOf(equation), reads: [arriving] };
    const toBias = gradients.of(bias);
    if (toBias !== undefined) {
      const sizes = { inner: equation.attributes.inner, outer: toBias.width };
      contribute(values, { ...call, kernel: 'channel-bias-gradient', write: toBias, ...sizes });
    }
    const toInput = gradients.of(x);
    if (toInput !== undefined && !sameView(toInput, arriving)) {
      contribute(values, { ...call, kernel: 'copy', write: toInput, inner: arriving.width });
    }
  },
  'max-pool': pool,
  'average-pool': pool,
};

import { sizeOf } from '../../src/nn/shape.ts';
import { geometryOf } from '../kernels/geometry.ts';
import { instruction, type Emit } from './emit.ts';
import type { View } from './graph.ts';
import type { EquationOf, Values } from './values.ts';

export type ImageOp = 'convolution' | 'channel-bias' | 'max-pool' | 'average-pool';

/** Where the sizes of an equation's window stand in memory. */
export function geometry(
  { attributes }: EquationOf<'convolution' | 'max-pool' | 'average-pool'>,
  values: Values,
): View {
  return values.constant('window', { numbers: 'whole', values: geometryOf(attributes) });
}

function pool(equation: EquationOf<'max-pool' | 'average-pool'>, values: Values): View {
  const x = values.view(equation.inputs[0]);
  const reads = [x, null, geometry(equation, values)];
  return instruction(values, equation, { kernel: equation.op, reads, inner: x.width, outer: sizeOf(equation.shape) });
}

/** How ops over images are computed. */
export const imageEmitters: { readonly [N in ImageOp]: Emit<N> } = {
  convolution(equation, values) {
    const [x, weight] = equation.inputs.map((id) => values.view(id));
    const reads = [x, weight, geometry(equation, values)];
    return instruction(values, equation, {
      kernel: 'convolution',
      reads,
      inner: x.width,
      outer: sizeOf(equation.shape),
    });
  },
  'channel-bias'(equation, values) {
    const [x, bias] = equation.inputs.map((id) => values.view(id));
    const { inner } = equation.attributes;
    return instruction(values, equation, { kernel: 'channel-bias', reads: [x, bias], inner, outer: bias.width });
  },
  'max-pool': pool,
  'average-pool': pool,
};

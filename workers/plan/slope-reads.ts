import type { ElementwiseName } from '../kernels/names.ts';

/**
 * What the slope of an element-by-element op is computed from. `output`: the op table's slope is right when it is given
 * the output in place of the input too, so that the input may be overwritten.
 */
export type SlopeReads = 'nothing' | 'inputs' | 'output';

export const slopeReads: { readonly [N in ElementwiseName]: SlopeReads } = {
  add: 'nothing',
  subtract: 'nothing',
  multiply: 'inputs',
  complement: 'nothing',
  sigmoid: 'output',
  tanh: 'output',
  relu: 'output',
  'leaky-relu': 'output',
  elu: 'output',
  gelu: 'inputs',
  softplus: 'inputs',
};

import { power } from '../../../src/nn/maths.ts';
import { keptShare, type OptimizerName, type OptimizerSpec } from '../../../src/nn/optimizers.ts';
import type { Exports } from './module.ts';

/** Byte addresses of the parameters, their gradients and the optimizer's memory, and how many numbers each has. */
export interface Arrays {
  readonly parameters: number;
  readonly gradients: number;
  readonly slots: readonly number[];
  readonly count: number;
}

interface Update<S extends OptimizerSpec> {
  readonly wasm: Exports;
  readonly arrays: Arrays;
  readonly spec: S;
  readonly step: number;
}

type Of<N extends OptimizerName> = Extract<OptimizerSpec, { type: N }>;

/** One update by the module's own rule. An optimizer without a row does not compile. */
const updates: { readonly [N in OptimizerName]: (update: Update<Of<N>>) => void } = {
  sgd: ({ wasm, arrays: { parameters, gradients, count }, spec }) =>
    wasm.sgd(parameters, gradients, count, spec.learning_rate),
  momentum: ({ wasm, arrays: { parameters, gradients, slots, count }, spec }) =>
    wasm.momentum(parameters, gradients, slots[0], count, spec.learning_rate, spec.momentum),
  nesterov: ({ wasm, arrays: { parameters, gradients, slots, count }, spec }) =>
    wasm.nesterov(parameters, gradients, slots[0], count, spec.learning_rate, spec.momentum),
  rmsprop: ({ wasm, arrays: { parameters, gradients, slots, count }, spec: { learning_rate, decay, epsilon } }) =>
    wasm.rmsprop(parameters, gradients, slots[0], count, learning_rate, decay, 1 - decay, epsilon),
  adagrad: ({ wasm, arrays: { parameters, gradients, slots, count }, spec }) =>
    wasm.adagrad(parameters, gradients, slots[0], count, spec.learning_rate, spec.epsilon),
  adam,
  adamw: adam,
};

/** The corrections are made in float64 with maths of our own, then rounded once. */
function adam({ wasm, arrays, spec, step }: Update<Of<'adam'> | Of<'adamw'>>): void {
  const { parameters, gradients, slots, count } = arrays;
  const { learning_rate, epsilon, beta1, beta2 } = spec;
  const rate = learning_rate / (1 - power(beta1, step));
  const correction = 1 / (1 - power(beta2, step));
  const moments = [beta1, 1 - beta1, beta2, 1 - beta2, correction] as const;
  wasm.adam(parameters, gradients, slots[0], slots[1], count, rate, epsilon, keptShare(spec), ...moments);
}

export function update(work: Update<OptimizerSpec>): void {
  const { wasm, arrays, spec } = work;
  const keep = keptShare(spec);
  // Adam's own loop does it on the way
  if (keep !== 1 && spec.type !== 'adam' && spec.type !== 'adamw') wasm.scaleAll(arrays.parameters, arrays.count, keep);
  (updates[work.spec.type] as (work: Update<OptimizerSpec>) => void)(work);
}

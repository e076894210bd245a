/** What the module offers (workers/kernels/simd/module.ts). `dispatch` and `elementwise` are made by scripts/kernels.mjs. */
export { run } from './interpreter';
export { adagrad, adam, momentum, nesterov, norm, rmsprop, scaleAll, sgd } from './optimizers';

/** Where the module's own constants end in memory. */
export function constantsEnd(): usize {
  return __heap_base;
}

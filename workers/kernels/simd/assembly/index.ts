/** What the module offers (workers/kernels/simd/module.ts). `dispatch` and `elementwise` are made by scripts/kernels.mjs. */
export { run } from './interpreter';
export { adagrad, adam, momentum, nesterov, norm, rmsprop, scaleAll, sgd } from './optimizers';

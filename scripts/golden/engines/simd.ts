import { readFileSync } from 'node:fs';
import path from 'node:path';
import { simdKernels } from '../../../workers/kernels/simd/kernel-set.ts';
import { tensorCore } from './tensor-core.ts';

/** The plan and the kernels that train in the worker: the WASM module, run from the root of the project. */
export const simd = tensorCore('simd', () => {
  const bytes = readFileSync(path.resolve('workers/kernels/simd/kernels.wasm'));
  return simdKernels(new WebAssembly.Module(bytes));
});

import { Skip, type Engine } from '../engine.ts';

const reason = 'the SIMD kernels are not built yet';

/** The same plan on the WASM kernels. Until they exist every case is skipped, and says so. */
export const simd: Engine = {
  name: 'simd',
  tolerance: 1e-4,
  run() {
    throw new Skip(reason);
  },
  train() {
    throw new Skip(reason);
  },
};

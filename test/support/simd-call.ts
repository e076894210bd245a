import { loadModule, type Exports } from '../../workers/kernels/simd/module.ts';
import { simdNames, type SimdName } from '../../workers/kernels/simd/names.ts';

/** One call of a kernel: addresses and row strides in floats, as in `workers/plan/program.ts`. */
export interface Call {
  readonly kernel: SimdName;
  readonly mode?: number;
  readonly operands: readonly [a: number, b: number, c: number, d: number];
  readonly strides: readonly [a: number, b: number, c: number, d: number];
  readonly rows: number;
  readonly inner: number;
  readonly outer?: number;
}

/** The SIMD module over a memory of its own, to call single kernels. */
export interface Bench {
  readonly floats: Float32Array;
  /** Optimizers take addresses in bytes. */
  readonly wasm: Exports;
  run(call: Call): void;
}

const BYTES = 65536 * 16;
/** Where the words of the one instruction stand, behind everything that tests use. */
const SEGMENT = BYTES - 256;
const WORDS = BYTES - 128;

export async function simdBench(): Promise<Bench> {
  const memory = new WebAssembly.Memory({ initial: BYTES / 65536 });
  const instance = new WebAssembly.Instance(await loadModule(), { env: { memory } });
  const wasm = instance.exports as unknown as Exports;
  const whole = new Int32Array(memory.buffer);
  whole.set([0, 1, 1], SEGMENT / 4);
  return {
    floats: new Float32Array(memory.buffer),
    wasm,
    run({ kernel, mode = 0, operands, strides, rows, inner, outer = 1 }) {
      const code = simdNames.indexOf(kernel) | (mode << 8);
      whole.set([code, ...operands, 0, 0, 0, 0, ...strides, rows, inner, outer], WORDS / 4);
      wasm.run(SEGMENT, 1, WORDS, 0);
    },
  };
}

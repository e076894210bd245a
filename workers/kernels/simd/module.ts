/** What the compiled module (`assembly/index.ts`) offers. Addresses count bytes. */
export interface Exports {
  run(segments: number, count: number, words: number, base: number): void;
  constantsEnd(): number;
  norm(x: number, count: number): number;
  scaleAll(x: number, count: number, factor: number): void;
  sgd(w: number, g: number, count: number, rate: number): void;
  momentum(w: number, g: number, v: number, count: number, rate: number, mu: number): void;
  nesterov(w: number, g: number, v: number, count: number, rate: number, mu: number): void;
  // prettier-ignore
  rmsprop(w: number, g: number, s: number, count: number, rate: number, decay: number, rest: number, epsilon: number): void;
  adagrad(w: number, g: number, s: number, count: number, rate: number, epsilon: number): void;
  // prettier-ignore
  adam(
    w: number, g: number, m: number, v: number, count: number, rate: number, epsilon: number, keep: number,
    beta1: number, rest1: number, beta2: number, rest2: number, correction: number,
  ): void;
}

/** A function that gives v128.const: what a browser without SIMD refuses. */
const SMALLEST_SIMD = Uint8Array.from(
  [
    [0, 97, 115, 109, 1, 0, 0, 0], // magic, version
    [1, 5, 1, 96, 0, 1, 123], // a type: () → v128
    [3, 2, 1, 0], // one function of it
    [10, 22, 1, 20, 0, 253, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11], // v128.const 0
  ].flat(),
);

/** Whether this browser can run the module. */
export function hasSimd(): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(SMALLEST_SIMD);
}

/** Loads and compiles the module. Rejects when it cannot be loaded. */
export async function loadModule(): Promise<WebAssembly.Module> {
  const response = await fetch(new URL('./kernels.wasm', import.meta.url));
  if (!response.ok) throw new Error(`kernels.wasm: ${response.status} ${response.statusText}`);
  return WebAssembly.compile(await response.arrayBuffer());
}

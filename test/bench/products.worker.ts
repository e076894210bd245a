/** Products of the kernels by themselves, against the multiply-add peak of this machine, in turns. */
import { loadModule, type Exports } from '../../workers/kernels/simd/module.ts';
import { packNames, simdNames, type PackName, type SimdName } from '../../workers/kernels/simd/names.ts';
import type { ProductRow, ProductsReply } from './protocol.ts';

const ROUNDS = 9;
/** Floating-point operations of one timed turn, about. */
const TURN = 4e7;
/** Of one round of `peak/peak.ts`: 24 operations on four numbers. */
const PEAK_ROUND = 96;

interface Product {
  readonly title: string;
  readonly kernel: SimdName;
  readonly rows: number;
  readonly inner: number;
  readonly outer: number;
  /** How the weight is packed before each product, and counted with it. */
  readonly pack?: PackName;
}

/** What W3 and W1 are made of. */
const products: readonly Product[] = [
  { title: 'recurrent, forward', kernel: 'linear', rows: 32, inner: 128, outer: 512 },
  { title: 'recurrent, backward', kernel: 'linear-input-gradient', rows: 32, inner: 128, outer: 512 },
  { title: 'recurrent, with packing', kernel: 'linear', rows: 32, inner: 128, outer: 512, pack: 'pack-rows' },
  { title: 'recurrent weight', kernel: 'linear-weight-gradient', rows: 2048, inner: 128, outer: 512 },
  { title: 'logits, forward', kernel: 'linear', rows: 2048, inner: 128, outer: 64 },
  { title: 'logits, backward', kernel: 'linear-input-gradient', rows: 2048, inner: 128, outer: 64 },
  { title: 'logits weight', kernel: 'linear-weight-gradient', rows: 2048, inner: 128, outer: 64 },
  { title: 'W1, forward', kernel: 'linear', rows: 64, inner: 784, outer: 128 },
  { title: 'W1 weight', kernel: 'linear-weight-gradient', rows: 64, inner: 784, outer: 128 },
  { title: 'W6, forward', kernel: 'linear', rows: 8, inner: 32, outer: 128 },
  { title: 'sampling, forward', kernel: 'linear', rows: 1, inner: 128, outer: 512 },
];

/** Places of the operands and of scratch memory, in floats; words of the program stand before them. */
const [A, B, C, D, WEIGHT] = [1 << 18, 1 << 21, 1 << 22, 1 << 23, 1 << 20];
const [SEGMENT, WORDS] = [8192, 16384];

async function measure(): Promise<ProductRow[]> {
  const memory = new WebAssembly.Memory({ initial: 1024 });
  const { exports } = new WebAssembly.Instance(await loadModule(), { env: { memory } });
  const wasm = exports as unknown as Exports;
  new Float32Array(memory.buffer).fill(0.5, A);
  const response = await fetch(new URL('./peak/peak.wasm', import.meta.url));
  const peak = new WebAssembly.Instance(await WebAssembly.compile(await response.arrayBuffer()), { env: { memory } });
  const multiplyAdd = peak.exports.multiplyAdd as (rounds: number, by: number) => number;
  const whole = new Int32Array(memory.buffer);
  const runs = products.map((product) => ({ product, times: [] as number[] }));
  const peaks: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const start = performance.now();
    multiplyAdd(Math.round(TURN / PEAK_ROUND), 1.0000001);
    peaks.push(TURN / (performance.now() - start) / 1e6);
    for (const { product, times } of runs) times.push(turn(wasm, whole, product));
  }
  // the first round warms up
  const best = (rates: readonly number[]) => Math.max(...rates.slice(1));
  return [
    { title: 'multiply-add peak', gflops: best(peaks), share: 1 },
    ...runs.map(({ product, times }) => ({
      title: `${product.title} ${product.rows}×${product.inner}×${product.outer}`,
      gflops: best(times),
      share: best(times) / best(peaks),
    })),
  ];
}

/** GFLOP/s of one turn. */
function turn(wasm: Exports, whole: Int32Array, { kernel, rows, inner, outer, pack }: Product): number {
  const flops = 2 * rows * inner * outer;
  const repeats = Math.max(1, Math.round(TURN / flops));
  const reads = kernel === 'linear' ? inner : outer;
  const writes = kernel === 'linear' ? outer : inner;
  const strides = [reads, inner, C, writes];
  const product = [simdNames.indexOf(kernel), A, B, 0, D, 0, 0, 0, 0, ...strides, rows, inner, outer];
  const packing = [simdNames.indexOf(pack ?? packNames[0]), WEIGHT, 0, 0, B, 0, 0, 0, 0, 0, 0, 0, 0, 1, inner, outer];
  whole.set([0, pack === undefined ? 1 : 2, repeats], SEGMENT / 4);
  whole.set(pack === undefined ? product : [...packing, ...product], WORDS / 4);
  const start = performance.now();
  wasm.run(SEGMENT, 1, WORDS, 0);
  return (flops * repeats) / (performance.now() - start) / 1e6;
}

const scope = self as unknown as DedicatedWorkerGlobalScope;
scope.addEventListener('message', () => {
  measure().then(
    (rows) => scope.postMessage({ type: 'rows', rows } satisfies ProductsReply),
    (error: unknown) => scope.postMessage({ type: 'failed', message: String(error) } satisfies ProductsReply),
  );
});

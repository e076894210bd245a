import type { BenchRow } from './protocol.ts';

/** A work is prepared once; its step is then called again and again. */
export interface Work {
  name: string;
  /** Floating-point operations of one step's matrix products (a multiply-add counts two). */
  flops: number;
  /** Builds everything the step needs; nothing of it is timed. */
  prepare(): () => void;
}

const WARM_UP_MS = 300;
const MEASURE_MS = 2000;
const LEAST_STEPS = 10;

/** Warms up, then times single steps until both the time and the number of them suffice. */
export function measure({ name, flops, prepare }: Work): BenchRow {
  const step = prepare();
  repeat(step, WARM_UP_MS, 3);
  const times = repeat(step, MEASURE_MS, LEAST_STEPS).toSorted((a, b) => a - b);
  const best = times[0];
  return {
    work: name,
    ours_ms: best,
    median_ms: times[times.length >> 1],
    gflops: flops / best / 1e6,
    peers: {},
    ratio: null,
  };
}

/** Milliseconds of each call. */
function repeat(step: () => void, milliseconds: number, least: number): number[] {
  const times: number[] = [];
  const end = performance.now() + milliseconds;
  while (performance.now() < end || times.length < least) {
    const start = performance.now();
    step();
    times.push(performance.now() - start);
  }
  return times;
}

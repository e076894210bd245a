/** What scripts/bench.mjs, the bench page and the bench worker say to each other. */

/** One measured work, as written to the JSON file. */
export interface BenchRow {
  work: string;
  /** Milliseconds a step: the best and the middle of all measured. */
  ours_ms: number;
  median_ms: number;
  /** Arithmetic of the work's matrix products divided by `ours_ms`. */
  gflops: number;
  /** Milliseconds a step of other libraries on the same machine, by name. */
  peers: Record<string, number>;
  /** Best peer divided by ours, or null without a peer: above 1 is faster than all of them. */
  ratio: number | null;
}

export interface BenchRequest {
  /** Names of works to run; all when empty. */
  only: readonly string[];
}

export type BenchReply = { type: 'row'; row: BenchRow } | { type: 'done' } | { type: 'failed'; message: string };

/** What the bench page offers to scripts/bench.mjs. */
export interface BenchPage {
  runBench(request: BenchRequest): Promise<BenchRow[]>;
}

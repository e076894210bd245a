/** What scripts/bench.mjs, the bench page and the engines' workers say to each other. */
export const engineNames = ['ours', 'jax-js', 'tfjs'] as const;
export type EngineName = (typeof engineNames)[number];

/** One measured work, as written to the JSON file. Times are milliseconds a step, or a character for sampling. */
export interface BenchRow {
  work: string;
  title: string;
  /** The best round's median; null where we cannot run the work yet. */
  ours_ms: number | null;
  /** The quickest single step. */
  ours_min_ms: number | null;
  /** Arithmetic of the work's matrix products divided by `ours_ms`. */
  gflops: number | null;
  peers: Record<string, number>;
  peers_min: Record<string, number>;
  /** Best peer divided by ours, or null without either: above 1 is faster than all of them. */
  ratio: number | null;
  /** Why an engine is missing, by its name. */
  skipped: Record<string, string>;
}

export type EngineRequest =
  | { type: 'open'; work: string; tuned: boolean }
  /** Calls for about this long. */
  | { type: 'measure'; milliseconds: number };

export type EngineReply =
  /** What the first calls returned. */
  | { type: 'opened'; results: number[] }
  | { type: 'unsupported'; reason: string }
  /** Milliseconds of each call. */
  | { type: 'measured'; times: number[] }
  | { type: 'failed'; message: string };

export interface WorkRequest {
  readonly name: string;
  readonly tuned: boolean;
}

/** A product of the SIMD kernels by itself: best of nine rounds, in turns with the peak. */
export interface ProductRow {
  title: string;
  gflops: number;
  /** Of the multiply-add peak of the same run. */
  share: number;
}

export type ProductsReply = { type: 'rows'; rows: ProductRow[] } | { type: 'failed'; message: string };

/** What the bench page offers to scripts/bench.mjs. */
export interface BenchPage {
  runProducts(): Promise<ProductRow[]>;
  readonly works: readonly { readonly name: string; readonly onlyAsked: boolean }[];
  /** Runs all engines on one work, in turns. Rejects when they do not compute the same. */
  runWork(request: WorkRequest): Promise<BenchRow>;
}

import type { DataReference, SampleRecord } from '../store/schema.ts';
import type { StoreErrorKind } from '../store/store-error.ts';
import type { Evaluation, FailureReason, TrainSettings } from '../train/protocol.ts';

/** Something the student should know and can live with: the run goes on. */
export type RunNews =
  /** The newest checkpoint was damaged; the run goes on from the one before. */
  | { readonly kind: 'damaged-checkpoint'; readonly step: number }
  /** The worker died; the run went on by itself from its last checkpoint. */
  | { readonly kind: 'restarted'; readonly step: number }
  /** It rests because the battery is nearly empty: a share of a full one. */
  | { readonly kind: 'low-battery'; readonly level: number }
  /** Resumed with the other kernel set: the last bits differ from a run never stopped. */
  | { readonly kind: 'other-kernels' };

/** All that is shown of a run. Losses are measured by the trainer, one a step. */
export interface RunView {
  readonly id: string;
  readonly name: string;
  readonly settings: TrainSettings;
  readonly data: DataReference;
  readonly vocabulary: readonly string[];
  readonly step: number;
  /** `[step]`, nats a character. */
  readonly losses: Float32Array;
  /** Mean of the last steps, at most 20. */
  readonly loss: number | undefined;
  /** Held-back text, first step first; empty where nothing is held back. */
  readonly evaluations: readonly Evaluation[];
  /** The one with the lowest loss; its network is kept and can be opened (`openRun` at its step). */
  readonly best: Evaluation | undefined;
  /** Whether it ended before its last step because held-back text was no longer predicted better. */
  readonly stoppedEarly: boolean;
  /** Steps whose parameters are kept on the disk, first step first: each opens in the lab. */
  readonly moments: readonly number[];
  /** Absent unless it trains. */
  readonly stepsPerSecond: number | undefined;
  readonly secondsLeft: number | undefined;
  /** Time spent training, milliseconds. */
  readonly trained: number;
  /** First step first. */
  readonly samples: readonly SampleRecord[];
  /** What is on the disk; undefined before the first save. `at` in milliseconds since 1970. */
  readonly saved: { readonly step: number; readonly at: number } | undefined;
  readonly saving: boolean;
  /** Why the last save failed; training goes on, and the next save tries again. */
  readonly saveProblem: StoreErrorKind | undefined;
  readonly news: RunNews | undefined;
  /** Whether the browser promised to keep what is saved; undefined before it was asked. */
  readonly persistent: boolean | undefined;
}

export type TrainProblem =
  /** There is no such run (any more). */
  | { readonly kind: 'missing' }
  /** Another tab trains it. */
  | { readonly kind: 'in-use' }
  /** The text could not be loaded, or is not the one that was learned. */
  | { readonly kind: 'data'; readonly message: string }
  | { readonly kind: 'store'; readonly store: StoreErrorKind; readonly message: string }
  /** The worker could not train it. */
  | { readonly kind: 'worker'; readonly reason: FailureReason; readonly message: string };

/** What the Train screen shows. */
export type TrainState =
  | { readonly status: 'idle' }
  | { readonly status: 'opening'; readonly id: string | undefined }
  | { readonly status: 'running'; readonly run: RunView }
  /** `interrupted`: nobody paused it; the page went while it trained. */
  | { readonly status: 'paused'; readonly run: RunView; readonly interrupted?: boolean }
  /** Another tab trains it: this is what it had saved when it was opened here, and opens anew when that tab lets it go. */
  | { readonly status: 'elsewhere'; readonly run: RunView }
  | { readonly status: 'finished'; readonly run: RunView }
  /** The loss stopped being a number, or ran away, after step `at`: the run stands at `run.step`. */
  | { readonly status: 'diverged'; readonly run: RunView; readonly at: number; readonly lowerRate: number }
  | { readonly status: 'failed'; readonly id: string | undefined; readonly problem: TrainProblem };

/** A run that trains, for the screens it does not stand on. */
export interface Training {
  readonly id: string;
  readonly name: string;
  readonly step: number;
  readonly steps: number;
}

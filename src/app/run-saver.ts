import { expand, map, of, skip, timer, type Observable } from 'rxjs';
import type { RunRecord } from '../store/schema.ts';
import { askToPersist } from '../store/storage.ts';
import type { Store } from '../store/store.ts';
import { StoreError } from '../store/store-error.ts';
import type { TrainingState } from '../train/protocol.ts';
import type { RunProgress } from './run-progress.ts';

/** How the run stands as it is saved. */
export type Ending = Pick<RunRecord, 'status' | 'divergedAt'>;

interface Request {
  readonly take: () => Promise<TrainingState>;
  readonly ending: Ending;
}

interface Parts {
  readonly store: Pick<Store, 'checkpoints'>;
  readonly progress: RunProgress;
  /** Called when `progress` tells something new about saving. */
  readonly changed: () => void;
}

/**
 * When to save what trains: after 1, 2, 3, 4 and 6 seconds more, then every 6. Little is lost early, and together with
 * the time a save takes it stays well below the ten seconds of training that may be lost.
 */
export function autosave$(): Observable<number> {
  return of(0).pipe(
    expand((n) => timer(1000 * (spacings[n] ?? 6)).pipe(map(() => n + 1))),
    skip(1),
  );
}

/** Seconds. */
const spacings = [1, 2, 3, 4];

/** Writes a run's checkpoints, one at a time. What goes wrong stands in `progress.saveProblem`; nothing rejects. */
export class RunSaver {
  private writing: Promise<void> | undefined;
  /** Settles with the save that begins when `writing` has ended; those asked for meanwhile are one. */
  private queued: Promise<void> | undefined;
  private next: Request | undefined;
  private savedStatus: RunRecord['status'] | undefined;
  private hasAsked = false;

  constructor(private readonly parts: Parts) {}

  /**
   * Resolves when what there was to save at the call is on the disk, or could not be put there. `take` gives the
   * state; where it rejects, the worker is gone and whoever owns it tells.
   */
  save(take: () => Promise<TrainingState>, ending: Ending = { status: 'unfinished' }): Promise<void> {
    this.next = { take, ending };
    if (this.queued !== undefined) return this.queued;
    // At once, before this returns: a page that goes has no later.
    if (this.writing === undefined) return this.begin();
    const follow = () => {
      this.queued = undefined;
      return this.begin();
    };
    this.queued = this.writing.then(follow, follow);
    return this.queued;
  }

  private begin(): Promise<void> {
    const { next } = this;
    if (next === undefined) return Promise.resolve();
    this.next = undefined;
    this.writing = this.write(next).finally(() => (this.writing = undefined));
    return this.writing;
  }

  private async write({ take, ending }: Request): Promise<void> {
    const { progress, changed } = this.parts;
    if (!progress.hasUnsaved && ending.status === this.savedStatus) return;
    progress.saving = true;
    changed();
    const state = await take().catch(() => undefined);
    if (state !== undefined) await this.put(state, ending);
    progress.saving = false;
    changed();
  }

  private async put(state: TrainingState, ending: Ending): Promise<void> {
    const { store, progress } = this.parts;
    // A state from which nothing good can come must not push a good one out.
    const loss = state.losses.at(-1);
    if (loss !== undefined && !progress.isSane(loss)) return;
    const now = Date.now();
    const samples = progress.unsavedSamples.filter(({ step }) => step <= state.step);
    const run: RunRecord = { ...progress.recordOf(state, now), ...ending };
    try {
      const moments = progress.moments.upTo(state.step);
      const kept = await store.checkpoints.save({ run, state, samples, moments });
      progress.moments.markSaved(moments, kept);
      progress.markSaved({ step: state.step, at: now }, samples);
      this.savedStatus = ending.status;
      this.askOnce();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      progress.saveProblem = error.kind;
    }
  }

  /** There is something to lose now: the browser is asked to keep it, and its answer shown. */
  private askOnce(): void {
    if (this.hasAsked) return;
    this.hasAsked = true;
    this.askToPersist().catch(reportError);
  }

  private async askToPersist(): Promise<void> {
    const { progress, changed } = this.parts;
    progress.persistent = await askToPersist();
    changed();
  }
}

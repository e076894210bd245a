/** What the home screen shows of the store: read when asked, so that the first paint waits for no database. */
import { BehaviorSubject, type Observable } from 'rxjs';
import type { RunRecord } from '../store/schema.ts';
import type { StorageUse } from '../store/storage.ts';
import type { Training } from './train-state.ts';

/** What is shown of a run without opening it. */
export type RunSummary = Pick<RunRecord, 'id' | 'name' | 'step' | 'loss' | 'updated' | 'curve' | 'status'>;

export type LastRun =
  | { readonly status: 'reading' }
  | { readonly status: 'none' }
  /** `isTraining`: it is running in this tab right now. */
  | { readonly status: 'found'; readonly run: RunSummary; readonly isTraining: boolean }
  | { readonly status: 'failed'; readonly reason: string };

/** The store's side of it. */
export interface HomeReads {
  /** The run touched last, if any. */
  lastRun(): Promise<RunSummary | undefined>;
  storageUse(): Promise<StorageUse>;
}

/** A run that trains is saved about so often, and its curve with it. Milliseconds. */
const SAVED_EVERY = 6000;

export class HomeFeed {
  private readonly lastRun = new BehaviorSubject<LastRun>({ status: 'reading' });
  private readonly storage = new BehaviorSubject<StorageUse | undefined>(undefined);

  private readAt = -Infinity;
  private training: Training | undefined;

  readonly lastRun$: Observable<LastRun> = this.lastRun.asObservable();
  /** Undefined until it was asked. */
  readonly storage$: Observable<StorageUse | undefined> = this.storage.asObservable();

  constructor(private readonly reads: HomeReads) {}

  /** Reads anew; what fails is shown, never thrown. */
  async refresh(): Promise<void> {
    await Promise.all([this.readRun(), this.readStorage()]);
  }

  /** Told by the training session: the run that trains in this tab, at its present step, or none. */
  async follow(training: Training | undefined): Promise<void> {
    const isAnother = training?.id !== this.training?.id;
    this.training = training;
    const last = this.lastRun.value;
    const isOld = performance.now() - this.readAt > SAVED_EVERY;
    if (isAnother || isOld || last.status !== 'found') await this.readRun();
    else this.lastRun.next(this.found(last.run));
  }

  /** What is stored of a run that trains lags behind by a few seconds: its step is told. */
  private found(run: RunSummary): LastRun {
    const { training } = this;
    if (training?.id !== run.id) return { status: 'found', run, isTraining: false };
    return { status: 'found', run: { ...run, step: training.step }, isTraining: true };
  }

  private async readRun(): Promise<void> {
    this.readAt = performance.now();
    try {
      const run = await this.reads.lastRun();
      this.lastRun.next(run ? this.found(run) : { status: 'none' });
    } catch (error) {
      this.lastRun.next({ status: 'failed', reason: error instanceof Error ? error.message : String(error) });
    }
  }

  /** What the browser counts changes after the files were stored, and with each checkpoint. */
  async readStorage(): Promise<void> {
    // Some browsers refuse the estimate in private windows: the row is then left out.
    this.storage.next(await this.reads.storageUse().catch(() => undefined));
  }
}

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
  /** The run that trains in this tab, if any. */
  training(): Training | undefined;
}

export class HomeFeed {
  private readonly lastRun = new BehaviorSubject<LastRun>({ status: 'reading' });
  private readonly storage = new BehaviorSubject<StorageUse | undefined>(undefined);

  readonly lastRun$: Observable<LastRun> = this.lastRun.asObservable();
  /** Undefined until it was asked. */
  readonly storage$: Observable<StorageUse | undefined> = this.storage.asObservable();

  constructor(private readonly reads: HomeReads) {}

  /** Reads anew; what fails is shown, never thrown. */
  async refresh(): Promise<void> {
    await Promise.all([this.readRun(), this.readStorage()]);
  }

  private async readRun(): Promise<void> {
    try {
      const run = await this.reads.lastRun();
      const isTraining = run !== undefined && this.reads.training()?.id === run.id;
      this.lastRun.next(run ? { status: 'found', run, isTraining } : { status: 'none' });
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

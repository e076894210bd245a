/** The runs and texts that this device keeps: read when asked, changed at once, and what was deleted brought back. */
import { BehaviorSubject, combineLatest, map, type Observable } from 'rxjs';
import type { RunRecord, TextRecord } from '../store/schema.ts';
import type { StorageUse } from '../store/storage.ts';
import { StoreError, type StoreErrorKind } from '../store/store-error.ts';
import type { Store } from '../store/store.ts';
import type { KeptText } from '../store/texts.ts';
import type { Evaluation } from '../train/protocol.ts';
import { copyRun } from './copied-run.ts';
import type { TrainSession } from './train-session.ts';
import type { Training } from './train-state.ts';

export type LibraryState =
  | { readonly status: 'reading' }
  | {
      readonly status: 'read';
      /** Last touched first. */
      readonly runs: readonly RunRecord[];
      readonly texts: readonly KeptText[];
      /** Absent where the browser does not tell. */
      readonly storage: StorageUse | undefined;
    }
  | { readonly status: 'failed'; readonly problem: StoreErrorKind };

/** A run with everything measured of it. */
export interface ComparedRun {
  readonly record: RunRecord;
  /** `[steps]`, nats a character, from step 1. */
  readonly losses: Float32Array;
  readonly evaluations: readonly Evaluation[];
}

interface Parts {
  readonly store: Store;
  /** Deleting and renaming a run that trains is its session's business. */
  readonly training: Pick<TrainSession, 'remove' | 'restore' | 'rename' | 'training$'>;
  readonly storageUse: () => Promise<StorageUse>;
  readonly askToPersist: () => Promise<boolean>;
}

export class LibrarySession {
  readonly state$: Observable<LibraryState>;
  private readonly state = new BehaviorSubject<LibraryState>({ status: 'reading' });

  constructor(private readonly parts: Parts) {
    this.state$ = combineLatest([this.state, parts.training.training$]).pipe(
      map(([state, training]) => withLive(state, training)),
    );
  }

  /** Reads everything anew; what fails is shown. */
  async refresh(): Promise<void> {
    const { store, storageUse } = this.parts;
    try {
      const [runs, texts, storage] = await Promise.all([
        store.runs.list(),
        store.texts.list(),
        // Some browsers refuse the estimate in private windows.
        storageUse().catch(() => undefined),
      ]);
      this.state.next({ status: 'read', runs, texts, storage });
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.state.next({ status: 'failed', problem: error.kind });
    }
  }

  /** Rejects with StoreError, as all below. */
  async rename(id: string, name: string): Promise<void> {
    await this.parts.training.rename(id, name);
    await this.refresh();
  }

  /**
   * `restore` brings it back for an hour; the next visit of the page takes it away for good. Resolves false, and deletes
   * nothing, while another tab has it in training.
   */
  async remove(id: string): Promise<boolean> {
    const isRemoved = await this.parts.training.remove(id);
    await this.refresh();
    return isRemoved;
  }

  async restore(id: string): Promise<void> {
    await this.parts.training.restore(id);
    await this.refresh();
  }

  /** A new run of the same settings and data, `from` its beginning or from the state that is saved; resolves with its id. */
  async duplicate(id: string, from: 'start' | 'state'): Promise<string> {
    const copy = await copyRun(this.parts.store, id, from);
    await this.refresh();
    return copy;
  }

  async removeText(key: string): Promise<TextRecord> {
    const record = await this.parts.store.texts.remove(key);
    await this.refresh();
    return record;
  }

  async restoreText({ text, title }: TextRecord): Promise<void> {
    await this.parts.store.texts.put(text, title);
    await this.refresh();
  }

  /** Asks the browser not to clear what is kept here; its answer stands in the state. */
  async askToPersist(): Promise<void> {
    await this.parts.askToPersist();
    await this.refresh();
  }

  /** Those of the runs that are there, in the order asked for, with every loss that was measured. */
  async compare(ids: readonly string[]): Promise<readonly ComparedRun[]> {
    const found = await Promise.all(ids.map((id) => this.measured(id)));
    return found.filter((run) => run !== undefined);
  }

  private async measured(id: string): Promise<ComparedRun | undefined> {
    const { runs, checkpoints } = this.parts.store;
    const [record, loaded] = await Promise.all([runs.get(id), checkpoints.latest(id)]);
    if (record === undefined) return undefined;
    return {
      record,
      losses: loaded?.state.losses ?? new Float32Array(0),
      evaluations: loaded?.state.evaluations ?? [],
    };
  }
}

/** What trains stands where it is, not where it was last saved. */
function withLive(state: LibraryState, training: Training | undefined): LibraryState {
  if (state.status !== 'read' || training === undefined) return state;
  const { id, step } = training;
  return { ...state, runs: state.runs.map((run) => (run.id === id ? { ...run, step } : run)) };
}

/** What the library's screens ask of their session; `src/app/library-session.ts` is it. main.ts hands it over. */
import type { Observable } from 'rxjs';
import type { ComparedRun, LibraryState } from '../../src/app/library-session.ts';
import type { TextRecord } from '../../src/store/schema.ts';

export interface LibraryControls {
  readonly state$: Observable<LibraryState>;
  /** Reads everything anew; what fails stands in the state. */
  refresh(): Promise<void>;
  /** Rejects with StoreError, as all below. */
  rename(id: string, name: string): Promise<void>;
  /** Resolves false, and deletes nothing, while another tab has the run in training. */
  remove(id: string): Promise<boolean>;
  restore(id: string): Promise<void>;
  /** Resolves with the new run's id. */
  duplicate(id: string, from: 'start' | 'state'): Promise<string>;
  removeText(key: string): Promise<TextRecord>;
  restoreText(text: TextRecord): Promise<void>;
  askToPersist(): Promise<void>;
  compare(ids: readonly string[]): Promise<readonly ComparedRun[]>;
}

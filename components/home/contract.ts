/** What the home screen shows, and what it asks for. `main.ts` fills the sources and acts on the intents. */
import type { Observable } from 'rxjs';
import type { LastRun } from '../../src/app/home-feed.ts';
import type { OfflineState } from '../../src/app/offline.ts';
import type { Theme } from '../../src/app/preferences.ts';
import type { StorageUse } from '../../src/store/storage.ts';

/** Streams that say their present value at once, then each next one. */
export interface HomeSources {
  readonly offline$: Observable<OfflineState>;
  readonly lastRun$: Observable<LastRun>;
  /** Undefined until it is known. */
  readonly storage$: Observable<StorageUse | undefined>;
  readonly theme$: Observable<Theme>;
  /** Whether the browser would install the app on request. */
  readonly canInstall$: Observable<boolean>;
}

declare global {
  interface HTMLElementEventMap {
    /** Go on with a run where it stopped. */
    'resume-run': CustomEvent<{ readonly run: string }>;
    'install-app': CustomEvent;
  }
}

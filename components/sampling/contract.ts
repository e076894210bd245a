/** What the sampling screen asks of its session; `src/app/sampling-session.ts` is it. main.ts hands it over. */
import type { Observable } from 'rxjs';
import type { SamplingState, WriteWish } from '../../src/app/sampling-session.ts';

export interface SamplingControls {
  readonly state$: Observable<SamplingState>;
  /** Writes until `stop`, or for a screenful. */
  write(wish: WriteWish): Promise<void>;
  stop(): void;
  /** The screen is left: the worker ends. */
  close(): void;
}

/** What the Train screen asks of its session; `src/app/train-session.ts` is it. main.ts hands it over. */
import type { Observable } from 'rxjs';
import type { Pace } from '../../src/app/pace.ts';
import type { TrainForm } from '../../src/app/train-form.ts';
import type { RunReport } from '../../src/app/run-report.ts';
import type { KeptAnswer, StartRequest, StartAnswer } from '../../src/app/train-session.ts';
import type { Training, TrainState } from '../../src/app/train-state.ts';

export interface TrainControls {
  /** The run on the screen: the present state at once, then each change, at most five a second while it trains. */
  readonly state$: Observable<TrainState>;
  /** The run that trains, whether or not it is on the screen. */
  readonly training$: Observable<Training | undefined>;
  /** How fast this device trains, and so how long a run would take. */
  readonly pace: Pick<Pace, 'pace$' | 'measure' | 'estimate' | 'suggest'>;
  /** What a new run may be. */
  readonly form: TrainForm;
  /** The kept runs and the student's own texts, or why there are none to be read. */
  kept(): Promise<KeptAnswer>;
  /** What a kept text reads. Rejects with StoreError, `missing` where it was deleted meanwhile. */
  readKept(key: string): Promise<string>;
  /** Puts a run on the screen. Another one that trains goes on. */
  open(id: string): Promise<void>;
  /** Begins a run and puts it on the screen. Another one that trains is paused and saved. */
  start(request: StartRequest): Promise<StartAnswer>;
  pause(): Promise<void>;
  /** Goes on from the last checkpoint, or from the pause. */
  resume(): Promise<void>;
  /** Makes a finished run go on for so many steps. */
  trainFurther(steps: number): Promise<void>;
  /** After a divergence: back to the last good step, on with the lower rate that the state tells. */
  lowerRate(): Promise<void>;
  /** Resolves when the present step is on the disk; what goes wrong stands in the state. */
  save(): Promise<void>;
  /** What the run on the screen gets right and wrong as it is now. Undefined where it has no weights; may reject. */
  evaluate(): Promise<RunReport | undefined>;
  /** Hides a run until `restore` or the next visit of the page. Rejects with StoreError. */
  /** Resolves false, and deletes nothing, while another tab has the run in training. */
  remove(id: string): Promise<boolean>;
  restore(id: string): Promise<void>;
}

import { BehaviorSubject, Subject, auditTime, filter, merge, switchMap, takeUntil, type Observable } from 'rxjs';
import { decode } from '../datasets/text.ts';
import { StoreError } from '../store/store-error.ts';
import type { Store } from '../store/store.ts';
import type { FailureReason, TextData, TrainerEvent, TrainingState, TrainSettings } from '../train/protocol.ts';
import type { Trainer } from '../train/trainer.ts';
import { CurrentTrainer } from './current-trainer.ts';
import { hand$ } from './hand.ts';
import { idle } from './idle.ts';
import { lastGood } from './last-good.ts';
import type { RunProgress } from './run-progress.ts';
import { autosave$, RunSaver } from './run-saver.ts';
import type { NetworkAt } from './network-at.ts';
import { Sampler } from './sampler.ts';
import { stateOf, type Phase } from './run-phase.ts';
import type { RunNews, TrainState } from './train-state.ts';
import { leaving$ } from './leaving.ts';

/** Five renders a second are enough to read, and leave the page to the student. */
const REDRAW = 200;
/** Training waits so long behind a finger that comes, or a key: a touch and its answer. Milliseconds. */
const HAND = 240;

interface Parts {
  readonly store: Store;
  readonly progress: RunProgress;
  readonly data: TextData;
  /** Where to go on; absent: from the beginning. */
  readonly state?: TrainingState;
}

/**
 * One run with its trainer: measures arrive, samples are asked for, checkpoints are written by time, on pause, at the end
 * and when the page is hidden. A dead worker is replaced and goes on from the last checkpoint.
 */
export class ActiveRun {
  readonly state$: Observable<TrainState>;
  /** Resolves when the state it began with is on the disk, or could not be put there; the state tells. */
  readonly stored: Promise<void>;
  private readonly subject: BehaviorSubject<TrainState>;
  private readonly saver: RunSaver;
  private readonly sampler: Sampler;
  private readonly measured = new Subject<void>();
  private readonly ended = new Subject<void>();
  private readonly current = new CurrentTrainer({
    take: (event) => this.take(event),
    died: () => void (this.isTraining && this.restart()),
  });
  private phase: Phase = { status: 'running' };
  /** The step from which a dead worker's successor began. */
  private restartedFrom: number | undefined;

  constructor(private readonly parts: Parts) {
    this.subject = new BehaviorSubject<TrainState>(stateOf(this.phase, parts.progress));
    this.state$ = this.subject.asObservable();
    this.saver = new RunSaver({ ...parts, changed: () => this.emit() });
    this.sampler = new Sampler(parts.progress, parts.data);
    // to put a state into the database takes a phone a tenth of a second, for which no tap should wait
    const timed$ = autosave$().pipe(
      switchMap(() => idle()),
      filter(() => this.isTraining),
    );
    merge(timed$, leaving$())
      .pipe(takeUntil(this.ended))
      .subscribe(() => void this.save());
    hand$()
      .pipe(
        takeUntil(this.ended),
        filter(() => this.isTraining),
      )
      .subscribe(() => this.trainer?.giveWay(HAND));
    this.measured.pipe(auditTime(REDRAW), takeUntil(this.ended)).subscribe(() => this.emit());
    this.stored = this.begin(parts.state);
  }

  get id(): string {
    return this.parts.progress.record.id;
  }

  /** What it took for an update so far, seconds; undefined before there is enough to tell. */
  get pace(): { readonly settings: TrainSettings; readonly secondsPerStep: number | undefined } {
    const { record, secondsPerStep } = this.parts.progress;
    return { settings: record.settings, secondsPerStep };
  }

  private get trainer(): Trainer | undefined {
    return this.current.trainer;
  }

  get isTraining(): boolean {
    return this.phase.status === 'running';
  }

  /** The store knows the new name already. */
  rename(name: string): void {
    this.parts.progress.rename(name);
    this.emit();
  }

  /** Resolves when it is saved. `why` is told to the student until the run goes on. */
  async pause(why?: RunNews): Promise<void> {
    if (!this.isTraining) return;
    this.trainer?.pause();
    if (why !== undefined) this.parts.progress.news = why;
    this.parts.progress.rest();
    this.enter({ status: 'paused' });
    await this.save();
  }

  /** After a pause. */
  async resume(): Promise<void> {
    if (this.phase.status !== 'paused') return;
    const { progress } = this.parts;
    if (progress.news?.kind === 'low-battery') progress.news = undefined;
    progress.goOn();
    this.enter({ status: 'running' });
    if (this.trainer === undefined) await this.restart();
    else this.trainer.resume();
  }

  /** Resolves when the present state is on the disk, or could not be put there; the state tells. */
  save(): Promise<void> {
    const { phase, trainer } = this;
    switch (phase.status) {
      case 'running':
      case 'paused':
        return trainer === undefined ? Promise.resolve() : this.saver.save(() => trainer.snapshot());
      case 'finished':
        return this.saver.save(() => Promise.resolve(phase.state), { status: 'finished' });
      case 'diverged':
        return this.saver.save(() => Promise.resolve(phase.state), { status: 'diverged', divergedAt: phase.at });
      case 'failed':
        return Promise.resolve();
      default:
        return phase satisfies never;
    }
  }

  /** Its network as it is now; undefined where it failed. Rejects as `Trainer.snapshot` does. */
  async network(): Promise<NetworkAt | undefined> {
    const { phase, trainer } = this;
    if (phase.status === 'failed') return undefined;
    return 'state' in phase ? phase.state : trainer?.snapshot();
  }

  /** The database lost what it had of the run: all that the page still has of it is written anew. */
  async saveAnew(): Promise<number | undefined> {
    const { store, progress, data } = this.parts;
    const { record } = progress;
    progress.forgetSaved();
    try {
      if (record.data.kind === 'own') await store.texts.put(decode(data.ids, data.vocabulary), record.name);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      progress.saveProblem = error.kind;
    }
    await this.save();
    this.emit();
    return progress.saveProblem === undefined ? progress.saved?.step : undefined;
  }

  /** Saves, then lets go of the worker. */
  async end(): Promise<void> {
    await this.pause();
    await this.save();
    this.ended.next();
    this.current.letGo();
  }

  private begin(state: TrainingState | undefined): Promise<void> {
    const { progress, data } = this.parts;
    const { id: run, settings } = progress.record;
    this.current.start({ run, settings, data, ...(state === undefined ? {} : { state }) });
    // Asked for before its first step is made: from its first moment on the run can be found again and gone back to.
    void this.sampleIfDue();
    return this.save();
  }

  private take(event: TrainerEvent): void {
    const { progress } = this.parts;
    switch (event.type) {
      case 'started':
        if (event.otherKernels) progress.news = { kind: 'other-kernels' };
        return this.emit();
      case 'steps': {
        const at = progress.runawayStep(event.measures);
        if (at !== undefined) return void this.diverge(at);
        progress.add(event.measures, performance.now());
        void this.sampleIfDue();
        return this.measured.next();
      }
      case 'evaluated':
        progress.evaluate(event.evaluation);
        return this.measured.next();
      case 'moment':
        return progress.moments.add({ run: this.id, step: event.step, parameters: event.parameters });
      case 'finished':
        return void this.finish(event.state);
      case 'diverged':
        return void this.diverge(event.step, event.state);
      case 'failed':
        // One request that failed is told by its promise.
        if (event.request === undefined) this.fail(event.reason, event.message);
        return;
      case 'paused':
      case 'resumed':
      case 'stopped':
      case 'snapshot':
      case 'sample':
      case 'measured':
      case 'written':
      case 'report':
      case 'predicted':
      case 'estimated':
      case 'terms':
      case 'reach-progress':
      case 'reach':
      case 'heartbeat':
        return;
      default:
        return event satisfies never;
    }
  }

  private async finish(state: TrainingState): Promise<void> {
    this.parts.progress.rest();
    this.enter({ status: 'finished', state });
    if (this.trainer !== undefined && (await this.sampler.sampleLast(this.trainer))) this.emit();
    await this.save();
  }

  /** Stops at the last good step. */
  private async diverge(at: number, last?: TrainingState): Promise<void> {
    const { progress } = this.parts;
    this.current.letGo();
    try {
      const state = await lastGood(this.parts, { at, ...(last && { last }) });
      if (state === undefined) return this.fail('other', `diverged at step ${at}, nothing good is saved`);
      progress.goBack(state);
      this.enter({ status: 'diverged', state, at });
    } catch (error) {
      return this.fail('other', String(error));
    }
    await this.save();
  }

  /** Goes on from the last checkpoint with a new worker; gives up where the one before got no further. */
  private async restart(): Promise<void> {
    const { progress, store } = this.parts;
    try {
      const loaded = await store.checkpoints.latest(this.id);
      const step = loaded?.step ?? 0;
      if (this.restartedFrom !== undefined && step <= this.restartedFrom) {
        return this.fail('other', `the worker died twice after step ${step}`);
      }
      this.restartedFrom = step;
      if (loaded !== undefined) progress.goBack(loaded.state);
      progress.news = { kind: 'restarted', step };
      void this.begin(loaded?.state);
      this.emit();
    } catch (error) {
      this.fail('other', String(error));
    }
  }

  private async sampleIfDue(): Promise<void> {
    if (this.trainer !== undefined && (await this.sampler.sampleIfDue(this.trainer))) this.emit();
  }

  private fail(reason: FailureReason, message: string): void {
    this.current.letGo();
    this.enter({ status: 'failed', reason, message });
  }

  private enter(phase: Phase): void {
    this.phase = phase;
    this.emit();
  }

  private emit(): void {
    this.subject.next(stateOf(this.phase, this.parts.progress));
  }
}

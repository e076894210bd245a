import { BehaviorSubject, distinctUntilChanged, map, of, switchMap, type Observable } from 'rxjs';
import { encode, vocabularyOf } from '../datasets/text.ts';
import type { DataReference, RunRecord } from '../store/schema.ts';
import { StoreError } from '../store/store-error.ts';
import type { Store } from '../store/store.ts';
import type { KeptText } from '../store/texts.ts';
import { ActiveRun } from './active-run.ts';
import { lowBattery$ as batteryOfDevice } from './battery.ts';
import { newRun } from './new-run.ts';
import { networkAt } from './network-at.ts';
import { Pace } from './pace.ts';
import { readRun, type OpenedRun } from './opened-run.ts';
import { OtherTab } from './other-tab.ts';
import { lockRun, type RunLock } from './run-lock.ts';
import { freeName } from './run-names.ts';
import { restingState } from './run-phase.ts';
import { RunProgress } from './run-progress.ts';
import { evaluateRun, type RunReport } from './run-report.ts';
import { loadText } from './train-data.ts';
import { TrainForm } from './train-form.ts';
import { lowerRate, type TrainSetup } from './train-setup.ts';
import { InUseError, problemOf } from './train-problem.ts';
import type { Training, TrainProblem, TrainState } from './train-state.ts';

export interface StartRequest {
  readonly setup: TrainSetup;
  readonly name: string;
  readonly data:
    { readonly kind: 'austen' | 'tang' } | { readonly kind: 'own'; readonly text: string; readonly title: string };
}

export type KeptAnswer =
  /** Both last touched first. */
  { readonly runs: readonly RunRecord[]; readonly texts: readonly KeptText[] } | { readonly problem: TrainProblem };

export type StartAnswer = { readonly id: string } | { readonly problem: TrainProblem };

/** How long a deleted run can be brought back. Milliseconds. */
const KEEP_REMOVED = 60 * 60 * 1000;

/** All of training that outlives a screen: at most one run trains, whichever screen is open; another may be looked at. */
export class TrainSession {
  readonly form = new TrainForm();
  readonly pace = new Pace();
  private readonly active = new BehaviorSubject<ActiveRun | undefined>(undefined);
  private readonly shown = new BehaviorSubject<Observable<TrainState>>(of({ status: 'idle' }));
  private lock: RunLock | undefined;
  private shownId: string | undefined;
  private readonly otherTab = new OtherTab();

  readonly state$: Observable<TrainState> = this.shown.pipe(switchMap((state$) => state$));
  readonly training$: Observable<Training | undefined> = this.active.pipe(
    switchMap((active) => active?.state$ ?? of(undefined)),
    map((state) => (state?.status === 'running' ? trainingOf(state) : undefined)),
    distinctUntilChanged((a, b) => a?.id === b?.id && a?.step === b?.step),
  );

  /** @param lowBattery$ the battery's level whenever it becomes low: what trains then pauses, until the student resumes */
  constructor(
    private readonly store: Store,
    lowBattery$: Observable<number> = batteryOfDevice(),
  ) {
    lowBattery$.subscribe((level) => void this.active.value?.pause({ kind: 'low-battery', level }));
  }

  /** What this device has for the form. Where the store cannot be read, the problem says why. */
  async kept(): Promise<KeptAnswer> {
    try {
      const [runs, texts] = await Promise.all([this.store.runs.list(), this.store.texts.list()]);
      return { runs, texts };
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      return { problem: problemOf(error) };
    }
  }

  readKept(key: string): Promise<string> {
    return loadText({ kind: 'own', text: key }, this.store);
  }

  async open(id: string): Promise<void> {
    const active = this.active.value;
    this.shownId = id;
    if (active?.id === id) return this.shown.next(active.state$);
    this.show({ status: 'opening', id });
    try {
      const [opened, isElsewhere] = await Promise.all([
        readRun(this.store, id),
        this.otherTab.has(id, () => this.reopen(id)),
      ]);
      if (opened === undefined) return this.show(failed(id, { kind: 'missing' }));
      const { record, progress } = opened;
      this.show(
        isElsewhere && record.status === 'unfinished'
          ? { status: 'elsewhere', run: progress.view() }
          : restingState(record, progress),
      );
    } catch (error) {
      this.show(failed(id, problemOf(error)));
    }
  }

  async start({ setup, name, data }: StartRequest): Promise<StartAnswer> {
    try {
      const reference = await this.keep(data);
      const text = await loadText(reference, this.store);
      const vocabulary = vocabularyOf(text);
      const taken = (await this.store.runs.list()).map((run) => run.name);
      const record = newRun({ setup, name: freeName(name, taken), data: reference, vocabulary });
      const active = await this.activate({ record, progress: new RunProgress(record), state: undefined });
      // An address that names the run must find it, also when the page is reloaded at once.
      await active.stored;
      return { id: record.id };
    } catch (error) {
      return { problem: problemOf(error) };
    }
  }

  async pause(): Promise<void> {
    await this.active.value?.pause();
  }

  async resume(): Promise<void> {
    const active = this.active.value;
    if (active !== undefined && active.id === this.shownId) return active.resume();
    // One that ended is only shown: it goes on by `trainFurther` or `lowerRate`.
    await this.goOn((record) => (record.status === 'unfinished' ? record : undefined));
  }

  trainFurther(steps: number): Promise<void> {
    return this.goOn(({ settings, ...record }) => {
      const { validation } = settings;
      // One that ended early has its patience back.
      const anew = validation === undefined ? {} : { validation: { ...validation, patienceFrom: record.step } };
      return { ...record, settings: { ...settings, ...anew, steps: settings.steps + steps } };
    });
  }

  /** The last good step is what is saved: from there on with a smaller rate. */
  lowerRate(): Promise<void> {
    return this.goOn(({ settings, divergedAt: _, ...record }) => {
      const learning_rate = lowerRate(settings.optimizer.learning_rate);
      const optimizer = { ...settings.optimizer, learning_rate };
      return { ...record, status: 'unfinished', settings: { ...settings, optimizer } };
    });
  }

  async save(): Promise<void> {
    const active = this.active.value;
    if (active?.id === this.shownId) await active?.save();
  }

  /**
   * Measures what the run on the screen confuses, as it is now; training goes on meanwhile. Undefined where it has no
   * weights. Rejects with StoreError, DatasetError or the worker's own error.
   */
  async evaluate(): Promise<RunReport | undefined> {
    const id = this.shownId;
    const record = id === undefined ? undefined : await this.store.runs.get(id);
    if (id === undefined || record === undefined) return undefined;
    const active = this.active.value;
    const network =
      (active?.id === id ? await active.network() : undefined) ?? (await networkAt(this.store, { run: id }));
    if (network === undefined) return undefined;
    return evaluateRun({ record, network, text: await loadText(record.data, this.store) });
  }

  /** The database is gone: what trains is written anew, whole. Resolves with its step; undefined where nothing was saved. */
  async saveAnew(): Promise<number | undefined> {
    return this.active.value?.saveAnew();
  }

  /** Rejects with StoreError. */
  async rename(id: string, name: string): Promise<void> {
    await this.store.runs.rename(id, name);
    if (this.active.value?.id === id) this.active.value.rename(name);
  }

  /** Resolves false, and deletes nothing, while another tab has it in training: that tab could save no more. */
  async remove(id: string): Promise<boolean> {
    if (this.active.value?.id === id) {
      await this.release();
      await this.store.runs.remove(id);
      return true;
    }
    const lock = await lockRun(id);
    if (lock === undefined) return false;
    try {
      await this.store.runs.remove(id);
    } finally {
      lock.release();
    }
    return true;
  }

  restore(id: string): Promise<void> {
    return this.store.runs.restore(id);
  }

  /** Pauses and saves what trains: the page goes, or is reloaded for an update. */
  end(): Promise<void> {
    return this.release();
  }

  /** Frees the room of runs that were deleted on an earlier visit; a browser that keeps nothing has none to free. */
  async tidy(): Promise<void> {
    try {
      await this.store.runs.purge({ removedBefore: Date.now() - KEEP_REMOVED });
    } catch (error) {
      if (!(error instanceof StoreError && error.kind === 'unavailable')) throw error;
    }
  }

  /** The other tab let it go. */
  private reopen(id: string): void {
    if (this.shownId === id) void this.open(id);
  }

  /** Goes on with the run on the screen from its last checkpoint, its record changed. */
  private async goOn(change: (record: RunRecord) => RunRecord | undefined): Promise<void> {
    const id = this.shownId;
    if (id === undefined) return;
    try {
      await this.release();
      const opened = await readRun(this.store, id);
      if (opened === undefined) return this.show(failed(id, { kind: 'missing' }));
      const { record, progress, state } = opened;
      const changed = change(record);
      if (changed === undefined) return this.show(restingState(opened.record, opened.progress));
      await this.activate({ record: changed, progress: progress.with(changed), state });
    } catch (error) {
      // Another tab took it since it was opened here.
      if (error instanceof InUseError && (await this.store.runs.get(id))?.status === 'unfinished') return this.open(id);
      this.show(failed(id, problemOf(error)));
    }
  }

  private async activate({ record, progress, state }: OpenedRun): Promise<ActiveRun> {
    await this.release();
    this.otherTab.forget();
    const text = await loadText(record.data, this.store);
    const data = { vocabulary: record.vocabulary, ids: encode(text, record.vocabulary) };
    const lock = await lockRun(record.id);
    if (lock === undefined) throw new InUseError(record.id);
    this.lock = lock;
    const active = new ActiveRun({ store: this.store, progress, data, ...(state && { state }) });
    this.active.next(active);
    this.shownId = record.id;
    this.shown.next(active.state$);
    return active;
  }

  /** The run that trains is paused, saved and let go. */
  private async release(): Promise<void> {
    const active = this.active.value;
    if (active === undefined) return;
    this.active.next(undefined);
    await active.end();
    const { settings, secondsPerStep } = active.pace;
    this.lock?.release();
    this.lock = undefined;
    // nobody waits for it: without it the next estimate is a little worse
    if (secondsPerStep !== undefined) void this.pace.learn(settings, secondsPerStep).catch(() => {});
  }

  private async keep(data: StartRequest['data']): Promise<DataReference> {
    if (data.kind !== 'own') return { kind: data.kind };
    return { kind: 'own', text: await this.store.texts.put(data.text, data.title) };
  }

  private show(state: TrainState): void {
    this.shown.next(of(state));
  }
}

function trainingOf({ run }: Extract<TrainState, { status: 'running' }>): Training {
  return { id: run.id, name: run.name, step: run.step, steps: run.settings.steps };
}

function failed(id: string, problem: TrainProblem): TrainState {
  return { status: 'failed', id, problem };
}

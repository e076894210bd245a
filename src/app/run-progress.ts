import type { RunRecord, SampleRecord } from '../store/schema.ts';
import type { StoreErrorKind } from '../store/store-error.ts';
import type { Evaluation, StepMeasure, TrainingState } from '../train/protocol.ts';
import { EvaluationHistory } from './evaluation-history.ts';
import { RunMoments } from './run-moments.ts';
import { LossHistory } from './loss-history.ts';
import { Speed } from './speed.ts';
import type { RunNews, RunView } from './train-state.ts';

/** A loss this many times that of guessing is not a spike: the run has run away, though its numbers are still finite. */
const RUNAWAY = 100;

/** The first steps of a run are slower: the browser still compiles. */
const ENOUGH_STEPS = 40;

interface Known {
  /** Where the run stands; absent: at its beginning. */
  readonly state?: Pick<TrainingState, 'losses' | 'evaluations'>;
  /** Steps whose networks are on the disk. */
  readonly moments?: readonly number[];
  readonly samples?: readonly SampleRecord[];
  readonly saved?: RunView['saved'];
  readonly news?: RunNews;
}

/** What is known of a run on the page: its record, the losses measured since, what it wrote, what is on the disk. */
export class RunProgress {
  saved: RunView['saved'];
  saving = false;
  saveProblem: StoreErrorKind | undefined;
  news: RunNews | undefined;
  /** The browser's answer, once it was asked to keep what is saved. */
  persistent: boolean | undefined;
  readonly moments: RunMoments;
  private evaluations: EvaluationHistory;
  private losses: LossHistory;
  private isResting = false;
  /** As the record that was made last says it, and as the disk has it. */
  private recordedRest: boolean;
  private savedRest: boolean;
  private samples: readonly SampleRecord[];
  private unsaved: readonly SampleRecord[] = [];
  private trained: number;
  /** Since the page opened it: the time and number of its steps. */
  private timed = { steps: 0, milliseconds: 0 };
  private readonly speed = new Speed();

  constructor(
    private current: RunRecord,
    private readonly known: Known = {},
  ) {
    const { state, moments, samples = [], saved, news } = known;
    this.losses = new LossHistory(state?.losses);
    this.evaluations = new EvaluationHistory(state);
    this.moments = new RunMoments(moments);
    this.samples = samples;
    this.saved = saved;
    this.news = news;
    this.trained = current.trained;
    this.savedRest = current.training !== true;
    this.recordedRest = this.savedRest;
  }

  get record(): RunRecord {
    return this.current;
  }

  rename(name: string): void {
    this.current = { ...this.current, name };
  }

  /** The run as it was opened, with other settings. */
  with(record: RunRecord): RunProgress {
    return new RunProgress(record, this.known);
  }

  get step(): number {
    return this.losses.length;
  }

  /** The step at which it wrote last. */
  get sampledAt(): number | undefined {
    return this.samples.at(-1)?.step;
  }

  get hasUnsaved(): boolean {
    return this.saved?.step !== this.step || this.unsaved.length > 0 || this.savedRest !== this.isResting;
  }

  /** @param now milliseconds on a steady clock */
  add(measures: readonly StepMeasure[], now: number): void {
    for (const { step, loss, milliseconds } of measures) {
      this.losses.put(step, loss);
      this.trained += milliseconds;
      this.timed.milliseconds += milliseconds;
    }
    this.timed.steps += measures.length;
    this.speed.mark(now, this.step);
  }

  evaluate(evaluation: Evaluation): void {
    this.evaluations.add(evaluation);
  }

  /** Mean time of one update, seconds; undefined before there are enough to tell. */
  get secondsPerStep(): number | undefined {
    const { steps, milliseconds } = this.timed;
    return steps < ENOUGH_STEPS ? undefined : milliseconds / steps / 1000;
  }

  /** The run rests: what its speed was says nothing about what comes. */
  rest(): void {
    this.isResting = true;
    this.speed.reset();
  }

  /** After a rest. Steps alone do not tell: some still arrive after a pause. */
  goOn(): void {
    this.isResting = false;
  }

  /** The run stands at this state, whatever was measured since. */
  goBack(state: TrainingState): void {
    this.losses = new LossHistory(state.losses);
    this.evaluations = new EvaluationHistory(state);
    this.moments.backTo(state.step);
    this.samples = this.samples.filter(({ step }) => step <= state.step);
    this.unsaved = this.unsaved.filter(({ step }) => step <= state.step);
    this.speed.reset();
  }

  /** Takes the place of what was written at the same step before. */
  addSample(sample: SampleRecord): void {
    const others = (list: readonly SampleRecord[]) => list.filter(({ step }) => step !== sample.step);
    this.samples = [...others(this.samples), sample].toSorted((a, b) => a.step - b.step);
    this.unsaved = [...others(this.unsaved), sample];
  }

  get unsavedSamples(): readonly SampleRecord[] {
    return this.unsaved;
  }

  /** These are on the disk, together with the state of that step. */
  markSaved(saved: NonNullable<RunView['saved']>, samples: readonly SampleRecord[]): void {
    this.saved = saved;
    this.savedRest = this.recordedRest;
    this.saveProblem = undefined;
    this.unsaved = this.unsaved.filter((sample) => !samples.includes(sample));
  }

  /** The disk has nothing of the run any more: all that the page has is to be saved. */
  forgetSaved(): void {
    this.saved = undefined;
    this.unsaved = this.samples;
    this.moments.forgetSaved();
  }

  /** The first step whose loss shows that the run has run away. */
  runawayStep(measures: readonly StepMeasure[]): number | undefined {
    return measures.find(({ loss }) => !this.isSane(loss))?.step;
  }

  isSane(loss: number): boolean {
    return loss <= RUNAWAY * Math.log(Math.max(2, this.record.vocabulary.length));
  }

  /** The record to store beside a state, unfinished. @param now milliseconds since 1970 */
  recordOf(state: TrainingState, now: number): RunRecord {
    const history = new LossHistory(state.losses);
    const loss = history.mean();
    const { loss: _loss, divergedAt: _at, training: _training, ...record } = this.record;
    this.recordedRest = this.isResting;
    return {
      ...record,
      updated: now,
      step: state.step,
      ...(loss === undefined ? {} : { loss }),
      curve: history.curve(),
      status: 'unfinished',
      ...(this.isResting ? {} : { training: true }),
      trained: this.trained,
    };
  }

  view(): RunView {
    const { id, name, settings, data, vocabulary } = this.record;
    const { stepsPerSecond } = this.speed;
    return {
      id,
      name,
      settings,
      data,
      vocabulary,
      step: this.step,
      losses: this.losses.all(),
      loss: this.losses.mean(),
      evaluations: this.evaluations.all,
      best: this.evaluations.best,
      stoppedEarly: this.step < settings.steps && this.evaluations.hasStopped(settings),
      moments: this.moments.steps,
      stepsPerSecond,
      secondsLeft: stepsPerSecond ? (settings.steps - this.step) / stepsPerSecond : undefined,
      trained: this.trained,
      samples: this.samples,
      saved: this.saved,
      saving: this.saving,
      saveProblem: this.saveProblem,
      news: this.news,
      persistent: this.persistent,
    };
  }
}

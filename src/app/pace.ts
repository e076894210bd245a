/** How fast this device trains: measured once, kept, and corrected by what runs really took. */
import { BehaviorSubject, firstValueFrom, switchMap, timer, type Observable } from 'rxjs';
import type { RunEstimate } from '../train/protocol/run-estimate.ts';
import type { DeviceSpeed, TrainSettings } from '../train/protocol.ts';
import type { Trainer } from '../train/trainer.ts';
import { askedTrainer } from './asked-trainer.ts';
import { settingsOf, type TrainSetup } from './train-setup.ts';

const KEY = 'unroll.speed';
/** A long run takes this much more than the fastest moments of a second: messages, warmth, others (docs/performance.md). */
const AT_FIRST = 1.15;
/** A run that was much slower or faster than predicted says that something else was the matter. */
const MOST_CORRECTION = 4;
/** Sizes that are suggested. */
const UNITS = [256, 192, 128, 96, 64, 48, 32, 24, 16];
/** The worker stays so long for the next question: who changes one setting changes another. Milliseconds. */
const REST = 5000;

export interface MeasuredPace {
  readonly speed: DeviceSpeed;
  /** What runs take, over what their parts took at their fastest. */
  readonly correction: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A text by what counts for time. */
export interface TextSize {
  readonly vocabulary: number;
  readonly characters: number;
}

interface SuggestOptions {
  readonly size: TextSize;
  /** That the run shall take at most. */
  readonly seconds: number;
  /** Aborted when something else is asked: it is looked for no more. */
  readonly newer?: AbortSignal;
}

export interface Suggestion {
  readonly setup: TrainSetup;
  /** Of the whole run. */
  readonly seconds: number;
}

export class Pace {
  private readonly subject = new BehaviorSubject<MeasuredPace | undefined>(stored());
  private measuring: Promise<DeviceSpeed> | undefined;
  private readonly trainer$ = askedTrainer(() => timer(REST));

  /** Undefined until it was measured on this device. */
  readonly pace$: Observable<MeasuredPace | undefined> = this.subject.asObservable();

  /** Takes about a second; estimates wait for it, and what trains is held up. Rejects with WorkerDiedError or TrainerError. */
  measure(): Promise<DeviceSpeed> {
    this.measuring ??= this.ask((trainer) => trainer.measure())
      .then((speed) => {
        this.put({ speed, correction: AT_FIRST, at: Date.now() });
        return speed;
      })
      .finally(() => {
        this.measuring = undefined;
      });
    return this.measuring;
  }

  /**
   * Undefined before a measurement. A phone plans a run for a tenth of a second: not in the page, where a tap would wait.
   * Rejects with WorkerDiedError, or TrainerError for settings that cannot be planned, as a start would fail.
   */
  async estimate(settings: TrainSettings, characters: number): Promise<RunEstimate | undefined> {
    const pace = this.subject.value;
    if (pace === undefined) return undefined;
    const { speed, correction } = pace;
    const { step, evaluation, run } = await this.ask((trainer) => trainer.estimate({ settings, characters, speed }));
    return { step: step * correction, evaluation: evaluation * correction, run: run * correction };
  }

  /** The same run with as many units as fit into the time; with fewer steps where the smallest network is too slow. */
  async suggest(setup: TrainSetup, { size, seconds, newer }: SuggestOptions): Promise<Suggestion | undefined> {
    const runOf = async (setup: TrainSetup) =>
      (await this.estimate(settingsOf(setup, size.vocabulary), size.characters))?.run;
    let least = setup;
    let run: number | undefined;
    for (const units of UNITS.filter((units) => units <= setup.units)) {
      if (newer?.aborted === true) return undefined;
      least = { ...setup, units };
      run = await runOf(least);
      if (run !== undefined && run <= seconds) return { setup: least, seconds: run };
    }
    run ??= await runOf(least);
    if (run === undefined) return undefined;
    const shorter = { ...least, steps: Math.max(1, Math.floor((least.steps * seconds) / run)) };
    return { setup: shorter, seconds: (await runOf(shorter)) ?? seconds };
  }

  /** A run took this long for a step: the next prediction leans half on it, unless the device is measured anew meanwhile. */
  async learn(settings: TrainSettings, seconds: number): Promise<void> {
    const pace = this.subject.value;
    const { validation: _, ...steps } = settings;
    const estimate = await this.estimate(steps, 0);
    if (pace === undefined || estimate === undefined || pace !== this.subject.value) return;
    const ratio = (seconds / estimate.step) * pace.correction;
    const correction = (pace.correction + Math.min(MOST_CORRECTION, Math.max(1 / MOST_CORRECTION, ratio))) / 2;
    this.put({ ...pace, correction });
  }

  private ask<Answer>(question: (trainer: Trainer) => Promise<Answer>): Promise<Answer> {
    return firstValueFrom(this.trainer$.pipe(switchMap(question)));
  }

  private put(pace: MeasuredPace): void {
    try {
      localStorage.setItem(KEY, JSON.stringify(pace));
    } catch {
      // Storage can be blocked: it is measured anew on the next visit.
    }
    this.subject.next(pace);
  }
}

/** What this version or an earlier one kept; anything else counts as nothing. */
function stored(): MeasuredPace | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return isPace(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const parts = ['flop', 'element', 'curve', 'call', 'parameter', 'exponential'] as const;

function isPace(value: unknown): value is MeasuredPace {
  if (typeof value !== 'object' || value === null) return false;
  const { speed, correction, at } = value as Partial<Record<keyof MeasuredPace, unknown>>;
  if (typeof correction !== 'number' || typeof at !== 'number' || typeof speed !== 'object' || speed === null)
    return false;
  return parts.every((part) => typeof (speed as Record<string, unknown>)[part] === 'number');
}

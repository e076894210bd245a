/** How fast this device trains: measured once, kept, and corrected by what runs really took. */
import { BehaviorSubject, type Observable } from 'rxjs';
import type { DeviceSpeed, TrainSettings } from '../train/protocol.ts';
import { Trainer } from '../train/trainer.ts';
import type { Prediction } from '../../workers/predict.ts';
import { idle } from './idle.ts';
import { settingsOf, type TrainSetup } from './train-setup.ts';

const KEY = 'unroll.speed';
/** A long run takes this much more than the fastest moments of a second: messages, warmth, others (docs/performance.md). */
const AT_FIRST = 1.15;
/** A run that was much slower or faster than predicted says that something else was the matter. */
const MOST_CORRECTION = 4;
/** Sizes that are suggested. */
const UNITS = [256, 192, 128, 96, 64, 48, 32, 24, 16];

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
}

export interface Suggestion {
  readonly setup: TrainSetup;
  /** Of the whole run. */
  readonly seconds: number;
}

export class Pace {
  private readonly subject = new BehaviorSubject<MeasuredPace | undefined>(stored());
  private measuring: Promise<DeviceSpeed> | undefined;

  /** Undefined until it was measured on this device. */
  readonly pace$: Observable<MeasuredPace | undefined> = this.subject.asObservable();

  /** Takes about a second, in a worker of its own. Rejects with WorkerDiedError or TrainerError. */
  measure(): Promise<DeviceSpeed> {
    this.measuring ??= measured()
      .then((speed) => {
        this.put({ speed, correction: AT_FIRST, at: Date.now() });
        return speed;
      })
      .finally(() => {
        this.measuring = undefined;
      });
    return this.measuring;
  }

  /** Undefined before a measurement. Rejects for settings that cannot be planned, as a start would fail. */
  async predict(settings: TrainSettings, characters: number): Promise<Prediction | undefined> {
    const predict = await this.predictor();
    return predict?.(settings, characters);
  }

  /** The same run with as many units as fit into the time; with fewer steps where the smallest network is too slow. */
  async suggest(setup: TrainSetup, { size, seconds }: SuggestOptions): Promise<Suggestion | undefined> {
    const predict = await this.predictor();
    if (predict === undefined) return undefined;
    const runOf = (setup: TrainSetup) => predict(settingsOf(setup, size.vocabulary), size.characters).run;
    const smaller = UNITS.filter((units) => units <= setup.units).map((units) => ({ ...setup, units }));
    const fitting = smaller.find((each) => runOf(each) <= seconds);
    if (fitting !== undefined) return { setup: fitting, seconds: runOf(fitting) };
    const least = smaller.at(-1) ?? setup;
    const steps = Math.max(1, Math.floor((least.steps * seconds) / runOf(least)));
    return { setup: { ...least, steps }, seconds: runOf({ ...least, steps }) };
  }

  /** A run took this long for a step: the next prediction leans half on it. */
  async learn(settings: TrainSettings, seconds: number): Promise<void> {
    const pace = this.subject.value;
    const predict = await this.predictor();
    if (pace === undefined || predict === undefined) return;
    const { validation: _, ...steps } = settings;
    // a whole run is planned for it
    await idle();
    const ratio = (seconds / predict(steps, 0).step) * pace.correction;
    const correction = (pace.correction + Math.min(MOST_CORRECTION, Math.max(1 / MOST_CORRECTION, ratio))) / 2;
    this.put({ ...pace, correction });
  }

  private async predictor(): Promise<((settings: TrainSettings, characters: number) => Prediction) | undefined> {
    const pace = this.subject.value;
    if (pace === undefined) return undefined;
    const { speed, correction } = pace;
    const { predict } = await import('../../workers/predict.ts');
    return (settings, characters) => {
      const { step, evaluation, run } = predict({ settings, characters, speed });
      return { step: step * correction, evaluation: evaluation * correction, run: run * correction };
    };
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

async function measured(): Promise<DeviceSpeed> {
  const trainer = new Trainer();
  try {
    return await trainer.measure();
  } finally {
    trainer.dispose();
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

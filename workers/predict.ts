import type { DeviceSpeed, TrainSettings } from '../src/train/protocol.ts';
import { heldBackSize } from './held-back.ts';
import { costOf, secondsOf } from './plan/cost.ts';
import { trainingPlan } from './training-plan.ts';
import { validationPlan, validationSize } from './validation-plan.ts';

/** How long a run will take on a device that was measured. Seconds. */
export interface Prediction {
  /** One update. */
  readonly step: number;
  /** One evaluation of held-back text; 0 where nothing is held back. */
  readonly evaluation: number;
  /** The whole run from its first step. */
  readonly run: number;
}

interface Asking {
  readonly settings: TrainSettings;
  /** Of the text. */
  readonly characters: number;
  readonly speed: DeviceSpeed;
}

/** Counts what the run's plans compute; nothing is run. Throws as `trainingPlan` does. */
export function predict({ settings, characters, speed }: Asking): Prediction {
  const step = secondsOf(costOf(trainingPlan(settings)), speed);
  const { validation, steps } = settings;
  if (validation === undefined) return { step, evaluation: 0, run: steps * step };
  const evaluation = evaluationSeconds({ settings, characters, speed });
  return { step, evaluation, run: steps * step + Math.ceil(steps / validation.every) * evaluation };
}

function evaluationSeconds({ settings, characters, speed }: Asking): number {
  const { lanes, windows } = validationSize(settings, { characters: heldBackSize(characters, settings) });
  const plan = validationPlan(settings, lanes);
  const [classes] = plan.trace.equations[plan.trace.output].shape;
  const exponentials = lanes * settings.length * classes;
  return windows * (secondsOf(costOf(plan), speed) + exponentials * speed.exponential);
}

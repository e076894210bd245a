import type { EstimateRequest, RunEstimate } from '../src/train/protocol/run-estimate.ts';
import { heldBackSize } from './held-back.ts';
import { costOf, secondsOf } from './plan/cost.ts';
import { trainingPlan } from './training-plan.ts';
import { validationPlan, validationSize } from './validation-plan.ts';

/** Counts what the run's plans compute; nothing is run. Throws as `trainingPlan` does. */
export function estimateRun({ settings, characters, speed }: EstimateRequest): RunEstimate {
  const step = secondsOf(costOf(trainingPlan(settings)), speed);
  const { validation, steps } = settings;
  if (validation === undefined) return { step, evaluation: 0, run: steps * step };
  const evaluation = evaluationSeconds({ settings, characters, speed });
  return { step, evaluation, run: steps * step + Math.ceil(steps / validation.every) * evaluation };
}

function evaluationSeconds({ settings, characters, speed }: EstimateRequest): number {
  const { lanes, windows } = validationSize(settings, { characters: heldBackSize(characters, settings) });
  const plan = validationPlan(settings, lanes);
  const [classes] = plan.trace.equations[plan.trace.output].shape;
  const exponentials = lanes * settings.length * classes;
  return windows * (secondsOf(costOf(plan), speed) + exponentials * speed.exponential);
}

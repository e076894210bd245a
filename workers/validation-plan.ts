import { traceModel } from '../src/nn/trace-model.ts';
import type { TrainSettings } from '../src/train/protocol.ts';
import { planOf, type Plan } from './plan/plan.ts';

/** Of a long held-back piece the beginning is measured: more changes the loss by less than a hundredth of a nat. */
const MOST_CHARACTERS = 8192;

export interface ValidationSize {
  /** Pieces of the text side by side. */
  readonly lanes: number;
  /** In a lane, one after the other. */
  readonly windows: number;
}

/** A text to be read, and how many of its characters at most. */
interface Reading {
  readonly characters: number;
  readonly most?: number;
}

/** How held-back text is read: in as many lanes as the run trains, or as many as it has windows for. */
export function validationSize(
  { batch, length }: Pick<TrainSettings, 'batch' | 'length'>,
  { characters, most = MOST_CHARACTERS }: Reading,
): ValidationSize {
  const whole = Math.floor((characters - 1) / length);
  const lanes = Math.min(batch, whole);
  const enough = Math.ceil(most / (lanes * length));
  return { lanes, windows: Math.min(enough, Math.floor(whole / lanes)) };
}

/** Computes the outputs of one window in each lane. Throws as `trainingPlan` does. */
export function validationPlan({ model, length }: Pick<TrainSettings, 'model' | 'length'>, lanes: number): Plan {
  const trace = traceModel(model, { training: false });
  const size = { batch: lanes, inputSteps: length, outputSteps: length };
  return planOf(trace, { kind: 'values', ...size, keep: [trace.output] });
}

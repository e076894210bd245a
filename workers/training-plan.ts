import { slotsOf } from '../src/nn/optimizers.ts';
import { traceModel } from '../src/nn/trace-model.ts';
import type { TrainSettings } from '../src/train/protocol.ts';
import { planOf, type Plan } from './plan/plan.ts';

/**
 * The plan that a run of these settings will use: `floats * 4` bytes, known before anything is allocated. Throws
 * ShapeError or PlanError for settings that do not fit each other, MemoryLimitError for what is too large.
 */
export function trainingPlan({ model, optimizer, batch, length }: Omit<TrainSettings, 'steps' | 'seed'>): Plan {
  return planOf(traceModel(model), {
    kind: 'training',
    batch,
    inputSteps: length,
    outputSteps: length,
    slots: slotsOf(optimizer.type).length,
    regularization: model.regularization,
  });
}

/** Bytes of a run's arena and of the copy it keeps of its last good step. */
export function bytesOf({ floats, parameters, slots }: Plan): number {
  return 4 * (floats + parameters.width * (1 + slots.length));
}

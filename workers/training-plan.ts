import { slotsOf } from '../src/nn/optimizers.ts';
import { traceModel } from '../src/nn/trace-model.ts';
import type { TrainSettings } from '../src/train/protocol.ts';
import { planOf, type Plan } from './plan/plan.ts';

/**
 * The plan that a run of these settings will use; nothing is allocated yet. Throws
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

/** Bytes of the copy that a run keeps of its last good step, beside the memory of its kernels (`KernelSet.bytes`). */
export function copyBytes({ parameters, slots }: Plan): number {
  return 4 * parameters.width * (1 + slots.length);
}

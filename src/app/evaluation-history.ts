import { bestOf, isOutOfPatience } from '../nn/early-stopping.ts';
import type { Evaluation, TrainingState, TrainSettings } from '../train/protocol.ts';

/** What was measured of held-back text, growing. */
export class EvaluationHistory {
  private list: readonly Evaluation[];

  constructor(state?: Pick<TrainingState, 'evaluations'>) {
    this.list = state?.evaluations ?? [];
  }

  get all(): readonly Evaluation[] {
    return this.list;
  }

  get best(): Evaluation | undefined {
    return bestOf(this.list);
  }

  /** A step that was measured before is written over. */
  add(evaluation: Evaluation): void {
    this.list = [...this.list.filter(({ step }) => step < evaluation.step), evaluation];
  }

  /** Whether the run ended for want of progress. */
  hasStopped({ validation }: Pick<TrainSettings, 'validation'>): boolean {
    return isOutOfPatience(validation, this.list);
  }
}

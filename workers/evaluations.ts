import { isOutOfPatience } from '../src/nn/early-stopping.ts';
import type { BestEvaluation, Evaluation, TrainingState, ValidationSettings } from '../src/train/protocol.ts';

/** What was measured of held-back text along a run, and the best network so far. */
export class Evaluations {
  best: BestEvaluation | undefined;
  /** The best one before `best`: a step that is taken back takes its evaluation with it. */
  private former: BestEvaluation | undefined;
  private list: readonly Evaluation[] = [];

  constructor(private readonly settings: ValidationSettings | undefined) {}

  get all(): readonly Evaluation[] {
    return this.list;
  }

  /** Whether the network after `step` updates is to be measured, in a run of `steps`. */
  isDue(step: number, steps: number): boolean {
    if (this.settings === undefined || step === 0 || this.list.at(-1)?.step === step) return false;
    return step % this.settings.every === 0 || step === steps;
  }

  /** Returns whether it is the best so far. */
  add(evaluation: Evaluation, parameters: Float32Array): boolean {
    this.list = [...this.list, evaluation];
    const isBest = this.best === undefined || evaluation.loss < this.best.loss;
    if (isBest) {
      this.former = this.best;
      this.best = { ...evaluation, parameters: parameters.slice() };
    }
    return isBest;
  }

  /** Whether held-back text was no longer predicted better for as long as the student wants to wait. */
  get isOutOfPatience(): boolean {
    return isOutOfPatience(this.settings, this.list);
  }

  /** Forgets what came after a step. */
  backTo(step: number): void {
    this.list = this.list.filter((each) => each.step <= step);
    if (this.best !== undefined && this.best.step > step) this.best = this.former;
  }

  goOn({ evaluations, best }: Pick<TrainingState, 'evaluations' | 'best'>): void {
    this.list = evaluations;
    this.best = best;
  }
}

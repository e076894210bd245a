import type { MomentRecord } from '../store/schema.ts';

/** The networks kept along a run: those on the disk by their steps, and those that the next save brings there. */
export class RunMoments {
  private waiting: readonly MomentRecord[] = [];

  /** @param steps on the disk, ascending */
  constructor(private kept: readonly number[] = []) {}

  get steps(): readonly number[] {
    return this.kept;
  }

  add(moment: MomentRecord): void {
    this.waiting = [...this.waiting.filter(({ step }) => step < moment.step), moment];
  }

  /** What is to be saved together with a state of this step. */
  upTo(step: number): readonly MomentRecord[] {
    return this.waiting.filter((moment) => moment.step <= step);
  }

  /** `saved` are on the disk now, which keeps these steps. */
  markSaved(saved: readonly MomentRecord[], kept: readonly number[]): void {
    this.waiting = this.waiting.filter((moment) => !saved.includes(moment));
    this.kept = kept;
  }

  forgetSaved(): void {
    this.kept = [];
  }

  backTo(step: number): void {
    this.waiting = this.upTo(step);
    this.kept = this.kept.filter((each) => each <= step);
  }
}

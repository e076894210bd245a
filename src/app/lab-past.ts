/** The lab's edits that can be taken back, the latest first. */
import type { LabDocument } from './lab-document.ts';
import type { LabLook } from './lab-look.ts';

export interface BeforeEdit {
  readonly document: LabDocument;
  /**
   * Where the student stood, and what they looked at; absent: the edit left them there, and taking it back leaves them
   * where they are by then.
   */
  readonly place?: { readonly position: number; readonly look: LabLook };
}

/** How many edits can be taken back. */
const MOST_UNDO = 50;

export class LabPast {
  private kept: readonly BeforeEdit[] = [];

  get isEmpty(): boolean {
    return this.kept.length === 0;
  }

  keep(before: BeforeEdit): void {
    this.kept = [...this.kept, before].slice(-MOST_UNDO);
  }

  /** The latest one, which is then no longer kept; undefined where there is none. */
  take(): BeforeEdit | undefined {
    const last = this.kept.at(-1);
    this.kept = this.kept.slice(0, -1);
    return last;
  }
}

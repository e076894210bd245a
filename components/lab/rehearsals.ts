import type { LabSession } from '../../src/app/lab-session.ts';
import { rehearse } from './rehearsal.ts';

interface Visit {
  readonly beside: HTMLElement;
  /** Opens the lab that is played through. */
  readonly tryout: () => LabSession;
}

/** One rehearsal to its end: where a lab is left before that, it begins again beside the one that is open then. */
export class Rehearsals {
  private visit: Visit | undefined;
  private isUnderWay = false;
  private isOver = false;

  /** @param moment resolves when nobody taps and the page has time for a piece of it */
  constructor(private readonly moment: () => Promise<void>) {}

  /** Resolves when none is under way any more. */
  async beside(visit: Visit): Promise<void> {
    if (this.isOver) return;
    this.visit = visit;
    if (this.isUnderWay) return;
    this.isUnderWay = true;
    try {
      do {
        await this.moment();
        this.isOver = await this.play(this.visit);
      } while (!this.isOver && this.visit.beside.isConnected);
    } catch (error) {
      // once is enough: the labs do without
      this.isOver = true;
      throw error;
    } finally {
      this.isUnderWay = false;
      this.visit = undefined;
    }
  }

  private async play({ beside, tryout }: Visit): Promise<boolean> {
    if (!beside.isConnected) return false;
    const session = tryout();
    try {
      return await rehearse({ state: session.current, beside, moment: this.moment });
    } finally {
      session.dispose();
    }
  }
}

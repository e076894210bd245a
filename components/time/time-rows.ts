import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { property } from 'lit/decorators.js';
import type { Phase } from '../../src/streams/events.ts';
import { AtRest } from '../controllers/at-rest.ts';
import { behindFrame } from '../controllers/behind-frame.ts';
import { FilledLater } from '../controllers/filling.ts';
import { Roving } from '../controllers/roving.ts';
import type { LabPass } from '../lab/lab-pass.ts';
import type { UnitWindow } from '../lab/unit-window.ts';
import { FollowsNext } from './follows-next.ts';
import { Marks } from './marks.ts';
import { eachRow, keptRow } from './row-parts.ts';

/** Time in rows, one of which stands open: what the forward and the backward pass share. */
export abstract class TimeRows extends FilledLater {
  @property({ attribute: false }) pass!: LabPass;
  /** The step that stands open. */
  @property({ type: Number }) open = 0;
  @property({ attribute: false }) units: UnitWindow = { from: 0, size: 0 };
  @property({ attribute: false }) marks = new Marks();

  protected readonly roving = new Roving(this);
  protected readonly rest = new AtRest(this);
  private readonly folding = new Folding(this, () => ({ open: this.open, position: this.pass.position }));
  protected readonly follows = new FollowsNext(this);

  protected abstract openRow(t: number): unknown;
  /** @param isLate its numbers follow behind the frame */
  protected abstract foldedRow(t: number, isLate: boolean): unknown;

  protected eachRow(phase: Phase) {
    const { open } = this;
    return eachRow(this.pass, { open, isDue: this.filling.isDue }, (t) => {
      if (t === open) return this.openRow(t);
      const isLate = this.folding.isLate(t);
      return keptRow(this, { phase, t, isLate }, () => this.foldedRow(t, isLate));
    });
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await this.folding.over;
    return super.getUpdateComplete();
  }
}

/** The row that stands open, and how far the pass is computed. */
interface Place {
  readonly open: number;
  readonly position: number;
}

/**
 * The row that was left, and those that a longer step has passed, have their character alone in the frame in which the next
 * one opens; their numbers come behind it.
 */
class Folding implements ReactiveController {
  /** Resolves when all rows are drawn. */
  over: Promise<void> = Promise.resolve();
  private at: Place | undefined;
  /** The first and the last step whose numbers are not drawn yet. */
  private late: readonly [first: number, last: number] | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly place: () => Place,
  ) {
    host.addController(this);
  }

  isLate(t: number): boolean {
    return this.late !== undefined && t >= this.late[0] && t <= this.late[1];
  }

  hostUpdate(): void {
    const left = this.at;
    const now = this.place();
    this.at = now;
    if (left !== undefined && left.open !== now.open) this.over = this.fold(left, now);
  }

  private async fold(left: Place, { open, position }: Place): Promise<void> {
    // between the two a step has computed rows, or after a look back has them made anew above the open one: dozens in a
    // long text. A look at another row leaves them where they are
    const isStep = position > left.position;
    const late = isStep
      ? ([Math.min(left.open, open), Math.max(left.open, open)] as const)
      : ([left.open, left.open] as const);
    this.late = late;
    await behindFrame();
    if (this.late !== late) return;
    this.late = undefined;
    this.host.requestUpdate();
  }
}

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
  private readonly folding = new Folding(this, () => this.open);
  protected readonly follows = new FollowsNext(this);

  protected abstract openRow(t: number): unknown;
  /** @param isLate it was left just now, and its numbers follow */
  protected abstract foldedRow(t: number, isLate: boolean): unknown;

  protected eachRow(phase: Phase) {
    const { open } = this;
    return eachRow(this.pass, { open, isDue: this.filling.isDue }, (t) => {
      if (t === open) return this.openRow(t);
      const isLate = t === this.folding.late;
      return keptRow(this, { phase, t, isLate }, () => this.foldedRow(t, isLate));
    });
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await this.folding.over;
    return super.getUpdateComplete();
  }
}

/** Where the row that was left has its character alone in the frame in which the next one opens; its numbers come behind it. */
class Folding implements ReactiveController {
  /** The step whose numbers are not drawn yet. */
  late: number | undefined;
  /** Resolves when all rows are drawn. */
  over: Promise<void> = Promise.resolve();
  private at: number | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly open: () => number,
  ) {
    host.addController(this);
  }

  hostUpdate(): void {
    const open = this.open();
    const left = this.at;
    this.at = open;
    if (left !== undefined && left !== open) this.over = this.fold(left);
  }

  private async fold(left: number): Promise<void> {
    this.late = left;
    await behindFrame();
    if (this.late !== left) return;
    this.late = undefined;
    this.host.requestUpdate();
  }
}

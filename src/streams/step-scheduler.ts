import { BehaviorSubject, Subject, type Observable } from 'rxjs';
import type { Tag } from './events.ts';
import { stops, type Grain } from './grains.ts';
import type { Gate } from './on-tap.ts';
import type { ScheduledStep } from './schedule.ts';

/** The order in which a pass's work is released. */
export interface Order {
  readonly total: number;
  readonly steps: readonly ScheduledStep[];
  /** Position of the work that a tag names; −1 for none. */
  rank(tag: Tag): number;
  tagAt(position: number): Tag | undefined;
}

/** Work that should be next never came, or came at a wrong moment. */
export class ScheduleError extends Error {
  override readonly name = 'ScheduleError';
  constructor(tag: Tag | undefined, what: string) {
    const { phase, layer, name, equation, unit, t } = tag ?? {};
    super(`${phase} ${layer}.${name ?? `equation ${equation}`} unit ${unit ?? 'all'} at step ${t}: ${what}`);
  }
}

interface Work {
  readonly tag: Tag;
  run(): void;
}

const nothing: Order = { total: 0, steps: [], rank: () => -1, tagAt: () => undefined };

/** Queues work that waits at taps and releases it in the order of a pass, as much as each tap asks for. */
export class StepScheduler implements Gate {
  private readonly nextTag = new BehaviorSubject<Tag | null>(null);
  private readonly openings = new Subject<ScheduledStep>();
  private order = nothing;
  /** By position. */
  private waiting: (Work | undefined)[] = [];
  private released = 0;
  private opened = 0;
  private isReleasing = false;
  private failure: { readonly error: unknown } | undefined;

  /** What the next tap releases first; null when the pass is over. Emits once a call, after the last event. */
  readonly next$: Observable<Tag | null> = this.nextTag.asObservable();
  /** Each step of each phase, just before its first work: inputs, targets and the loss's own gradient enter here. */
  readonly opening$: Observable<ScheduledStep> = this.openings.asObservable();

  /** How much work the pass has released. */
  get position(): number {
    return this.released;
  }

  get next(): Tag | null {
    return this.nextTag.value;
  }

  /** Drops all work that waits and begins a pass. Its streams must be connected already. */
  begin(order: Order): void {
    this.clear(order);
    this.open();
    this.settle();
  }

  /** Drops all work that waits: the pass is over. */
  cancel(): void {
    this.clear(nothing);
    this.settle();
  }

  wait(tag: Tag, run: () => void): () => void {
    const position = this.order.rank(tag);
    if (position < this.released) throw new ScheduleError(tag, 'came after its turn');
    if (this.waiting[position] !== undefined) throw new ScheduleError(tag, 'came twice');
    const { waiting } = this;
    const work = { tag, run };
    waiting[position] = work;
    return () => {
      if (waiting[position] === work) waiting[position] = undefined;
    };
  }

  /** Releases what the grain holds: at least one piece of work, as long as there is any. */
  step(grain: Grain): void {
    const stop = stops[grain];
    this.release((released, next) => stop(released, next));
  }

  /** Releases everything. */
  drain(): void {
    this.release(() => false);
  }

  /**
   * Releases what is there, up to work that waits for another sample of the batch, or for the gradients of them all (the
   * update phase); whether there was any.
   */
  releaseReady(): boolean {
    const work = this.waiting[this.released];
    if (work === undefined || work.tag.phase === 'update') return false;
    this.release((_released, next) => next.phase === 'update', true);
    return true;
  }

  /** Releases everything before a position. */
  advanceTo(position: number): void {
    if (position > this.released) this.release(() => this.released >= position);
  }

  /** A stream broke: the tap that caused it throws. */
  fail(error: unknown): void {
    this.failure ??= { error };
  }

  dispose(): void {
    this.cancel();
    this.nextTag.complete();
    this.openings.complete();
  }

  private clear(order: Order): void {
    this.order = order;
    // set at once: filled from behind, a growing array would become a slow one
    this.waiting = [];
    this.waiting.length = order.total;
    this.released = this.opened = 0;
    this.failure = undefined;
  }

  /** `mayWait`: that the next work is not there yet is no error but an end. */
  private release(isEnough: (released: Tag, next: Tag) => boolean, mayWait = false): void {
    if (this.isReleasing) throw new Error('StepScheduler: a tap came while another was being released');
    this.isReleasing = true;
    try {
      const { order } = this;
      for (let work = this.take(); work !== undefined; work = this.take()) {
        work.run();
        if (order !== this.order) return;
        this.open();
        const next = this.waiting[this.released]?.tag;
        if (next === undefined ? mayWait : isEnough(work.tag, next)) break;
      }
    } finally {
      this.isReleasing = false;
    }
    this.settle();
  }

  private take(): Work | undefined {
    if (this.released >= this.order.total) return undefined;
    const work = this.waiting[this.released];
    if (work === undefined) throw new ScheduleError(this.order.tagAt(this.released), 'never came');
    this.waiting[this.released++] = undefined;
    return work;
  }

  private open(): void {
    const { steps } = this.order;
    while (this.opened < steps.length && steps[this.opened].position === this.released) {
      this.openings.next(steps[this.opened++]);
    }
    if (this.failure !== undefined) throw this.failure.error;
  }

  private settle(): void {
    const next = this.order.tagAt(this.released) ?? null;
    if (next !== null || this.nextTag.value !== null) this.nextTag.next(next);
  }
}

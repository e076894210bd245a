import { Observable } from 'rxjs';
import type { EquationId } from '../nn/equation.ts';
import type { BatchFrames } from '../nn/ops/op.ts';
import type { StepKey } from './events.ts';
import type { Frames } from './frames.ts';
import type { ShareBook } from './share-book.ts';
import type { StepScheduler } from './step-scheduler.ts';

/** What one sample brings to its batch. */
export interface Member {
  readonly frames: Frames;
  readonly shares: ShareBook;
}

/**
 * The samples of one batch: each is a pass of its own, and an op that needs them all (a mean over the batch) waits here until
 * every one has come so far. A pass that is fed without a batch is a batch of one.
 */
export class Batch {
  private readonly members: Member[] = [];
  private readonly waiting = new Map<string, (() => void)[]>();

  constructor(readonly size: number) {}

  /** A pass joins; returns its place among the samples. Throws when all have come. */
  join(member: Member): number {
    if (this.members.length >= this.size) throw new Error(`a batch of ${this.size}: one sample more than that`);
    return this.members.push(member) - 1;
  }

  /** Emits a member's key once all members have emitted theirs; `place` names what they wait for. */
  meeting(place: string, own$: Observable<StepKey>): Observable<StepKey> {
    return new Observable((subscriber) =>
      own$.subscribe({
        next: (key) => this.arrive(`${place}@${key.t}`, () => subscriber.next(key)),
        error: (error: unknown) => subscriber.error(error),
      }),
    );
  }

  /** The frames of some inputs, of each sample. */
  inputs(ids: readonly EquationId[], t: number): Float64Array[][] {
    return ids.map((id) => this.members.map(({ frames }) => frames.value(id, t)));
  }

  /** What a batch op's backward rule reads; the gradient is the sum of what arrives at each sample. */
  backward(id: EquationId, { inputs, t }: { inputs: readonly EquationId[]; t: number }): BatchFrames {
    const [first, ...others] = this.members.map(({ frames }) => frames.gradient(id, t));
    const gradient = first.map((value, k) => others.reduce((sum, frame) => sum + frame[k], value));
    return { inputs: this.inputs(inputs, t), output: this.members[0].frames.value(id, t), gradient };
  }

  /** ∂L/∂(parameter) of the whole batch, for what has shares. */
  gathered(parameter: EquationId): Float64Array {
    const [first, ...others] = this.members.map(({ shares }) => shares.share(parameter, 0).total);
    return first.map((value, k) => others.reduce((sum, total) => sum + total[k], value));
  }

  private arrive(place: string, go: () => void): void {
    const all = [...(this.waiting.get(place) ?? []), go];
    this.waiting.set(place, all);
    if (all.length < this.size) return;
    this.waiting.delete(place);
    for (const each of all) each();
  }
}

/** Runs the passes of one batch to their ends; each goes as far as it can, then waits for the others. */
export function drainTogether(schedulers: readonly StepScheduler[]): void {
  for (let isMoving = true; isMoving;) {
    isMoving = schedulers.map((scheduler) => scheduler.releaseReady()).includes(true);
  }
  // updates; throws for work that never came
  for (const scheduler of schedulers) scheduler.drain();
}
